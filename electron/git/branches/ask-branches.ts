import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import type { Repo } from '../repository/repo.ts'

/** Asks the server which branches it has, and remembers what it said. */
export async function askBranches(
  _repo: Repo,
  _input: Parameters<GitOperations['askBranches']>[0],
  _options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Awaited<ReturnType<GitOperations['askBranches']>>> {
  throw new Error('Not built yet.')
}
