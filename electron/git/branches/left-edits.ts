import type { LeftEdits } from '#shared/domain/repository.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'

/** Edits that were left on a branch; null where there are none. */
export function findLeftEdits(_repo: Repo, _branch: string): LeftEdits | null {
  return null
}

/** Puts edits that were left on the checked-out branch back into the working folder. */
export async function bringBackEdits(
  _repo: Repo,
  _workspace: Parameters<GitOperations['bringBackEdits']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['bringBackEdits']>>> {
  throw new Error('Not built yet.')
}

/** Gives left edits of a branch up; a restore point keeps them. */
export async function dropLeftEdits(
  _repo: Repo,
  _input: Parameters<GitOperations['dropLeftEdits']>[0],
  _options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['dropLeftEdits']>>> {
  throw new Error('Not built yet.')
}
