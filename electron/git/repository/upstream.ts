import type { ObjectId } from '#shared/domain/ids.ts'
import type { Upstream } from '#shared/domain/repository.ts'
import type { GitConfig } from '../config/config.ts'
import { countSidesOnce } from './history.ts'
import { readRef } from './refs.ts'
import { type Repo, readConfig } from './repo.ts'

export interface UpstreamRef {
  remote: string
  /** Full name on the remote, such as `refs/heads/main`. */
  merge: string
  /**
   * Full name of the tracking ref here, such as `refs/remotes/origin/main`, whether or not it is there. Of a branch that the
   * remote's refspecs leave out, as in small clones, it is where Graft itself notes what it fetched or pushed.
   */
  tracking: string
}

/** What the configuration names as a branch's upstream (git-config, `branch.<name>.merge`); null where it names none. */
export function configuredUpstream(repo: Repo, branch: string): UpstreamRef | null {
  return upstreamIn(readConfig(repo), branch)
}

/** `configuredUpstream` by a configuration that was read before. */
export function upstreamIn(config: GitConfig, branch: string): UpstreamRef | null {
  const remote = config.get(`branch.${branch}.remote`)
  const merge = config.get(`branch.${branch}.merge`)
  if (!remote || !merge) return null
  if (remote === '.') return { remote, merge, tracking: merge }
  const kept = trackingRef(config.all(`remote.${remote}.fetch`), merge)
  return { remote, merge, tracking: kept ?? `refs/remotes/${remote}/${merge.replace(/^refs\/heads\//, '')}` }
}

/** Where fetch refspecs put a remote's ref (git-fetch, "CONFIGURED REMOTE-TRACKING BRANCHES"). */
export function trackingRef(refspecs: readonly string[], name: string): string | null {
  for (const refspec of refspecs) {
    const [source = '', target = ''] = refspec.replace(/^\+/, '').split(':')
    if (source === name && target !== '') return target
    const star = source.indexOf('*')
    if (star < 0 || target === '') continue
    const [before, after] = [source.slice(0, star), source.slice(star + 1)]
    if (name.startsWith(before) && name.endsWith(after) && name.length >= before.length + after.length) {
      return target.replace('*', () => name.slice(before.length, name.length - after.length))
    }
  }
  return null
}

/** Full name of the remote-tracking ref of a remote's branch (short name), whether or not it is there. */
export function trackingOf(repo: Repo, remote: string, branch: string): string {
  const configured = trackingRef(readConfig(repo).all(`remote.${remote}.fetch`), `refs/heads/${branch}`)
  return configured ?? `refs/remotes/${remote}/${branch}`
}

/** How a branch stands to its upstream. Counting is done once per pair of tips. */
export function readUpstream(repo: Repo, branch: string, commit: ObjectId | null): Upstream {
  const upstream = configuredUpstream(repo, branch)
  if (!upstream) return { kind: 'none' }
  const name = shortName(upstream)
  const tip = readRef(repo, upstream.tracking)
  if (tip === null) return { kind: 'gone', name }
  if (commit === null) return { kind: 'tracked', name, ahead: 0, behind: 0 }
  const { ahead, behind } = countSidesOnce(repo, commit, tip)
  return { kind: 'tracked', name, ahead, behind }
}

function shortName({ tracking }: UpstreamRef): string {
  return tracking.replace(/^refs\/(?:remotes|heads)\//, '')
}
