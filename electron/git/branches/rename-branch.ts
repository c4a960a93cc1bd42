import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Gives a branch another name. */
export async function renameBranch(
  _repo: Repo,
  _input: Parameters<GitOperations['renameBranch']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['renameBranch']>>> {
  throw new Error('Not built yet.')
}
