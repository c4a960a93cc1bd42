import type { CallOptions, RemoteAccess } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { openLine } from '../transport/connect.ts'
import { openFetchSession } from '../transport/fetch-session.ts'
import { listServerBranches, type ServerBranches } from '../transport/server-branches.ts'
import { listBranchesOverSsh } from '../transport/ssh.ts'

/** Asks a server which branches it has, and remembers nothing. Failures: those of the transport. */
export async function askServer(repo: Repo, access: RemoteAccess, options: CallOptions): Promise<ServerBranches> {
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') return listBranchesOverSsh(repo, access.remote, options)
  try {
    return await listServerBranches(await openFetchSession(line.session))
  } finally {
    await line.session.close()
  }
}
