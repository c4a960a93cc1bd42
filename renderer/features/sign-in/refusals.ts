import type { SignInOffers, SignInRefusal } from '#shared/contract/accounts.ts'
import type { SignInWay } from '#shared/domain/account.ts'

/** A way out of a refused sign-in, offered as a button; the first one is the one to propose. */
export type WayOut = { kind: 'again' } | { kind: 'use'; way: SignInWay } | { kind: 'change-client' }

const AGAIN: WayOut = { kind: 'again' }
const TOKEN: WayOut = { kind: 'use', way: 'token' }
const CLIENT: WayOut = { kind: 'change-client' }

/** What can be done about each refusal, from the way on which it came. Empty for a token, whose field stands right below. */
export function waysOut({ reason }: SignInRefusal, way: SignInWay, offers: SignInOffers | null): WayOut[] {
  if (way === 'token') return []
  const code: WayOut[] = way === 'browser' && offers?.deviceCode === 'offered' ? [{ kind: 'use', way: 'device-code' }] : []
  switch (reason) {
    case 'client-rejected':
    case 'redirect-rejected':
      return [CLIENT, ...(reason === 'redirect-rejected' ? code : []), TOKEN]
    case 'approval-needed':
    case 'policy':
      return [TOKEN, AGAIN]
    case 'personal-account':
      return [TOKEN]
    case 'port-in-use':
      return [AGAIN, ...code, TOKEN]
    default:
      return [AGAIN, TOKEN]
  }
}
