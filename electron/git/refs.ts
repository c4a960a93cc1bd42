import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from './repo.ts'

export interface Ref {
  /** Full name, such as `refs/heads/main`. */
  name: string
  oid: ObjectId
}
/** The commit a ref names, loose or packed; null where it does not exist. Symbolic refs are followed. */
export function readRef(_repo: Repo, _name: string): ObjectId | null {
  throw new Error('not written')
}
/** All refs below a prefix (`refs/remotes/origin/`), loose over packed, by name. */
export function listRefs(_repo: Repo, _prefix: string): Ref[] {
  throw new Error('not written')
}
/**
 * Moves a ref by compare-and-swap under its lock file. `from: null` means that it must not exist yet, `to: null` removes it.
 * `reflog` is the line's message, or null for refs that keep none.
 * Failures: REPOSITORY_MOVED (`branch`), REPOSITORY_BUSY.
 */
export async function updateRef(
  _repo: Repo,
  _update: { name: string; from: ObjectId | null; to: ObjectId | null; reflog: string | null },
): Promise<void> {
  throw new Error('not written')
}
