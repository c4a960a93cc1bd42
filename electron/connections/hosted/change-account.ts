import type { Connection } from '#shared/domain/connection.ts'
import type { AccountId, ConnectionId } from '#shared/domain/ids.ts'
import type { AccountService } from '../../auth/account-service.ts'
import { Failure } from '../../failure.ts'
import type { GitOperations } from '../../git/contract.ts'
import type { HostingService } from '../../hosting/hosting-service.ts'
import type { CloneAccess } from '../../source-control/clone-access.ts'
import type { ConnectionStore } from '../connection-store.ts'
import { sameDomain } from '../same-domain.ts'

export interface ChangeAccountParts {
  connections: ConnectionStore
  accounts: AccountService
  hosting: HostingService
  access: CloneAccess
  git: GitOperations
}

/**
 * Lets another account of the same host sign in for a connection, once the repository was reached with it (B14). Fails with
 * `NOT_FOUND` for an unknown connection, or an account that is not one of this host, and with the host's failures.
 */
export async function changeAccount(
  parts: ChangeAccountParts,
  { connectionId, accountId }: { connectionId: ConnectionId; accountId: AccountId },
  signal?: AbortSignal,
): Promise<{ kind: 'changed'; connection: Connection } | { kind: 'no-access' }> {
  const { connections, accounts } = parts
  const { connection } = connections.get(connectionId)
  const account = accounts.get(accountId)
  if (account.host !== connection.host || !sameDomain(account.domain, connection.domain)) {
    throw new Failure('NOT_FOUND', { what: 'account' })
  }
  if (!(await reaches(parts, connection, accountId, signal))) return { kind: 'no-access' }
  return { kind: 'changed', connection: await connections.change(connectionId, { signIn: { kind: 'account', accountId } }) }
}

async function reaches(
  { hosting, access, git }: ChangeAccountParts,
  connection: Connection,
  accountId: AccountId,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { repository, domain, remote } = connection
  try {
    if (repository) return (await hosting.repository(accountId, repository, signal)) !== null
    // Of a local clone only the remote is known: a fetch tells.
    const workspace = await access.workspace(connection.id)
    const request = { domain, remote, signIn: { kind: 'account' as const, accountId } }
    const options = signal ? { signal } : {}
    await access.signedIn(request, (way) => git.fetch({ workspace, access: way }, options), signal)
    return true
  } catch (error) {
    if (error instanceof Failure && (error.code === 'ACCESS_DENIED' || error.code === 'REMOTE_REPOSITORY_NOT_FOUND'))
      return false
    throw error
  }
}
