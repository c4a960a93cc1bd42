import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Merges the default branch of the remote into the checked-out one. */
export async function updateFromDefault(
  _repo: Repo,
  _input: Parameters<GitOperations['updateFromDefault']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['updateFromDefault']>>> {
  throw new Error('Not built yet.')
}
