import { join } from 'node:path'
import type { AccountService } from '../auth/account-service.ts'
import type { OAuthClients } from '../auth/oauth-clients.ts'
import { openAccounts } from '../auth/open-accounts.ts'
import { CERTIFICATES_DOCUMENT, type CertificateStore, createCertificateStore } from '../certificates/certificate-store.ts'
import type { EventHub } from '../events/hub.ts'
import { openHost } from '../hosts/open-host.ts'
import { createHostNetwork } from '../http/host-network.ts'
import type { Platform } from '../platform/platform.ts'
import { type DocumentContext, openDocument } from '../storage/document.ts'
import { createHosting, type HostingService } from './hosting-service.ts'

/** Everything that has to do with hosts: who is signed in, what the hosts have, and the way there. */
export interface HostSide {
  accounts: AccountService
  oauthClients: OAuthClients
  hosting: HostingService
  certificates: CertificateStore
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
  const certificates = createCertificateStore(
    await openDocument(join(context.dataFolder, 'certificates.json'), CERTIFICATES_DOCUMENT, context),
    context,
  )
  const authoritiesFor = (url: string): string[] => certificates.authoritiesFor(url)
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
    network,
    openHost,
    openInBrowser: (url) => platform.openInBrowser(url),
    bringToFront: () => platform.bringToFront(),
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
    certificates,
    close: () => network.close(),
  }
}
