import type { HostKind } from '#shared/domain/host.ts'
import type { EventHub } from '../events/hub.ts'
import type { CloudAddresses } from '../hosts/addresses.ts'
import type { Authorization, GitHost } from '../hosts/git-host.ts'
import type { Log, SecretBox } from '../platform/platform.ts'
import type { DocumentContext } from '../storage/document.ts'
import type { AccountService } from './account-service.ts'
import type { OAuthClients } from './oauth-clients.ts'

/** One request without following redirects, over the proxy and the authorities of its server. */
export type AuthFetch = (url: string, init: AuthRequest) => Promise<Response>
export interface AuthRequest {
  method: string
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface AccountParts {
  /** Names the data folder and the clock. Opened within it: `accounts/`, `account-secrets.json`, `oauth-clients.json`, `avatars/`. */
  documents: DocumentContext
  secrets: SecretBox
  environment: Readonly<Record<string, string | undefined>>
  addresses: CloudAddresses
  fetch: AuthFetch
  openHost(place: { host: HostKind; domain: string; organisation: string | null }, authorization: Authorization): GitHost
  openInBrowser(url: string): Promise<void>
  events: EventHub
  log: Log
  newId: () => string
}

export interface Accounts {
  accounts: AccountService
  clients: OAuthClients
}

/** Opens the accounts of the data folder. Those whose token is no longer there are marked as `lost`. */
export async function openAccounts(_parts: AccountParts): Promise<Accounts> {
  throw new Error('not built yet')
}
