import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Checks another branch out. */
export async function switchBranch(
  _repo: Repo,
  _input: Parameters<GitOperations['switchBranch']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['switchBranch']>>> {
  throw new Error('Not built yet.')
}
