import type { CloneCheck, DomainCheck } from '#shared/contract/connections.ts'
import type { SignInMethod } from '#shared/domain/connection.ts'
import type { Answered, OnPremisesEvent } from './events.ts'
import { askClone, askDomain, settle } from './questions.ts'
import { acceptedClone, EMPTY_TOKEN, type KeptToken, type OnPremisesState } from './state.ts'

/** What is entered for a clone of an own server. */
export function editOnPremises(state: OnPremisesState, event: OnPremisesEvent): OnPremisesState {
  switch (event.kind) {
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
  }
}

function domainChecked(state: OnPremisesState, ticket: number, result: Answered<DomainCheck>): OnPremisesState {
  const domainCheck = settle(state.domainCheck, ticket, result)
  if (domainCheck === state.domainCheck) return state
  return askClone({ ...state, domainCheck })
}

function cloneChecked(state: OnPremisesState, ticket: number, result: Answered<CloneCheck>): OnPremisesState {
  const cloneCheck = settle(state.cloneCheck, ticket, result)
  if (cloneCheck === state.cloneCheck) return state
  const checked = { ...state, cloneCheck }
  if (cloneCheck.kind !== 'answered' || cloneCheck.answer.kind !== 'accepted') return checked
  const offered = cloneCheck.answer.signIn
  const stillOffered = state.signIn !== null && offered.includes(state.signIn)
  return { ...checked, remote: cloneCheck.answer.remote.name, signIn: stillOffered ? state.signIn : (offered[0] ?? null) }
}

function signInChosen(state: OnPremisesState, signIn: SignInMethod): OnPremisesState {
  return acceptedClone(state) === null ? state : { ...state, signIn }
}

function tokenChecked(state: OnPremisesState, ticket: number, result: Answered<KeptToken>): OnPremisesState {
  const tokenCheck = settle(state.tokenCheck, ticket, result)
  if (tokenCheck === state.tokenCheck) return state
  const untouched = state.token.kind === 'new' && state.token.secret === '' && state.token.username === ''
  const kept = tokenCheck.kind === 'answered' && tokenCheck.answer.kept
  if (kept && untouched) return { ...state, tokenCheck, token: { kind: 'kept' } }
  return !kept && state.token.kind === 'kept' ? { ...state, tokenCheck, token: EMPTY_TOKEN } : { ...state, tokenCheck }
}

function keptToken(state: OnPremisesState): KeptToken | null {
  return state.tokenCheck.kind === 'answered' && state.tokenCheck.answer.kept ? state.tokenCheck.answer : null
}
