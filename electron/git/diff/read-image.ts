import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** One side of an image. */
export async function readImage(
  _repo: Repo,
  _input: Parameters<GitOperations['readImage']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['readImage']>>> {
  throw new Error('Not built yet.')
}
