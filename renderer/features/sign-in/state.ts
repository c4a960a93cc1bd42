import type { Trouble } from '#renderer/trouble.ts'
import type { SignInOffers, SignInOutcome, SignInRefusal } from '#shared/contract/accounts.ts'
import type { Account, SignInWay } from '#shared/domain/account.ts'
import type { AccountId } from '#shared/domain/ids.ts'

/** The ways that wait for an answer given elsewhere. */
export type WaitingWay = Exclude<SignInWay, 'token'>

export type Offers = { kind: 'loading' } | { kind: 'failed'; trouble: Trouble } | { kind: 'ready'; offers: SignInOffers }

/** One try to sign in. Those under way have a ticket; what other tickets report is late and changes nothing. */
export type Attempt =
  | { kind: 'none' }
  | { kind: 'starting'; ticket: number; way: WaitingWay; startedAt: number }
  | {
      kind: 'waiting-for-browser'
      ticket: number
      startedAt: number
      link: string
      /** Whether a browser could be opened; where not, the link is there to be opened by hand. */
      opened: boolean
      until: string
      /** Answers by something else than the host, turned away so far. */
      strays: number
    }
  | { kind: 'waiting-for-code'; ticket: number; startedAt: number; userCode: string; page: string; until: string }
  | { kind: 'finishing'; ticket: number; way: WaitingWay }
  | { kind: 'checking-token'; ticket: number }
  | { kind: 'refused'; way: SignInWay; refusal: SignInRefusal }
  | ({ way: SignInWay } & Extract<SignInOutcome, { kind: 'other-account' }>)
  | { kind: 'failed'; way: SignInWay; trouble: Trouble }
  | { kind: 'cancelled'; way: WaitingWay }
  | { kind: 'signed-in'; account: Account }

/** Entering the client that an administrator registered at the host. */
export type ClientForm =
  | { kind: 'closed' }
  | { kind: 'open'; clientId: string; clientSecret: string; keeping: { kind: 'no' } | { kind: 'running' } | Failed }
interface Failed {
  kind: 'failed'
  trouble: Trouble
}

export interface SignInState {
  offers: Offers
  /** The way that is shown. */
  way: SignInWay
  /** The account that is renewed in place; null once the person goes on with whoever answered. */
  renew: AccountId | null
  /** As typed; `organisationOf` reads the name from a pasted address. */
  organisation: string
  token: string
  /** What the host wants beside the token: an e-mail address or a user name. */
  beside: string
  client: ClientForm
  ticket: number
  attempt: Attempt
}

export const CLOSED_CLIENT: ClientForm = { kind: 'closed' }
export const OPEN_CLIENT: ClientForm = { kind: 'open', clientId: '', clientSecret: '', keeping: { kind: 'no' } }

/** Where a sign-in begins; a renewal knows its organisation already. */
export function initialState(renew: AccountId | null, organisation: string | null): SignInState {
  return {
    offers: { kind: 'loading' },
    way: 'browser',
    renew,
    organisation: organisation ?? '',
    token: '',
    beside: '',
    client: CLOSED_CLIENT,
    ticket: 0,
    attempt: { kind: 'none' },
  }
}

/** The ticket of the try that is under way; null where none is. */
export function openTicket({ attempt }: SignInState): number | null {
  return 'ticket' in attempt ? attempt.ticket : null
}

/** The ways that can be shown for this host, in the order of preference. A token is always one. */
export function waysShown(offers: SignInOffers): SignInWay[] {
  const ways: SignInWay[] = []
  if (offers.browser !== 'not-offered') ways.push('browser')
  if (offers.deviceCode !== 'not-offered') ways.push('device-code')
  return [...ways, 'token']
}

/** Whether a way wants a registered client before it can be taken. */
export function needsClient(offers: SignInOffers, way: SignInWay): boolean {
  if (way === 'token') return false
  return (way === 'browser' ? offers.browser : offers.deviceCode) === 'needs-client'
}
