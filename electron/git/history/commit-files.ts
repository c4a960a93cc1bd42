import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** What a commit changed. */
export async function commitFiles(
  _repo: Repo,
  _input: Parameters<GitOperations['commitFiles']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['commitFiles']>>> {
  throw new Error('Not built yet.')
}
