import type { RepositoryCheck } from '#shared/contract/connections.ts'
import type { HostedRepository, RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId, ApiId } from '#shared/domain/ids.ts'
import { belongsToDomain, describeRemote, parseRemoteAddress, withoutCredentials } from '#shared/domain/remote-address.ts'
import type { ApiRegistry } from '../../apis/api-registry.ts'
import type { AccountService } from '../../auth/account-service.ts'
import { Failure } from '../../failure.ts'
import type { HostingService } from '../../hosting/hosting-service.ts'
import type { ConnectionStore } from '../connection-store.ts'
import { remoteKey } from '../judge-clone.ts'

export interface RepositoryCheckParts {
  registry: Pick<ApiRegistry, 'get' | 'find'>
  connections: Pick<ConnectionStore, 'ofApi' | 'ofRepository'>
  accounts: Pick<AccountService, 'get'>
  hosting: Pick<HostingService, 'repository'>
}

export interface RepositoryCheckInput {
  apiId: ApiId
  accountId: AccountId
  repository: RepositoryPath
}

/**
 * Looks a repository up at its host and holds it against B9. Fails with `NOT_FOUND` for an unknown API or account, with the
 * failures of the host, and with `REMOTE_FAILED` where the host names an address for Git that is not its own.
 */
export async function checkRepository(
  parts: RepositoryCheckParts,
  { apiId, accountId, repository: path }: RepositoryCheckInput,
  signal?: AbortSignal,
): Promise<RepositoryCheck> {
  const { registry, connections, accounts, hosting } = parts
  const { api } = registry.get(apiId)
  if (connections.ofApi(apiId)) return { kind: 'already-connected', apiId, apiName: api.name }
  const repository = await hosting.repository(accountId, path, signal)
  if (!repository) return { kind: 'not-found' }
  const { domain } = accounts.get(accountId)
  // The token goes to the account's own server alone; another address would be asked without it, and refuse.
  if (!belongsToDomain(parseRemoteAddress(repository.cloneUrl), domain)) {
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: withoutCredentials(repository.cloneUrl) })
  }
  return connectedElsewhere(parts, repository) ?? { kind: 'accepted', repository }
}

/** The API that a hosted repository is connected to already, whosever the clone is; null where there is none. */
export function connectedElsewhere(
  { registry, connections }: Pick<RepositoryCheckParts, 'registry' | 'connections'>,
  repository: HostedRepository,
): Extract<RepositoryCheck, { kind: 'already-connected' }> | null {
  const [other] = connections.ofRepository({ commonFolder: null, remoteKey: keyOf(repository) })
  if (!other) return null
  const { apiId } = other.connection
  return { kind: 'already-connected', apiId, apiName: registry.find(apiId)?.name ?? '' }
}

/** The one form that tells a hosted repository from others (see `remoteKey`). */
export function keyOf({ cloneUrl }: HostedRepository): string {
  return remoteKey(describeRemote('origin', cloneUrl))
}
