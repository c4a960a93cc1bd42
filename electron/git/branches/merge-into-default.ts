import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Merges the checked-out branch into the default one of the remote. */
export async function mergeIntoDefault(
  _repo: Repo,
  _input: Parameters<GitOperations['mergeIntoDefault']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['mergeIntoDefault']>>> {
  throw new Error('Not built yet.')
}
