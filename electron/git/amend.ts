import type { CallOptions, GitOperations } from './contract.ts'
import type { Repo } from './repository/repo.ts'

/** Takes the last commit back into a new one. */
export async function amend(
  _repo: Repo,
  _input: Parameters<GitOperations['amend']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['amend']>>> {
  throw new Error('Not built yet.')
}
