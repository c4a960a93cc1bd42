import { Failure } from '../failure.ts'
import type { FetchLike } from '../http/fetch-over.ts'
import type { AccountSecret } from './account-secret.ts'
import type { OAuthServer } from './oauth/oauth-server.ts'
import type { RegisteredClient } from './oauth-clients.ts'
import type { OAuthProvider } from './providers/provider.ts'

export interface RevokeParts {
  provider: OAuthProvider
  client: Pick<RegisteredClient, 'clientId' | 'clientSecret'>
  server: OAuthServer
  domain: string
  fetch: FetchLike
}

/** Makes a token worthless at its host; false where the host has no way to. Fails as requests do. */
export async function revokeToken(secret: AccountSecret, parts: RevokeParts): Promise<boolean> {
  const { revocation } = parts.provider.endpoints
  if (secret.kind === 'token') return false
  switch (revocation.kind) {
    case 'not-offered':
      return false
    case 'standard':
      await parts.server.revoke(secret.accessToken)
      // One goes with the other at GitLab; elsewhere the refresh token would live on.
      if (secret.refreshToken !== null) await parts.server.revoke(secret.refreshToken)
      return true
    case 'github': {
      const { clientId, clientSecret } = parts.client
      if (clientSecret === null) return false
      const answer = await parts.fetch(revocation.url.replace('{client_id}', encodeURIComponent(clientId)), {
        method: 'DELETE',
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ access_token: secret.accessToken }),
      })
      // 404 and 422: the host does not know the token (any more), which is what was wanted.
      if ([204, 404, 422].includes(answer.status)) return true
      throw new Failure('REMOTE_FAILED', { domain: parts.domain, status: answer.status, hostWords: null })
    }
  }
}
