import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { ForeignOperation } from '#shared/domain/repository.ts'
import type { Repo } from './repo.ts'

/** What Git leaves in its folder while something is unfinished (as `wt_status_get_state` reads it), most telling first. */
const TRACES: readonly [trace: string, operation: ForeignOperation][] = [
  ['rebase-apply/applying', 'apply-mailbox'],
  ['rebase-apply', 'rebase'],
  ['rebase-merge', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
]

/** What another Git client began in this working tree and has not finished. */
export function findForeignOperation(repo: Repo): ForeignOperation | null {
  return TRACES.find(([trace]) => existsSync(join(repo.gitdir, trace)))?.[1] ?? null
}

/** Bisecting checks out commits but stops nobody from committing; the rest does. Failure: OPERATION_IN_PROGRESS. */
export function refuseDuringForeignOperation(repo: Repo): void {
  const operation = findForeignOperation(repo)
  if (operation !== null && operation !== 'bisect') throw new Failure('OPERATION_IN_PROGRESS', { operation })
}
