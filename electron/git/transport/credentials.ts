import { belongsToDomain, parseRemoteAddress } from '#shared/domain/remote-address.ts'
import type { RemoteAccess } from '../contract.ts'
import { decodeLoosely } from './decode-loosely.ts'
import { approveCredential, fillCredential, rejectCredential } from './git-credential.ts'
import type { Variables } from './installed-git.ts'

export interface Credential {
  username: string
  password: string
}

/** Where a request's sign-in comes from. It is asked at most twice; a refused credential is never tried again. */
export interface CredentialSource {
  /** For the first request; null goes without. */
  initial: Credential | null
  /** After the server asked for a sign-in (its `WWW-Authenticate` headers). Null where there is none to offer. */
  afterChallenge(challenges: readonly string[]): Promise<Credential | null>
  accepted(credential: Credential): Promise<void>
  rejected(credential: Credential): Promise<void>
}

/**
 * The source for one remote. A token goes to its own domain only: a remote that was changed to another server since gets
 * nothing. `url` is the remote's URL as configured.
 */
export function credentialSource(
  signIn: RemoteAccess['signIn'],
  place: { root: string; variables: Variables; url: string; domain: string; signal?: AbortSignal | undefined },
): CredentialSource {
  const inUrl = credentialInUrl(place.url)
  switch (signIn.kind) {
    case 'token': {
      const mayHave = belongsToDomain(parseRemoteAddress(place.url), place.domain)
      const username = signIn.username || inUrl.username || defaultUsername(place.url)
      return fixed(mayHave ? { username, password: signIn.token } : null)
    }
    case 'credential-helper':
      if (inUrl.password !== null) return fixed({ username: inUrl.username ?? '', password: inUrl.password })
      return {
        initial: null,
        afterChallenge: (challenges) => fillCredential({ ...place, username: inUrl.username, challenges }),
        accepted: (credential) => approveCredential(place, credential),
        rejected: (credential) => rejectCredential(place, credential),
      }
    case 'ssh':
      return fixed(null)
  }
}

export function basicAuthorization({ username, password }: Credential): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function fixed(credential: Credential | null): CredentialSource {
  const nothing = async () => {}
  return { initial: credential, afterChallenge: async () => null, accepted: nothing, rejected: nothing }
}

/**
 * Most hosts take any user name beside a token; Bitbucket Data Center (known by `/scm/` in its URLs) has a fixed one for
 * tokens that belong to a project or repository.
 */
function defaultUsername(url: string): string {
  return /\/scm\//i.test(url) ? 'x-token-auth' : 'x-access-token'
}

function credentialInUrl(url: string): { username: string | null; password: string | null } {
  if (!URL.canParse(url)) return { username: null, password: null }
  const { username, password } = new URL(url)
  const decoded = (text: string) => (text === '' ? null : decodeLoosely(text))
  return { username: decoded(username), password: decoded(password) }
}
