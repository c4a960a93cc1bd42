import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Makes a branch and checks it out. */
export async function createBranch(
  _repo: Repo,
  _input: Parameters<GitOperations['createBranch']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['createBranch']>>> {
  throw new Error('Not built yet.')
}
