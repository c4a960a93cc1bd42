import type { SignInOffers } from '#shared/contract/accounts.ts'

/** How one server speaks OAuth. Only a description: nothing here is secret or does anything. */
export interface OAuthProvider {
  /** What its answers and id tokens name as their issuer, unless they name another address of the same origin. */
  issuer: string
  endpoints: {
    authorization: string
    token: string
    /** Null where the host has no device codes. */
    device: string | null
    revocation: Revocation
  }
  /** Where the browser comes back to. One path per host, so that an answer of one is never taken for another's (RFC 9700, 4.4). */
  redirect: { path: string; port: 'any' | 'fixed' }
  /** Asked for, separated by spaces. */
  scope: string
  secret: {
    /** `demanded` wherever a code is exchanged or a token renewed; device codes need none anywhere. */
    need: 'demanded' | 'optional'
    sentBy: 'basic' | 'body'
  }
  /** Added to the authorisation request: lets the person choose the account. */
  accountChoice: Readonly<Record<string, string>>
  /** Name of the parameter that suggests an account when one is renewed; null where the host has none. */
  accountHint: string | null
  /** OpenID Connect: the answer carries an id token, tied to the request by a nonce. */
  idToken: 'checked' | 'not-asked'
  /** What a renewal repeats of the sign-in. */
  renewal: { redirectUri: 'repeated' | 'left-out'; scope: 'repeated' | 'left-out' }
}

export type Revocation =
  | { kind: 'not-offered' }
  /** RFC 7009. */
  | { kind: 'standard'; url: string }
  /** GitHub REST, "Delete an app token": Basic with client id and secret; `url` has `{client_id}` for the client. */
  | { kind: 'github'; url: string }

/** A right that Graft cannot do without. */
export interface NeededScope {
  /** As the host calls it. */
  name: string
  /** Rights that hold it. */
  heldBy: readonly string[]
}

/** Every way in that a host has. */
export interface HostSignIn {
  /** Null where there is no OAuth at all, or where it would go unencrypted over the network. */
  oauth: OAuthProvider | null
  needed: readonly NeededScope[]
  token: SignInOffers['token']
  organisation: SignInOffers['organisation']
  registrationPage: string | null
}
