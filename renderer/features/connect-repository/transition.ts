import type { CloneCheck, DomainCheck } from '#shared/contract/connections.ts'
import type { SignInMethod } from '#shared/domain/connection.ts'
import { type AttemptEvent, afterConnectEvent } from './attempt.ts'
import type { Answered, WizardEvent } from './events.ts'
import { canShow, gateOf } from './gates.ts'
import { askClone, askDirectories, askDomain, askToken, settle } from './questions.ts'
import { type DirectoryReports, EMPTY_TOKEN, type KeptToken, STEPS, type Step, type WizardState } from './state.ts'

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
  return event.kind.endsWith('-checked')
}

type EditEvent = Exclude<WizardEvent, AttemptEvent>

function edit(state: WizardState, event: EditEvent): WizardState {
  switch (event.kind) {
    case 'host-chosen':
      return event.host === state.host ? state : askDomain({ ...state, host: event.host })
    case 'domain-typed':
      return event.domain === state.domain ? state : askDomain({ ...state, domain: event.domain, remote: null })
    case 'domain-taken':
      return askDomain({ ...state, domain: event.domain, host: event.host ?? state.host, remote: null })
    case 'domain-recheck':
      return askDomain(state)
    case 'domain-checked':
      return domainChecked(state, event.ticket, event.result)
    case 'folder-picked':
      return askClone({ ...state, folder: event.folder, remote: null })
    case 'remote-chosen':
      return askClone({ ...state, remote: event.remote })
    case 'clone-recheck':
      return askClone(state)
    case 'clone-checked':
      return cloneChecked(state, event.ticket, event.result)
    case 'sign-in-chosen':
      return signInChosen(state, event.signIn)
    case 'token-checked':
      return tokenChecked(state, event.ticket, event.result)
    case 'kept-token-used':
      return keptToken(state) === null ? state : { ...state, token: { kind: 'kept' } }
    case 'new-token-wanted':
      return { ...state, token: { ...EMPTY_TOKEN, username: keptToken(state)?.username ?? '' } }
    case 'token-typed':
      return { ...state, token: { kind: 'new', username: event.username, secret: event.secret } }
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
  }
}

function domainChecked(state: WizardState, ticket: number, result: Answered<DomainCheck>): WizardState {
  const domainCheck = settle(state.domainCheck, ticket, result)
  if (domainCheck === state.domainCheck) return state
  return askClone({ ...state, domainCheck })
}

function cloneChecked(state: WizardState, ticket: number, result: Answered<CloneCheck>): WizardState {
  const cloneCheck = settle(state.cloneCheck, ticket, result)
  if (cloneCheck === state.cloneCheck) return state
  const checked = { ...state, cloneCheck }
  if (cloneCheck.kind !== 'answered' || cloneCheck.answer.kind !== 'accepted') return checked
  const offered = cloneCheck.answer.signIn
  const stillOffered = state.signIn !== null && offered.includes(state.signIn)
  return { ...checked, remote: cloneCheck.answer.remote.name, signIn: stillOffered ? state.signIn : (offered[0] ?? null) }
}

function signInChosen(state: WizardState, signIn: SignInMethod): WizardState {
  const offered = state.cloneCheck.kind === 'answered' && state.cloneCheck.answer.kind === 'accepted'
  return offered ? { ...state, signIn } : state
}

function tokenChecked(state: WizardState, ticket: number, result: Answered<KeptToken>): WizardState {
  const tokenCheck = settle(state.tokenCheck, ticket, result)
  if (tokenCheck === state.tokenCheck) return state
  const untouched = state.token.kind === 'new' && state.token.secret === '' && state.token.username === ''
  const kept = tokenCheck.kind === 'answered' && tokenCheck.answer.kept
  if (kept && untouched) return { ...state, tokenCheck, token: { kind: 'kept' } }
  return !kept && state.token.kind === 'kept' ? { ...state, tokenCheck, token: EMPTY_TOKEN } : { ...state, tokenCheck }
}

function keptToken(state: WizardState): KeptToken | null {
  return state.tokenCheck.kind === 'answered' && state.tokenCheck.answer.kept ? state.tokenCheck.answer : null
}

function settleDirectories(state: WizardState, ticket: number, result: Answered<DirectoryReports>): WizardState {
  const directoriesCheck = settle(state.directoriesCheck, ticket, result)
  return directoriesCheck === state.directoriesCheck ? state : { ...state, directoriesCheck }
}

function forwards(state: WizardState): WizardState {
  const next = STEPS[STEPS.indexOf(state.step) + 1]
  if (next === undefined || next === 'connecting') return state
  return gateOf(state, state.step).kind === 'ready' ? arrive(state, next) : state
}

function backwards(state: WizardState): WizardState {
  const previous = STEPS[STEPS.indexOf(state.step) - 1]
  return previous === undefined ? state : { ...state, step: previous, attempt: { kind: 'none' } }
}

/** Shows a page, and asks what that page wants to know. */
function arrive(state: WizardState, step: Step): WizardState {
  const there = { ...state, step }
  if (step === 'sign-in') return askToken(there)
  if (step === 'folders') return askDirectories(there)
  return there
}

function connect(state: WizardState, at: number): WizardState {
  const complete = STEPS.every((step) => gateOf(state, step).kind === 'ready')
  if (!complete || (state.step !== 'review' && state.step !== 'connecting')) return state
  const ticket = state.ticket + 1
  const progress = { stage: 'check', done: 0, total: null, unit: null } as const
  return { ...state, step: 'connecting', ticket, attempt: { kind: 'running', ticket, progress, startedAt: at } }
}
