import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Puts a file back as a commit has it. */
export async function restoreFromCommit(
  _repo: Repo,
  _input: Parameters<GitOperations['restoreFromCommit']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['restoreFromCommit']>>> {
  throw new Error('Not built yet.')
}
