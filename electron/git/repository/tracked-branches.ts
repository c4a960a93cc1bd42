import type { ObjectId } from '#shared/domain/ids.ts'
import { listRefs } from './refs.ts'
import { parseRefspecs, standsFor } from './refspecs.ts'
import { type Repo, readConfig } from './repo.ts'

const BRANCHES = 'refs/heads/'

/**
 * The remote-tracking refs of a remote, by the branch's short name there: where its refspecs keep them, and in
 * `refs/remotes/<remote>/`, where Graft keeps those of which no refspec speaks. `HEAD`, which names the default branch, is none.
 */
export function trackedBranches(repo: Repo, remote: string): Map<string, ObjectId> {
  const specs = parseRefspecs([...readConfig(repo).all(`remote.${remote}.fetch`), `${BRANCHES}*:refs/remotes/${remote}/*`])
  const folders = specs.kept.map(({ target }) => target.replace(/[^/]*(?:\*.*)?$/, ''))
  const found = new Map<string, ObjectId>()
  for (const { name: ref, oid } of listRefs(repo, ...new Set(folders))) {
    const source = standsFor(specs, ref)
    if (source?.startsWith(BRANCHES) !== true) continue
    const name = source.slice(BRANCHES.length)
    if (name !== 'HEAD' && !found.has(name)) found.set(name, oid)
  }
  return found
}
