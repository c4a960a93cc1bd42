import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Every branch of the clone and, as last told, of the remote. */
export async function listBranches(
  _repo: Repo,
  _input: Parameters<GitOperations['listBranches']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['listBranches']>>> {
  throw new Error('Not built yet.')
}
