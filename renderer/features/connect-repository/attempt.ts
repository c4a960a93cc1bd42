import type { CloneCheck, RepositoryCheck } from '#shared/contract/connections.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { AttemptEvent } from './events.ts'
import { atStep, type DirectoryReports, EMPTY_TOKEN, type WizardState } from './state.ts'

/** What the running attempt reported. Reports of an attempt that is no longer the running one change nothing. */
export function afterConnectEvent(state: WizardState, event: AttemptEvent): WizardState {
  if (event.kind === 'connection-found') return connected(state, event.connection)
  const { attempt } = state
  if (event.kind === 'connect-cancelled') {
    if (attempt.kind !== 'running') return state
    return { ...state, attempt: { kind: 'cancelled', ticket: attempt.ticket, stage: attempt.progress.stage } }
  }
  if ((attempt.kind !== 'running' && attempt.kind !== 'cancelled') || event.ticket !== attempt.ticket) return state
  // Where the last stage was faster than the cancelling, the connection is there, and saying otherwise would be a lie.
  if (event.kind === 'connect-event' && event.event.kind === 'connected') return connected(state, event.event.connection)
  if (attempt.kind === 'cancelled') return state
  return event.kind === 'connect-failed'
    ? { ...state, attempt: { kind: 'failed', stage: attempt.progress.stage, trouble: event.trouble } }
    : afterReport(state, attempt, event.event)
}

/** The secret is with the services now; the window forgets it. */
function connected(state: WizardState, connection: Connection): WizardState {
  const forgotten = state.path === 'on-premises' ? { ...state, token: EMPTY_TOKEN } : state
  const aside = { ...state.aside, onPremises: null }
  return { ...atStep(forgotten, 'connecting'), aside, attempt: { kind: 'connected', connection } }
}

function afterReport(
  state: WizardState,
  attempt: Extract<WizardState['attempt'], { kind: 'running' }>,
  report: Extract<AttemptEvent, { kind: 'connect-event' }>['event'],
): WizardState {
  switch (report.kind) {
    case 'stage': {
      const { kind: _, ...progress } = report
      return { ...state, attempt: { ...attempt, progress } }
    }
    case 'connected':
      return connected(state, report.connection)
    case 'refused':
      return backToClone(over(state), report.check)
    case 'repository-refused':
      return backToRepository(over(state), report.check)
    case 'branch-missing':
      return backToBranch(over(state), report.branch)
    case 'directories-refused':
      return backToFolders(over(state), { schema: report.schema, collection: report.collection })
  }
}

/** The attempt is over; one of the earlier pages says why. */
function over(state: WizardState): WizardState {
  return { ...state, attempt: { kind: 'none' } }
}

function backToClone(state: WizardState, answer: CloneCheck): WizardState {
  if (state.path !== 'on-premises' || state.cloneCheck.kind !== 'answered') return atStep(state, 'domain')
  return { ...state, step: 'domain', cloneCheck: { kind: 'answered', request: state.cloneCheck.request, answer } }
}

function backToRepository(state: WizardState, answer: RepositoryCheck): WizardState {
  if (state.path !== 'cloud' || state.repositoryCheck.kind !== 'answered') return atStep(state, 'repository')
  const { request } = state.repositoryCheck
  return { ...state, step: 'repository', repositoryCheck: { kind: 'answered', request, answer } }
}

function backToBranch(state: WizardState, branch: string): WizardState {
  if (state.path !== 'cloud' || state.branchCheck.kind !== 'answered') return atStep(state, 'repository')
  const { request } = state.branchCheck
  return { ...state, step: 'repository', branch, branchCheck: { kind: 'answered', request, answer: { kind: 'not-listed' } } }
}

function backToFolders(state: WizardState, answer: DirectoryReports): WizardState {
  const there = atStep(state, 'folders')
  if (there.directoriesCheck.kind !== 'answered') return there
  return { ...there, directoriesCheck: { kind: 'answered', request: there.directoriesCheck.request, answer } }
}
