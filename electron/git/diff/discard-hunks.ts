import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Puts parts of a file back to the last commit. */
export async function discardHunks(
  _repo: Repo,
  _input: Parameters<GitOperations['discardHunks']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['discardHunks']>>> {
  throw new Error('Not built yet.')
}
