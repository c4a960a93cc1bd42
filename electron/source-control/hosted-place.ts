import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { repositoryOfUrl } from '../hosts/repository-of-url.ts'

/** A connection's repository at its host, with the account that may look at it. */
export interface HostedPlace {
  accountId: AccountId
  repository: RepositoryPath
}

/** The repository of a connection as its host names it: chosen there, or read from the remote's address; null where that tells nothing. */
export function repositoryOf({ repository, host, domain, remote }: Connection): RepositoryPath | null {
  return repository ?? repositoryOfUrl(host, domain, remote.url)
}

/** Null for a connection without an account, whose host can't be asked. */
export function hostedPlace(connection: Connection): HostedPlace | null {
  const repository = repositoryOf(connection)
  const { signIn } = connection
  return signIn.kind === 'account' && repository !== null ? { accountId: signIn.accountId, repository } : null
}
