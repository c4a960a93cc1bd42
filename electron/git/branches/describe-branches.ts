import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Last commits and counts of some branches. */
export async function describeBranches(
  _repo: Repo,
  _input: Parameters<GitOperations['describeBranches']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['describeBranches']>>> {
  throw new Error('Not built yet.')
}
