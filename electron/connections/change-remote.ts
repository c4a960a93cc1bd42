import type { RemoteAddress } from '#shared/domain/clone.ts'
import type { Connection, SignIn } from '#shared/domain/connection.ts'
import type { ApiId, ConnectionId } from '#shared/domain/ids.ts'
import {
  belongsToDomain,
  describeRemote,
  parseRemoteAddress,
  suggestDomain,
  withoutCredentials,
} from '#shared/domain/remote-address.ts'
import type { ApiRegistry } from '../apis/api-registry.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { GitOperations } from '../git/contract.ts'
import type { HostingService } from '../hosting/hosting-service.ts'
import { repositoryOfUrl } from '../hosts/repository-of-url.ts'
import type { CloneAccess } from '../source-control/clone-access.ts'
import type { ConnectionStore } from './connection-store.ts'
import { remoteKey } from './judge-clone.ts'
import { managedBehind } from './managed-behind.ts'
import { normalDomain } from './same-domain.ts'

export interface ChangeRemoteParts {
  registry: ApiRegistry
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  hosting: HostingService
  events: EventHub
}

export type ChangeRemoteOutcome =
  | { kind: 'changed'; connection: Connection }
  | { kind: 'not-an-address' }
  | { kind: 'other-domain'; domain: string }
  | { kind: 'other-repository' }
  | { kind: 'not-found' }
  | { kind: 'already-connected'; apiId: ApiId; apiName: string }

/** What a connection's addresses become. */
interface NewAddress {
  kind: 'address'
  /** Of the clone that is worked in. */
  url: string
  /** Of Graft's own clone, which is always reached over HTTP. */
  managedUrl: string
  repository: Connection['repository']
  signIn: SignIn
}

/**
 * Gives a connection's repository another address (B14), once a repository of the same server is seen there that shares a commit
 * with the clone. The clone's configuration is written first, as `git remote set-url` does: whatever ends the work early, the next
 * attempt goes on. Fails with `NOT_FOUND`, `CLONE_MISSING`, and with the failures of the host and of a fetch.
 */
export async function changeRemote(
  parts: ChangeRemoteParts,
  { connectionId, url: typed }: { connectionId: ConnectionId; url: string },
  signal?: AbortSignal,
): Promise<ChangeRemoteOutcome> {
  const { connections, access, git, events } = parts
  const stored = connections.get(connectionId)
  const { connection } = stored
  const address = await readAddress(parts, connection, typed.trim(), signal)
  if (address.kind !== 'address') return address
  const { url, managedUrl, repository, signIn } = address
  const key = remoteKey(describeRemote(connection.remote.name, managedUrl))
  const taken = connectedElsewhere(parts, connectionId, key)
  if (taken) return taken

  const workspace = await access.workspace(connectionId)
  const request = { domain: connection.domain, remote: { name: connection.remote.name, url }, signIn }
  try {
    const options = signal ? { signal } : {}
    const compare = () => access.signedIn(request, (way) => git.compareRemote({ workspace, url, access: way }, options), signal)
    if ((await compare()).kind === 'unrelated') return { kind: 'other-repository' }
  } catch (error) {
    if (error instanceof Failure && error.code === 'REMOTE_REPOSITORY_NOT_FOUND') return { kind: 'not-found' }
    throw error
  }
  signal?.throwIfAborted()
  const behind = await managedBehind(git, stored)
  if (behind) {
    await access.recovered(behind.workspace, signal)
    await git.setRemoteUrl({ workspace: behind.workspace, remote: behind.remote.name, url: managedUrl })
  }
  await git.setRemoteUrl({ workspace, remote: connection.remote.name, url })
  const changed = await connections.readdress(connectionId, key, { remote: request.remote, repository, signIn })
  events.announce({ kind: 'repository-changed', connectionId })
  return { kind: 'changed', connection: changed }
}

async function readAddress(
  { hosting }: ChangeRemoteParts,
  { host, domain, repository, clone, signIn }: Connection,
  typed: string,
  signal: AbortSignal | undefined,
): Promise<NewAddress | Exclude<ChangeRemoteOutcome, { kind: 'changed' }>> {
  const address = parseRemoteAddress(typed)
  if (!isOfServer(address) || address.path === '') return { kind: 'not-an-address' }
  if (!isHome(address, domain)) {
    return { kind: 'other-domain', domain: suggestDomain(address)?.domain ?? address.host }
  }
  const url = withoutCredentials(typed)
  if (repository === null || signIn.kind !== 'account') {
    return { kind: 'address', url, managedUrl: url, repository: null, signIn: signInFor(address, signIn) }
  }
  const path = repositoryOfUrl(host, domain, url)
  if (path === null) return { kind: 'not-an-address' }
  const found = await hosting.repository(signIn.accountId, path, signal)
  if (found === null) return { kind: 'not-found' }
  // The token goes to the account's own server alone.
  if (!belongsToDomain(parseRemoteAddress(found.cloneUrl), domain)) {
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: withoutCredentials(found.cloneUrl) })
  }
  const managedUrl = withoutCredentials(found.cloneUrl)
  const ofClone = clone.kind === 'linked' && address.kind === 'ssh' ? url : managedUrl
  return { kind: 'address', url: ofClone, managedUrl, repository: found.path, signIn }
}

type ServerAddress = Extract<RemoteAddress, { kind: 'https' | 'http' | 'ssh' }>

function isOfServer(address: RemoteAddress): address is ServerAddress {
  return address.kind === 'https' || address.kind === 'http' || address.kind === 'ssh'
}

/** Cloud hosts answer SSH under other names, too. */
function isHome(address: ServerAddress, domain: string): boolean {
  if (belongsToDomain(address, domain)) return true
  return address.kind === 'ssh' && suggestDomain(address)?.domain === normalDomain(domain)
}

/** A clone that goes over from SSH to HTTP, or back, signs in as such clones do. */
function signInFor({ kind }: ServerAddress, signIn: SignIn): SignIn {
  if (signIn.kind === 'account') return signIn
  if (kind === 'ssh') return { kind: 'ssh' }
  return signIn.kind === 'ssh' ? { kind: 'credential-helper' } : signIn
}

/** B9. */
function connectedElsewhere(
  { connections, registry }: ChangeRemoteParts,
  id: ConnectionId,
  key: string,
): Extract<ChangeRemoteOutcome, { kind: 'already-connected' }> | null {
  const other = connections.ofRepository({ commonFolder: null, remoteKey: key }).find((each) => each.connection.id !== id)
  if (!other) return null
  const { apiId } = other.connection
  return { kind: 'already-connected', apiId, apiName: registry.find(apiId)?.name ?? '' }
}
