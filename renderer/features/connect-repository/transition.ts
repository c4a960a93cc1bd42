import { accountChosen, accountsKnown } from './account-events.ts'
import { afterConnectEvent } from './attempt.ts'
import { chooseHost } from './choose-host.ts'
import { editCloud } from './edit-cloud.ts'
import { editOnPremises } from './edit-on-premises.ts'
import type { Answered, AttemptEvent, WizardEvent } from './events.ts'
import { canShow, gateOf } from './gates.ts'
import { askDirectories, askToken, settle } from './questions.ts'
import { atStep, type DirectoryReports, type Step, stepsOf, type WizardState } from './state.ts'

/** The wizard's only rule of motion. Pure; an event that does not fit the state returns the very same state. */
export function transition(state: WizardState, event: WizardEvent): WizardState {
  if (state.attempt.kind === 'connected') return state
  switch (event.kind) {
    case 'connect-event':
    case 'connect-failed':
    case 'connect-cancelled':
    case 'connection-found':
      return afterConnectEvent(state, event)
    default:
      return state.attempt.kind === 'running' && !isAnswer(event) ? state : edit(state, event)
  }
}

function isAnswer(event: WizardEvent): boolean {
  return event.kind.endsWith('-checked') || event.kind === 'accounts-known'
}

function edit(state: WizardState, event: Exclude<WizardEvent, AttemptEvent>): WizardState {
  switch (event.kind) {
    case 'host-chosen':
      return chooseHost(state, event.host)
    case 'account-chosen':
      return accountChosen(state, event.account)
    case 'accounts-known':
      return accountsKnown(state, event.accounts)
    case 'directory-typed':
      return askDirectories({ ...state, directories: { ...state.directories, [event.which]: event.directory } })
    case 'directories-recheck':
      return askDirectories(state)
    case 'directories-checked':
      return settleDirectories(state, event.ticket, event.result)
    case 'next':
      return forwards(state)
    case 'back':
      return backwards(state)
    case 'step-chosen':
      return canShow(state, event.step) ? arrive({ ...state, attempt: { kind: 'none' } }, event.step) : state
    case 'connect':
      return connect(state, event.at)
    case 'organisation-entered':
    case 'project-entered':
    case 'repository-entered':
    case 'repository-recheck':
    case 'repository-checked':
    case 'branch-entered':
    case 'branch-recheck':
    case 'branch-checked':
      return state.path === 'cloud' ? editCloud(state, event) : state
    default:
      return state.path === 'on-premises' ? editOnPremises(state, event) : state
  }
}

function settleDirectories(state: WizardState, ticket: number, result: Answered<DirectoryReports>): WizardState {
  const directoriesCheck = settle(state.directoriesCheck, ticket, result)
  return directoriesCheck === state.directoriesCheck ? state : { ...state, directoriesCheck }
}

function forwards(state: WizardState): WizardState {
  const steps = stepsOf(state)
  const next = steps[steps.indexOf(state.step) + 1]
  if (next === undefined || next === 'connecting') return state
  return gateOf(state, state.step).kind === 'ready' ? arrive(state, next) : state
}

function backwards(state: WizardState): WizardState {
  const steps = stepsOf(state)
  const previous = steps[steps.indexOf(state.step) - 1]
  return previous === undefined ? state : atStep({ ...state, attempt: { kind: 'none' } }, previous)
}

/** Shows a page, and asks what that page wants to know. */
function arrive(state: WizardState, step: Step): WizardState {
  const there = atStep(state, step)
  if (step === 'sign-in' && there.path === 'on-premises') return askToken(there)
  if (step === 'folders') return askDirectories(there)
  return there
}

function connect(state: WizardState, at: number): WizardState {
  const complete = stepsOf(state).every((step) => gateOf(state, step).kind === 'ready')
  if (!complete || (state.step !== 'review' && state.step !== 'connecting')) return state
  const ticket = state.ticket + 1
  const progress = { stage: 'check', done: 0, total: null, unit: null } as const
  return { ...atStep(state, 'connecting'), ticket, attempt: { kind: 'running', ticket, progress, startedAt: at } }
}
