import type { Trouble } from '#renderer/trouble.ts'
import type { SignInEvent, SignInOffers, SignInOutcome } from '#shared/contract/accounts.ts'
import type { SignInWay } from '#shared/domain/account.ts'

export type SignInUiEvent =
  | { kind: 'offers-asked' }
  | { kind: 'offers-known'; offers: SignInOffers }
  | { kind: 'offers-failed'; trouble: Trouble }
  /** Shows another way; a try under way ends with it. */
  | { kind: 'way-chosen'; way: SignInWay }
  | { kind: 'organisation-typed'; organisation: string }
  | { kind: 'token-typed'; token: string }
  | { kind: 'beside-typed'; beside: string }
  /** Begins the way that is shown; `at` is in milliseconds since the epoch. */
  | { kind: 'begin'; at: number }
  /** Goes on with the account that answered a renewal in the place of the expected one. */
  | { kind: 'go-on-with-other'; at: number }
  | { kind: 'reported'; ticket: number; event: SignInEvent }
  | { kind: 'reopened'; ticket: number; opened: boolean }
  | { kind: 'token-answered'; ticket: number; outcome: SignInOutcome }
  | { kind: 'attempt-failed'; ticket: number; trouble: Trouble }
  | { kind: 'cancelled' }
  | { kind: 'client-wanted' }
  | { kind: 'client-typed'; clientId: string; clientSecret: string }
  | { kind: 'client-keeping' }
  | { kind: 'client-kept' }
  | { kind: 'client-failed'; trouble: Trouble }
