import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** One page of the history of the checked-out branch. */
export async function listHistory(
  _repo: Repo,
  _input: Parameters<GitOperations['listHistory']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['listHistory']>>> {
  throw new Error('Not built yet.')
}
