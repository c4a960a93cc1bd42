import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLOUD_HOSTS, HOST_KINDS, type HostKind, isCloudHost } from '#shared/domain/host.ts'
import { accentOf } from './accents.ts'
import type { RunningSandboxHost } from './running.ts'
import { startHostSandbox } from './server.ts'
import { fillHost, type HostWorld } from './world.ts'

export interface FilledHost {
  running: RunningSandboxHost
  world: HostWorld
}

/** Starts hosts of these kinds, each filled, in folders of their own below `folder`. */
export async function startHosts<K extends HostKind>(
  folder: string,
  kinds: readonly K[],
  options: { size?: 'usual' | 'large'; scheme?: 'http' | 'https' } = {},
): Promise<ReadonlyMap<K, FilledHost>> {
  const { size = 'usual', scheme = 'http' } = options
  const hosts = new Map<K, FilledHost>()
  for (const kind of kinds) {
    const running = await startHostSandbox({ accent: accentOf(kind), folder: join(folder, kind), scheme })
    hosts.set(kind, { running, world: fillHost(running, size) })
  }
  return hosts
}

/** Every kind of host. */
export function startAllHosts(folder: string, size: 'usual' | 'large'): Promise<ReadonlyMap<HostKind, FilledHost>> {
  return startHosts(folder, HOST_KINDS, { size })
}

/** The port of Graft's fixed redirect address, unless `GRAFT_REDIRECT_PORT` names another. */
const REDIRECT_PORT = 28417

/**
 * The environment with which Graft takes these hosts for the real ones: addresses of the cloud hosts in a file that is written
 * below `folder`, and the clients that are registered with each. `redirectPort` is the one that fixed redirect addresses name.
 */
export function environmentFor(
  folder: string,
  hosts: ReadonlyMap<HostKind, FilledHost>,
  redirectPort: number = REDIRECT_PORT,
): Record<string, string> {
  const running = (kind: HostKind) => hosts.get(kind)?.running
  const [github, gitlab, bitbucket, azure] = CLOUD_HOSTS.map(running)
  const addresses = {
    ...(github && { github: { web: github.origin, api: github.api } }),
    ...(gitlab && { gitlab: { web: gitlab.origin } }),
    ...(bitbucket && { bitbucket: { web: bitbucket.origin, api: bitbucket.api } }),
    ...(azure && { 'azure-devops': { web: azure.origin, profile: azure.origin, login: azure.login } }),
  }
  const file = join(folder, 'cloud-addresses.json')
  writeFileSync(file, `${JSON.stringify(addresses, null, 2)}\n`)
  const clients = [...hosts].flatMap(([kind, { running }]) => registerGraft(kind, running, redirectPort))
  return { GRAFT_CLOUD_ADDRESSES: file, GRAFT_REDIRECT_PORT: String(redirectPort), ...Object.fromEntries(clients) }
}

function registerGraft(kind: HostKind, { host, origin }: RunningSandboxHost, redirectPort: number): [string, string][] {
  const { clientId, clientSecret } = host.oauth
  const name = `GRAFT_${kind.toUpperCase().replaceAll('-', '_')}`
  if (kind === 'azure-devops-server') return []
  if (kind === 'bitbucket' || kind === 'bitbucket-data-center') {
    host.oauth.redirect = `http://127.0.0.1:${redirectPort}/callback/${kind}`
  }
  return [
    [`${name}_CLIENT_ID`, clientId],
    ...(clientSecret === null ? [] : [[`${name}_CLIENT_SECRET`, clientSecret] as const satisfies [string, string]]),
    ...(isCloudHost(kind) ? [] : [[`${name}_DOMAIN`, origin] as const satisfies [string, string]]),
  ].map(([variable = '', value = '']) => [variable, value])
}
