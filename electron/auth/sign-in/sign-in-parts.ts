import type { HostPlace, SignInEvent, SignInOutcome, SignInRefusal } from '#shared/contract/accounts.ts'
import type { AccountSecret } from '../account-secret.ts'
import type { StoredAccount } from '../account-store.ts'
import type { HostSignIn, OAuthProvider } from '../providers/provider.ts'

/** A sign-in that somebody asked for, with everything about its host settled. */
export interface SignInAttempt {
  place: HostPlace
  organisation: string | null
  /** Microsoft Entra's; null elsewhere, and where no organisation named one. */
  tenant: string | null
  ways: HostSignIn
  /** The account that is renewed, or null for whoever answers. */
  renew: StoredAccount | null
}

/** What a host gave, before anybody knows whose it is. */
export interface NewSecret {
  secret: AccountSecret
  signedInBy: StoredAccount['signedInBy']
  /** Rights that the host told beside the token; null where it did not. */
  scopes: string[] | null
}

export type Obtained = { kind: 'obtained'; secret: NewSecret } | { kind: 'refused'; refusal: SignInRefusal }

export type Tell = (event: Exclude<SignInEvent, { kind: 'done' }>) => void

export interface OAuthAttempt extends SignInAttempt {
  provider: OAuthProvider
}

export function refused(refusal: SignInRefusal): Extract<SignInOutcome, { kind: 'refused' }> {
  return { kind: 'refused', refusal }
}
