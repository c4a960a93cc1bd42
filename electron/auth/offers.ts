import type { SignInOffers } from '#shared/contract/accounts.ts'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { RegisteredClient } from './oauth-clients.ts'
import type { HostSignIn } from './providers/provider.ts'
import { registeredRedirect } from './redirect-address.ts'

/** Which ways in there are right now, given the client that is known for the place. */
export function signInOffers(
  ways: HostSignIn,
  client: Pick<RegisteredClient, 'clientSecret'> | null,
  { fixedPort, storage }: { fixedPort: number; storage: TokenStorage },
): SignInOffers {
  const { oauth } = ways
  const isComplete = client !== null && (oauth?.secret.need !== 'demanded' || client.clientSecret !== null)
  return {
    browser: oauth === null ? 'not-offered' : isComplete ? 'offered' : 'needs-client',
    redirect: oauth === null ? null : registeredRedirect(oauth, fixedPort),
    deviceCode: oauth === null || oauth.endpoints.device === null ? 'not-offered' : client ? 'offered' : 'needs-client',
    token: { ...ways.token, scopes: [...ways.token.scopes] },
    organisation: ways.organisation,
    registrationPage: oauth === null ? null : ways.registrationPage,
    storage,
  }
}
