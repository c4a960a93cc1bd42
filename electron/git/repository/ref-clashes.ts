import { listRefs, type Ref, readRef, updateRef } from './refs.ts'
import type { RemoteBranch } from './remote-branch.ts'
import type { Repo } from './repo.ts'

/**
 * Removes remote-tracking refs whose names cannot stand beside a branch's (`feature` and `feature/x`). The server has the
 * branch, so it no longer has those; Git asks for `git remote prune` then. Only what lies below the branch's remote goes.
 * Failures: REPOSITORY_MOVED, REPOSITORY_BUSY, NO_PERMISSION.
 */
export async function dropClashingTracking(
  repo: Repo,
  { trackingRef, remote }: Pick<RemoteBranch, 'trackingRef' | 'remote'>,
): Promise<void> {
  const base = `refs/remotes/${remote}/`
  if (!trackingRef.startsWith(base)) return
  const above: Ref[] = []
  for (let slash = trackingRef.lastIndexOf('/'); slash > base.length; slash = trackingRef.lastIndexOf('/', slash - 1)) {
    const name = trackingRef.slice(0, slash)
    const oid = readRef(repo, name)
    if (oid !== null) above.push({ name, oid })
  }
  for (const { name, oid } of [...above, ...listRefs(repo, `${trackingRef}/`)]) {
    await updateRef(repo, { name, from: oid, to: null, reflog: null })
  }
}
