import type { SignInEvent, SignInOutcome } from '#shared/contract/accounts.ts'
import type { SignInWay } from '#shared/domain/account.ts'
import type { SignInUiEvent } from './events.ts'
import { missingFor } from './gate.ts'
import { type Attempt, CLOSED_CLIENT, needsClient, OPEN_CLIENT, openTicket, type SignInState, waysShown } from './state.ts'

/** The sign-in's only rule of motion. Pure; an event that does not fit the state returns the very same state. */
export function transition(state: SignInState, event: SignInUiEvent): SignInState {
  switch (event.kind) {
    case 'offers-asked':
      return state.offers.kind === 'ready' ? state : { ...state, offers: { kind: 'loading' } }
    case 'offers-known':
      return offersKnown(state, event.offers)
    case 'offers-failed':
      return { ...state, offers: { kind: 'failed', trouble: event.trouble } }
    case 'way-chosen':
      return wayChosen(state, event.way)
    case 'organisation-typed':
      return { ...state, organisation: event.organisation }
    case 'token-typed':
      return { ...state, token: event.token }
    case 'beside-typed':
      return { ...state, beside: event.beside }
    case 'begin':
      return begin(state, event.at)
    case 'go-on-with-other':
      return state.attempt.kind === 'other-account' ? begin({ ...state, renew: null }, event.at) : state
    case 'reported':
      return event.ticket === openTicket(state) ? reported(state, event.event) : state
    case 'reopened':
      return reopened(state, event)
    case 'token-answered':
      return event.ticket === openTicket(state) ? ended(state, 'token', event.outcome) : state
    case 'attempt-failed': {
      const way = wayOf(state.attempt)
      if (event.ticket !== openTicket(state) || way === null) return state
      return { ...state, attempt: { kind: 'failed', way, trouble: event.trouble } }
    }
    case 'cancelled':
      return cancelled(state)
    default:
      return client(state, event)
  }
}

type ClientEvent = Extract<SignInUiEvent, { kind: `client-${string}` }>

function client(state: SignInState, event: ClientEvent): SignInState {
  if (event.kind === 'client-wanted') return { ...state, client: OPEN_CLIENT, attempt: { kind: 'none' } }
  if (state.client.kind === 'closed') return state
  switch (event.kind) {
    case 'client-typed':
      return { ...state, client: { ...state.client, clientId: event.clientId, clientSecret: event.clientSecret } }
    case 'client-keeping':
      return { ...state, client: { ...state.client, keeping: { kind: 'running' } } }
    case 'client-failed':
      return { ...state, client: { ...state.client, keeping: { kind: 'failed', trouble: event.trouble } } }
    case 'client-kept':
      return { ...state, client: CLOSED_CLIENT }
  }
}

function offersKnown(state: SignInState, offers: Extract<SignInUiEvent, { kind: 'offers-known' }>['offers']): SignInState {
  const ways = waysShown(offers)
  const first = ways.find((way) => !needsClient(offers, way) && way !== 'token') ?? ways[0] ?? 'token'
  // Known already (a client was kept meanwhile), the way that the person looks at stays.
  const way = state.offers.kind === 'ready' ? state.way : first
  const shown = ways.includes(way) ? way : first
  return openClientWhereNeeded({ ...state, offers: { kind: 'ready', offers }, way: shown })
}

function wayChosen(state: SignInState, way: SignInWay): SignInState {
  if (way === state.way && openTicket(state) === null) return state
  return openClientWhereNeeded({ ...state, way, attempt: { kind: 'none' } })
}

function openClientWhereNeeded(state: SignInState): SignInState {
  const isNeeded = state.offers.kind === 'ready' && needsClient(state.offers.offers, state.way)
  return isNeeded && state.client.kind === 'closed' ? { ...state, client: OPEN_CLIENT } : state
}

function begin(state: SignInState, at: number): SignInState {
  if (openTicket(state) !== null || missingFor(state) !== null) return state
  const ticket = state.ticket + 1
  const attempt: Attempt =
    state.way === 'token' ? { kind: 'checking-token', ticket } : { kind: 'starting', ticket, way: state.way, startedAt: at }
  return { ...state, ticket, client: CLOSED_CLIENT, attempt }
}

function reported(state: SignInState, event: SignInEvent): SignInState {
  const { attempt } = state
  const way = wayOf(attempt)
  if (way === null || way === 'token' || !('ticket' in attempt)) return state
  const { ticket } = attempt
  const startedAt = 'startedAt' in attempt ? attempt.startedAt : 0
  switch (event.kind) {
    case 'waiting-for-browser': {
      const { link, opened, until } = event
      return { ...state, attempt: { kind: 'waiting-for-browser', ticket, startedAt, link, opened, until, strays: 0 } }
    }
    case 'waiting-for-code': {
      const { userCode, page, until } = event
      return { ...state, attempt: { kind: 'waiting-for-code', ticket, startedAt, userCode, page, until } }
    }
    case 'stray-answer':
      if (attempt.kind !== 'waiting-for-browser') return state
      return { ...state, attempt: { ...attempt, strays: attempt.strays + 1 } }
    case 'finishing':
      return { ...state, attempt: { kind: 'finishing', ticket, way } }
    case 'done':
      return ended(state, way, event.outcome)
  }
}

function reopened(state: SignInState, { ticket, opened }: Extract<SignInUiEvent, { kind: 'reopened' }>): SignInState {
  const { attempt } = state
  if (attempt.kind !== 'waiting-for-browser' || attempt.ticket !== ticket) return state
  return { ...state, attempt: { ...attempt, opened } }
}

/** The token is with the services once it was accepted; the window forgets it then, and only then. */
function ended(state: SignInState, way: SignInWay, outcome: SignInOutcome): SignInState {
  switch (outcome.kind) {
    case 'signed-in':
      return { ...state, token: '', attempt: { kind: 'signed-in', account: outcome.account } }
    case 'other-account':
      return { ...state, attempt: { way, ...outcome } }
    case 'refused':
      return { ...state, attempt: { kind: 'refused', way, refusal: outcome.refusal } }
  }
}

function cancelled(state: SignInState): SignInState {
  const way = wayOf(state.attempt)
  if (openTicket(state) === null || way === null) return state
  return { ...state, attempt: way === 'token' ? { kind: 'none' } : { kind: 'cancelled', way } }
}

function wayOf(attempt: Attempt): SignInWay | null {
  switch (attempt.kind) {
    case 'none':
    case 'signed-in':
      return null
    case 'waiting-for-browser':
      return 'browser'
    case 'waiting-for-code':
      return 'device-code'
    case 'checking-token':
      return 'token'
    default:
      return attempt.way
  }
}
