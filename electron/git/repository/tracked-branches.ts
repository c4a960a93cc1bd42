import type { ObjectId } from '#shared/domain/ids.ts'
import { listRefs } from './refs.ts'
import { type Repo, readConfig } from './repo.ts'

const BRANCHES = 'refs/heads/'

/** The remote-tracking refs of a remote, by the branch's short name there. `HEAD`, which names the default branch, is none. */
export function trackedBranches(repo: Repo, remote: string): Map<string, ObjectId> {
  const configured = readConfig(repo).all(`remote.${remote}.fetch`)
  const specs = [...configured, `${BRANCHES}*:refs/remotes/${remote}/*`].map(parse).filter((spec) => spec !== null)
  const prefixes = [...new Set(specs.map(({ target }) => target.slice(0, target.lastIndexOf('/') + 1)))]
  const found = new Map<string, ObjectId>()
  for (const { name: ref, oid } of listRefs(repo, ...prefixes)) {
    for (const spec of specs) {
      const name = branchOf(spec, ref)
      if (name === null || name === 'HEAD' || found.has(name)) continue
      found.set(name, oid)
      break
    }
  }
  return found
}

interface Refspec {
  source: string
  target: string
}

/** Refspecs of branches that keep a ref here (git-fetch, "CONFIGURED REMOTE-TRACKING BRANCHES"). */
function parse(refspec: string): Refspec | null {
  const [source = '', target = ''] = refspec.replace(/^\+/, '').split(':')
  return source.startsWith(BRANCHES) && target.startsWith('refs/') ? { source, target } : null
}

/** The short name of the branch that a ref follows by one refspec. */
function branchOf({ source, target }: Refspec, ref: string): string | null {
  const star = target.indexOf('*')
  if (star < 0) return ref === target ? source.slice(BRANCHES.length) : null
  const [before, after] = [target.slice(0, star), target.slice(star + 1)]
  if (!ref.startsWith(before) || !ref.endsWith(after) || ref.length < before.length + after.length) return null
  const middle = ref.slice(before.length, ref.length - after.length)
  return source.replace('*', () => middle).slice(BRANCHES.length)
}
