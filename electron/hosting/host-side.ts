import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { AccountService, SignInRequest } from '../auth/account-service.ts'
import type { OAuthClients } from '../auth/oauth-clients.ts'
import { openAccounts } from '../auth/open-accounts.ts'
import type { EventHub } from '../events/hub.ts'
import { openHost } from '../hosts/open-host.ts'
import { fetchOver } from '../http/fetch-over.ts'
import { createHostNetwork } from '../http/host-network.ts'
import type { Platform } from '../platform/platform.ts'
import type { DocumentContext } from '../storage/document.ts'
import { createHosting, type HostingService } from './hosting-service.ts'
import { returningToGraft } from './returning-to-graft.ts'

/** Everything that has to do with hosts: who is signed in, what the hosts have, and the way there. */
export interface HostSide {
  accounts: AccountService
  oauthClients: OAuthClients
  hosting: HostingService
  /** Signs in, and brings the window to the front once the person is done in the browser. */
  signIn(
    request: SignInRequest & { way: 'browser' | 'device-code' },
    signal?: AbortSignal,
  ): AsyncGenerator<SignInEvent, void, undefined>
  /** Certificate authorities (PEM) that are trusted for a URL's server beside the system's. */
  authoritiesFor(url: string): string[]
  close(): Promise<void>
}

export interface HostSideParts {
  platform: Platform
  context: DocumentContext
  events: EventHub
  newId: () => string
}

export async function openHostSide({ platform, context, events, newId }: HostSideParts): Promise<HostSide> {
  const { cloudAddresses: addresses, log } = platform
  const authoritiesFor = (_url: string): string[] => []
  const network = createHostNetwork({
    resolveProxy: (url) => platform.resolveProxy(url),
    authoritiesFor,
    userAgent: `Graft/${platform.version}`,
    now: context.now,
  })
  const { accounts, clients } = await openAccounts({
    documents: context,
    secrets: platform.secrets,
    environment: platform.environment,
    addresses,
    fetch: fetchOver(network),
    openHost: (place, authorization) => openHost({ ...place, addresses, authorization, network }),
    openInBrowser: async (url) => {
      const { opened } = await platform.openInBrowser(url)
      if (!opened) throw new Error('There is no browser to open.')
    },
    events,
    log,
    newId,
  })
  return {
    accounts,
    oauthClients: clients,
    hosting: createHosting({
      accounts,
      openHost: ({ host, domain, organisation }, authorization) =>
        openHost({ host, domain, organisation, addresses, authorization, network }),
      now: context.now,
    }),
    signIn: (request, signal) => returningToGraft(accounts.signIn(request, signal), platform),
    authoritiesFor,
    close: () => network.close(),
  }
}
