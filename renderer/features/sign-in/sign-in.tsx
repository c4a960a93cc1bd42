import type { HostPlace } from '#shared/contract/accounts.ts'
import type { Account } from '#shared/domain/account.ts'
import type { AccountId } from '#shared/domain/ids.ts'

export interface SignInProps {
  place: HostPlace
  /** Renews this account in place; null makes an account, or renews the one that answers. */
  renew: AccountId | null
  /**
   * Called once when the person is signed in. Where somebody else answered a renewal and the person chose to go on with that
   * account, its id is not the one of `renew`.
   */
  onSignedIn: (account: Account) => void
}

/** Signs in to one host: through the browser, with a device code, or with an access token. */
export function SignIn(_props: SignInProps) {
  return null
}
