import { z } from 'zod'
import { HostPlace, type OAuthClient } from '#shared/contract/accounts.ts'
import { CLOUD_HOSTS, HOST_KINDS, type HostKind, isCloudHost } from '#shared/domain/host.ts'
import bundledFile from '../../assets/oauth-clients.json' with { type: 'json' }
import type { CloudAddresses } from '../hosts/addresses.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'
import { normalPlace } from './place.ts'
import type { SecretStore } from './secret-store.ts'

/** A client registered with a host, as its requests need it. Never leaves electron/auth. */
export interface RegisteredClient {
  clientId: string
  clientSecret: string | null
  source: OAuthClient['source']
}

/** The clients that sign-ins can use. Where several are known for a place: environment before settings before bundled. */
export interface OAuthClients {
  list(): Promise<OAuthClient[]>
  find(place: HostPlace): Promise<RegisteredClient | null>
  /** `clientSecret` null leaves the one that is kept, the empty string forgets it. */
  keep(client: HostPlace & { clientId: string; clientSecret: string | null }): Promise<OAuthClient>
  /** Removes what the settings say; the environment's and the bundled ones stay. */
  remove(place: HostPlace): Promise<void>
}

/** What the settings say: client ids by place. The secrets lie in the vault under the same key. */
const ClientSettings = z.record(z.string(), HostPlace.extend({ clientId: z.string().min(1) }))
export type ClientSettings = z.infer<typeof ClientSettings>
export const CLIENTS_DOCUMENT: DocumentKind<ClientSettings> = { version: 1, schema: ClientSettings, migrations: {} }

/** `assets/oauth-clients.json`: by cloud host, null where none is registered. A secret there is none to anybody (RFC 8252, 8.5). */
const BundledClient = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1).nullable() }).nullable()
export const BundledClients = z.object({
  github: BundledClient,
  gitlab: BundledClient,
  bitbucket: BundledClient,
  'azure-devops': BundledClient,
})
export type BundledClients = z.infer<typeof BundledClients>

/** The clients that come with this Graft. */
export function bundledClients(): BundledClients {
  return BundledClients.parse(bundledFile)
}

export interface OAuthClientsParts {
  document: StoredDocument<ClientSettings>
  secrets: SecretStore<string>
  bundled: BundledClients
  environment: Readonly<Record<string, string | undefined>>
  addresses: CloudAddresses
  /** The address to register for a place; null where the host has no browser sign-in. */
  redirectFor(place: HostPlace): string | null
}

type Known = RegisteredClient & HostPlace

export function createOAuthClients(parts: OAuthClientsParts): OAuthClients {
  const { document, secrets, addresses } = parts
  const inEnvironment = clientsInEnvironment(parts.environment, addresses)
  const bundled = CLOUD_HOSTS.flatMap((host): Known[] => {
    const client = parts.bundled[host]
    return client ? [{ host, domain: addresses[host].web, source: 'bundled', ...client }] : []
  })
  const inSettings = async (): Promise<Known[]> =>
    Promise.all(
      Object.entries(document.current() ?? {}).map(async ([key, client]) => ({
        ...client,
        source: 'settings' as const,
        clientSecret: await secrets.find(key),
      })),
    )
  /** The first of each place is the one that counts. */
  const known = async (): Promise<Known[]> => {
    const all = [...inEnvironment, ...(await inSettings()), ...bundled]
    return all.filter((client, at) => all.findIndex((other) => keyOf(other) === keyOf(client)) === at)
  }
  const shown = ({ host, domain, clientId, clientSecret, source }: Known): OAuthClient => ({
    host,
    domain,
    clientId,
    hasSecret: clientSecret !== null,
    source,
    redirect: parts.redirectFor({ host, domain }),
  })

  return {
    list: async () => (await known()).map(shown),
    find: async (asked) => {
      const key = keyOf(normalPlace(asked, addresses))
      const found = (await known()).find((client) => keyOf(client) === key)
      return found ? { clientId: found.clientId, clientSecret: found.clientSecret, source: found.source } : null
    },
    keep: async ({ clientId, clientSecret, ...asked }) => {
      const place = normalPlace(asked, addresses)
      const key = keyOf(place)
      if (clientSecret === '') await secrets.remove(key)
      else if (clientSecret !== null) await secrets.keep(key, clientSecret)
      await document.update((now) => ({ ...now, [key]: { ...place, clientId } }))
      return shown({ ...place, clientId, clientSecret: await secrets.find(key), source: 'settings' })
    },
    remove: async (asked) => {
      const key = keyOf(normalPlace(asked, addresses))
      await secrets.remove(key)
      await document.update((now) => Object.fromEntries(Object.entries(now ?? {}).filter(([each]) => each !== key)))
    },
  }
}

function keyOf({ host, domain }: HostPlace): string {
  return `${host} ${domain}`
}

/**
 * `GRAFT_GITHUB_CLIENT_ID` and `_CLIENT_SECRET`, and so for each kind of host. An own server is named beside it:
 * `GRAFT_GITLAB_SELF_MANAGED_DOMAIN`; without it the other two mean nothing.
 */
function clientsInEnvironment(environment: OAuthClientsParts['environment'], addresses: CloudAddresses): Known[] {
  return HOST_KINDS.flatMap((host): Known[] => {
    const read = (name: string): string | null => environment[`${variablePrefix(host)}_${name}`]?.trim() || null
    const clientId = read('CLIENT_ID')
    const domain = isCloudHost(host) ? addresses[host].web : read('DOMAIN')
    if (clientId === null || domain === null) return []
    const place = normalPlace({ host, domain }, addresses)
    return [{ ...place, clientId, clientSecret: read('CLIENT_SECRET'), source: 'environment' }]
  })
}

function variablePrefix(host: HostKind): string {
  return `GRAFT_${host.toUpperCase().replaceAll('-', '_')}`
}
