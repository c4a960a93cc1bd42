import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Deletes a branch of the clone. */
export async function deleteBranch(
  _repo: Repo,
  _input: Parameters<GitOperations['deleteBranch']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['deleteBranch']>>> {
  throw new Error('Not built yet.')
}
