import type { HostPlace } from '#shared/contract/accounts.ts'
import type { CloudAddresses } from '../hosts/addresses.ts'
import type { GitHost } from '../hosts/git-host.ts'
import type { FetchLike } from '../http/fetch-over.ts'
import type { AccountSecret } from './account-secret.ts'
import type { StoredAccount } from './account-store.ts'
import { accountToken } from './account-token.ts'
import { type OAuthServer, openOAuthServer } from './oauth/oauth-server.ts'
import type { OAuthClients } from './oauth-clients.ts'
import { hostSignIn } from './providers/host-sign-in.ts'
import { revokeToken } from './revoke-token.ts'

/** A host with one sign-in, as `openHost` gives it. */
export type OpenHostFor = (place: HostPlace & { organisation: string | null }, authorization: () => Promise<string>) => GitHost

export interface AuthContextParts {
  addresses: CloudAddresses
  /** For requests to a domain: what failures name as the server. */
  fetchFor(domain: string): FetchLike
  openHost: OpenHostFor
  clients: OAuthClients
  now: () => Date
}

/** What the ways to sign in share: hosts and authorization servers, reached with whatever secret is at hand. */
export interface AuthContext extends AuthContextParts {
  /** The host as its owner sees it, with a secret that may not be an account's yet. */
  hostWith(place: HostPlace & { organisation: string | null }, secret: AccountSecret): GitHost
  /** The server that gave an account its pair, with the client that it was given to; null for tokens of the person's own. */
  serverFor(account: Pick<StoredAccount, 'host' | 'domain'>, secret: AccountSecret): Promise<OAuthServer | null>
  /** Makes a secret worthless where its host can; never fails. */
  revoke(place: HostPlace, secret: AccountSecret): Promise<'revoked' | 'not-offered' | 'failed'>
}

export function createAuthContext(parts: AuthContextParts): AuthContext {
  const { addresses, clients, fetchFor, now } = parts
  const serverOf = async (place: HostPlace, secret: AccountSecret) => {
    if (secret.kind === 'token') return null
    const provider = hostSignIn(place, addresses, secret.tenant).oauth
    if (!provider) return null
    const known = await clients.find(place)
    // A pair belongs to its client; the secret of another one would only tell that one's secret to the host.
    const client = { clientId: secret.clientId, clientSecret: known?.clientId === secret.clientId ? known.clientSecret : null }
    const fetch = fetchFor(place.domain)
    const server = openOAuthServer({ provider, client, domain: place.domain, fetch, now })
    return { provider, client, server, fetch, domain: place.domain }
  }
  return {
    ...parts,
    hostWith: (place, secret) => parts.openHost(place, async () => accountToken(place.host, secret, null).authorization),
    serverFor: async (account, secret) => (await serverOf(account, secret))?.server ?? null,
    revoke: async (place, secret) => {
      try {
        const server = await serverOf(place, secret)
        return server && (await revokeToken(secret, server)) ? 'revoked' : 'not-offered'
      } catch {
        // Forgetting goes on whatever the host says; the person is told and can revoke it there.
        return 'failed'
      }
    },
  }
}
