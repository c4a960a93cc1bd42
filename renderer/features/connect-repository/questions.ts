import type { Answered } from './events.ts'
import { type Check, normalisedDomain, type WizardState } from './state.ts'

/** Replaces a running question by its answer; any other ticket is a late answer and changes nothing. */
export function settle<Q, R>(check: Check<Q, R>, ticket: number, result: Answered<R>): Check<Q, R> {
  if (check.kind !== 'running' || check.ticket !== ticket) return check
  return result.kind === 'answer'
    ? { kind: 'answered', request: check.request, answer: result.answer }
    : { kind: 'failed', request: check.request, trouble: result.trouble }
}

/** Asks about the domain as typed. What was known of the clone falls with it, because the clone was held against the domain. */
export function askDomain(state: WizardState): WizardState {
  const reset = { ...state, cloneCheck: { kind: 'idle' }, tokenCheck: { kind: 'idle' } } as const
  if (state.host === null || state.domain.trim() === '') return { ...reset, domainCheck: { kind: 'idle' } }
  const ticket = state.ticket + 1
  const request = { host: state.host, domain: state.domain.trim() }
  return { ...reset, ticket, domainCheck: { kind: 'running', ticket, request } }
}

/** Holds the picked folder against host and domain, as soon as all three are known. */
export function askClone(state: WizardState): WizardState {
  const domain = normalisedDomain(state)
  const reset = { ...state, directoriesCheck: { kind: 'idle' } } as const
  if (state.host === null || domain === null || state.folder === null) return { ...reset, cloneCheck: { kind: 'idle' } }
  const ticket = state.ticket + 1
  const request = { host: state.host, domain, folder: state.folder, remote: state.remote }
  return { ...reset, ticket, cloneCheck: { kind: 'running', ticket, request } }
}

/** Asks whether this computer already keeps a token for the domain. */
export function askToken(state: WizardState): WizardState {
  const domain = normalisedDomain(state)
  if (domain === null) return state
  const ticket = state.ticket + 1
  return { ...state, ticket, tokenCheck: { kind: 'running', ticket, request: { domain } } }
}

/** Has the two directories judged as they stand. */
export function askDirectories(state: WizardState): WizardState {
  if (state.folder === null) return { ...state, directoriesCheck: { kind: 'idle' } }
  const ticket = state.ticket + 1
  const request = { folder: state.folder, directories: state.directories }
  return { ...state, ticket, directoriesCheck: { kind: 'running', ticket, request } }
}
