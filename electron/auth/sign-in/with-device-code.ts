import { Failure } from '../../failure.ts'
import { type DeviceCode, type Granted, type OAuthServer, openOAuthServer } from '../oauth/oauth-server.ts'
import { OAuthTrouble } from '../oauth/oauth-trouble.ts'
import { refusal, refusalOf } from '../oauth/refusals.ts'
import type { RegisteredClient } from '../oauth-clients.ts'
import { readScopes } from '../scopes.ts'
import type { Pause } from './pause.ts'
import type { OAuthAttempt, Obtained, Tell } from './sign-in-parts.ts'
import type { SignInTools } from './sign-in-tools.ts'

/** Device codes (RFC 8628): the person types a code on the host's page, on any computer. Fails as signing in by browser does. */
export async function signInWithDeviceCode(
  attempt: OAuthAttempt,
  client: RegisteredClient,
  { tools, tell, signal }: { tools: SignInTools; tell: Tell; signal: AbortSignal },
): Promise<Obtained> {
  const { provider, place } = attempt
  const { fetchFor, now } = tools.context
  const server = openOAuthServer({ provider, client, domain: place.domain, fetch: fetchFor(place.domain), now })
  try {
    const code = await server.askForDeviceCode(signal)
    const endsAt = now().getTime() + code.lifetime * 1000
    const granted = await tools.links.whileWaiting(code.page, async () => {
      tell({ kind: 'waiting-for-code', userCode: code.userCode, page: code.page, until: new Date(endsAt).toISOString() })
      return askUntilAnswered(server, code, { pause: tools.pause, hasEnded: () => now().getTime() >= endsAt, signal })
    })
    if (granted === null) return { kind: 'refused', refusal: refusal('timed-out') }
    tell({ kind: 'finishing' })
    return {
      kind: 'obtained',
      secret: {
        signedInBy: 'device-code',
        scopes: readScopes(granted.scope),
        secret: {
          kind: 'oauth',
          accessToken: granted.accessToken,
          refreshToken: granted.refreshToken,
          endsAt: granted.endsAt,
          clientId: client.clientId,
          redirectUri: null,
          tenant: attempt.tenant,
        },
      },
    }
  } catch (error) {
    if (!(error instanceof OAuthTrouble)) throw error
    return { kind: 'refused', refusal: refusalOf(error.told, [client.clientSecret ?? '']) }
  }
}

interface Asking {
  pause: Pause
  hasEnded(): boolean
  signal: AbortSignal
}

/** RFC 8628, section 3.5: asks at the interval, more slowly when told to or when the network fails. Null when the code ends. */
async function askUntilAnswered(
  server: OAuthServer,
  code: DeviceCode,
  { pause, hasEnded, signal }: Asking,
): Promise<Granted | null> {
  let interval = code.interval
  for (;;) {
    await pause(interval, signal)
    if (hasEnded()) return null
    try {
      return await server.redeemDeviceCode(code.deviceCode)
    } catch (error) {
      interval = intervalAfter(error, interval)
    }
  }
}

/** Seconds to wait before the next question; throws what ends the asking. */
function intervalAfter(error: unknown, interval: number): number {
  if (error instanceof Failure && error.code === 'UNREACHABLE') return interval * 2
  if (!(error instanceof OAuthTrouble) || error.told.kind !== 'refused') throw error
  switch (error.told.error) {
    case 'authorization_pending':
      return interval
    case 'slow_down':
      return Math.max(interval + 5, error.told.interval ?? 0)
    default:
      throw error
  }
}
