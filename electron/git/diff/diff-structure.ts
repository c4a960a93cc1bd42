import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** The changes of one file by what they mean. */
export async function diffStructure(
  _repo: Repo,
  _input: Parameters<GitOperations['diffStructure']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['diffStructure']>>> {
  throw new Error('Not built yet.')
}
