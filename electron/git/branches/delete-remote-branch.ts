import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Deletes a branch on the server. */
export async function deleteRemoteBranch(
  _repo: Repo,
  _input: Parameters<GitOperations['deleteRemoteBranch']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['deleteRemoteBranch']>>> {
  throw new Error('Not built yet.')
}
