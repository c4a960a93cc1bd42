import type { Connection } from '#shared/domain/connection.ts'
import type { WizardEvent } from './events.ts'
import { EMPTY_TOKEN, type WizardState } from './state.ts'

export type AttemptEvent = Extract<
  WizardEvent,
  { kind: 'connect-event' | 'connect-failed' | 'connect-cancelled' | 'connection-found' }
>

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
  return { ...state, step: 'connecting', token: EMPTY_TOKEN, attempt: { kind: 'connected', connection } }
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
      return backToClone(state, report.check)
    case 'repository-refused':
    case 'branch-missing':
      return { ...state, attempt: { kind: 'none' } }
    case 'directories-refused':
      return backToFolders(state, { schema: report.schema, collection: report.collection })
  }
}

function backToClone(
  state: WizardState,
  answer: Extract<WizardState['cloneCheck'], { kind: 'answered' }>['answer'],
): WizardState {
  if (state.cloneCheck.kind !== 'answered') return { ...state, step: 'domain', attempt: { kind: 'none' } }
  return {
    ...state,
    step: 'domain',
    attempt: { kind: 'none' },
    cloneCheck: { kind: 'answered', request: state.cloneCheck.request, answer },
  }
}

function backToFolders(
  state: WizardState,
  answer: Extract<WizardState['directoriesCheck'], { kind: 'answered' }>['answer'],
): WizardState {
  if (state.directoriesCheck.kind !== 'answered') return { ...state, step: 'folders', attempt: { kind: 'none' } }
  return {
    ...state,
    step: 'folders',
    attempt: { kind: 'none' },
    directoriesCheck: { kind: 'answered', request: state.directoriesCheck.request, answer },
  }
}
