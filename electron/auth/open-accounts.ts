import { lookup } from 'node:dns/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EventHub } from '../events/hub.ts'
import type { CloudAddresses } from '../hosts/addresses.ts'
import type { GitHost } from '../hosts/git-host.ts'
import type { HostParts } from '../hosts/open-host.ts'
import { fetchOver } from '../http/fetch-over.ts'
import type { HostNetwork } from '../http/host-network.ts'
import type { Log, SecretBox } from '../platform/platform.ts'
import { type DocumentContext, openDocument } from '../storage/document.ts'
import { openDocumentFolder } from '../storage/document-folder.ts'
import { AccountSecret } from './account-secret.ts'
import type { AccountService } from './account-service.ts'
import { ACCOUNT_DOCUMENT, openAccountStore, type StoredAccount } from './account-store.ts'
import { accountToken } from './account-token.ts'
import { createAuthContext } from './auth-context.ts'
import { createAvatarCache } from './avatars/avatar-cache.ts'
import { createAvatars } from './avatars/avatars.ts'
import { createAccountService } from './create-account-service.ts'
import {
  type BundledClients,
  bundledClients,
  CLIENTS_DOCUMENT,
  createOAuthClients,
  type OAuthClients,
} from './oauth-clients.ts'
import { hostSignIn } from './providers/host-sign-in.ts'
import { redirectPort, registeredRedirect } from './redirect-address.ts'
import { createSecretStore, SECRETS_DOCUMENT } from './secret-store.ts'
import { type Pause, pauseByTheClock } from './sign-in/pause.ts'
import { createWaitingLinks } from './sign-in/waiting-links.ts'
import { createTokenRenewal } from './token-renewal.ts'

export interface AccountParts {
  /** Names the data folder and the clock. Opened within it: `accounts/`, `account-secrets.json`, `oauth-clients.json`, `client-secrets.json`, `avatars/`. */
  documents: DocumentContext
  secrets: SecretBox
  environment: Readonly<Record<string, string | undefined>>
  addresses: CloudAddresses
  network: HostNetwork
  openHost(parts: HostParts): GitHost
  openInBrowser(url: string): Promise<{ opened: boolean }>
  bringToFront(): void
  events: EventHub
  log: Log
  newId: () => string
  /** In place of the clients that come with Graft. */
  bundled?: BundledClients
  /** Milliseconds that a sign-in waits for the browser; five minutes unless told. */
  patience?: number
  /** How device codes wait between two questions; by the clock unless told. */
  pause?: Pause
}

export interface Accounts {
  accounts: AccountService
  clients: OAuthClients
}

const FIVE_MINUTES = 5 * 60_000

/** Opens the accounts of the data folder. Those whose token is no longer there are marked as `lost`. */
export async function openAccounts(parts: AccountParts): Promise<Accounts> {
  const { documents, secrets, addresses, network, log, environment } = parts
  const inFolder = (name: string): string => join(documents.dataFolder, name)
  const secretStore = async <T>(name: string, schema: z.ZodType<T>) =>
    createSecretStore({ secrets, schema, log, document: await openDocument(inFolder(name), SECRETS_DOCUMENT, documents) })

  const fixedPort = redirectPort(environment)
  const clients = createOAuthClients({
    document: await openDocument(inFolder('oauth-clients.json'), CLIENTS_DOCUMENT, documents),
    secrets: await secretStore('client-secrets.json', z.string()),
    bundled: parts.bundled ?? bundledClients(),
    environment,
    addresses,
    redirectFor: (place) => {
      const { oauth } = hostSignIn(place, addresses)
      return oauth && registeredRedirect(oauth, fixedPort)
    },
  })
  const store = await openAccountStore({
    documents: await openDocumentFolder(inFolder('accounts'), ACCOUNT_DOCUMENT, documents),
    vault: await secretStore('account-secrets.json', AccountSecret),
    events: parts.events,
  })
  const context = createAuthContext({
    addresses,
    clients,
    now: documents.now,
    fetchFor: (domain) => fetchOver(network, domain),
    openHost: (place, authorization) => parts.openHost({ ...place, addresses, authorization, network }),
  })
  const renewal = createTokenRenewal({
    store,
    serverFor: context.serverFor,
    revoke: context.revoke,
    now: documents.now,
  })
  const authorization = async ({ id, host, login }: StoredAccount): Promise<string> =>
    accountToken(host, await renewal.current(id, undefined), login).authorization
  const avatars = createAvatars({
    cache: createAvatarCache(inFolder('avatars')),
    networkFor: (domain) => ({
      fetch: fetchOver(network, domain),
      lookup: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
    }),
    authorization,
    address: async (account) =>
      (await parts.openHost({ ...account, addresses, network, authorization: () => authorization(account) }).person())
        .avatarUrl,
    ownAddresses: (account) => ownAddresses(account, addresses),
  })
  const accounts = createAccountService({
    store,
    context,
    renewal,
    avatars,
    storage: secrets.kind,
    bringToFront: parts.bringToFront,
    log,
    tools: {
      context,
      store,
      links: createWaitingLinks(),
      openInBrowser: parts.openInBrowser,
      fixedPort,
      patience: parts.patience ?? FIVE_MINUTES,
      pause: parts.pause ?? pauseByTheClock,
      newId: parts.newId,
    },
  })
  return { accounts, clients }
}

/** The origins that an account's token belongs to: its host's pages and REST interface. */
function ownAddresses({ host, domain }: StoredAccount, addresses: CloudAddresses): string[] {
  switch (host) {
    case 'github':
      return [domain, addresses.github.api]
    case 'bitbucket':
      return [domain, addresses.bitbucket.api]
    case 'azure-devops':
      return [domain, addresses['azure-devops'].profile]
    default:
      return [domain]
  }
}
