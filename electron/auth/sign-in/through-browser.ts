import { randomBytes } from 'node:crypto'
import { openOAuthServer } from '../oauth/oauth-server.ts'
import { OAuthTrouble } from '../oauth/oauth-trouble.ts'
import { refusal, refusalOf } from '../oauth/refusals.ts'
import type { RegisteredClient } from '../oauth-clients.ts'
import { openLoopbackReceiver } from '../receiver/loopback-receiver.ts'
import { readScopes } from '../scopes.ts'
import type { OAuthAttempt, Obtained, Tell } from './sign-in-parts.ts'
import type { SignInTools } from './sign-in-tools.ts'

/**
 * Authorization code with PKCE over a loopback address (RFC 8252). Nothing is kept: what comes back is a secret whose owner is
 * not known yet, or why there is none. Fails with the network's failures and the signal's reason.
 */
export async function signInThroughBrowser(
  attempt: OAuthAttempt,
  client: RegisteredClient,
  { tools, tell, signal }: { tools: SignInTools; tell: Tell; signal: AbortSignal },
): Promise<Obtained> {
  const { provider, place, renew } = attempt
  const state = randomBytes(32).toString('base64url')
  const opened = await openLoopbackReceiver({
    path: provider.redirect.path,
    port: provider.redirect.port === 'fixed' ? tools.fixedPort : 0,
    state,
    patience: tools.patience,
    signal,
    onStray: () => tell({ kind: 'stray-answer' }),
  })
  if (opened.kind === 'port-in-use') return { kind: 'refused', refusal: refusal('port-in-use') }
  const { receiver } = opened
  try {
    const { fetchFor, now } = tools.context
    const server = openOAuthServer({ provider, client, domain: place.domain, fetch: fetchFor(place.domain), now })
    const request = await server.askForCode({
      redirectUri: receiver.redirectUri,
      state,
      suggest: renew?.login ?? null,
    })
    const received = await tools.links.whileWaiting(request.link, async () => {
      const until = new Date(now().getTime() + tools.patience).toISOString()
      const { opened: isOpen } = await tools.openInBrowser(request.link)
      tell({ kind: 'waiting-for-browser', link: request.link, opened: isOpen, until })
      return receiver.received
    })
    if (received.kind === 'timed-out') return { kind: 'refused', refusal: refusal('timed-out') }
    tell({ kind: 'finishing' })
    try {
      const granted = await server.redeemCode(request, received.url, state)
      return {
        kind: 'obtained',
        secret: {
          signedInBy: 'browser',
          scopes: readScopes(granted.scope),
          secret: {
            kind: 'oauth',
            accessToken: granted.accessToken,
            refreshToken: granted.refreshToken,
            endsAt: granted.endsAt,
            clientId: client.clientId,
            redirectUri: receiver.redirectUri,
            tenant: attempt.tenant,
          },
        },
      }
    } catch (error) {
      if (!(error instanceof OAuthTrouble)) throw error
      const secrets = [received.url.searchParams.get('code') ?? '', request.verifier, state, client.clientSecret ?? '']
      return { kind: 'refused', refusal: refusalOf(error.told, secrets) }
    }
  } finally {
    await receiver.close()
  }
}
