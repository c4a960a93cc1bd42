import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { GitConfig } from '../config/config.ts'
import { readHead } from './head.ts'
import { type Repo, readConfig } from './repo.ts'
import { configuredUpstream, trackingRef } from './upstream.ts'

const BRANCHES = 'refs/heads/'

/** The checked-out branch and its counterpart on a remote. */
export interface RemoteBranch {
  remote: string
  /** Short name here. */
  branch: string
  localRef: string
  local: ObjectId | null
  /** Full name on the server. */
  serverRef: string
  /** Where its last known commit is noted here. */
  trackingRef: string
  /**
   * `tracked`: the configuration says so. `same-name`: it says nothing, and the branch of the same name is meant.
   * `other-remote`: it names another remote, so that nothing may be written there.
   */
  relation: 'tracked' | 'same-name' | 'other-remote'
}

/** Finds the counterpart of the checked-out branch on `remote`. Failures: DETACHED_HEAD, REMOTE_REPOSITORY_NOT_FOUND. */
export function findRemoteBranch(repo: Repo, remote: string): RemoteBranch {
  const head = readHead(repo)
  if (head.kind === 'detached') throw new Failure('DETACHED_HEAD', { commit: head.commit })
  const config = readConfig(repo)
  requireRemote(repo, remote)
  if (head.branch.startsWith('-')) throw new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url: remote, hostWords: null })
  const upstream = configuredUpstream(repo, head.branch)
  const relation = upstream === null ? 'same-name' : upstream.remote === remote ? 'tracked' : 'other-remote'
  const sameName = `${BRANCHES}${head.branch}`
  const serverRef = relation === 'tracked' && upstream?.merge.startsWith(BRANCHES) ? upstream.merge : sameName
  const defaultTracking = `refs/remotes/${remote}/${serverRef.replace(BRANCHES, '')}`
  return {
    remote,
    branch: head.branch,
    localRef: `${BRANCHES}${head.branch}`,
    local: head.kind === 'branch' ? head.commit : null,
    serverRef,
    trackingRef: trackingRef(config.all(`remote.${remote}.fetch`), serverRef) ?? defaultTracking,
    relation,
  }
}

/**
 * A remote has to be configured, and its name must not be read as an option by the installed git.
 * Failure: REMOTE_REPOSITORY_NOT_FOUND.
 */
export function requireRemote(repo: Repo, remote: string): void {
  if (remote.startsWith('-') || readConfig(repo).get(`remote.${remote}.url`) === undefined) {
    throw new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url: remote, hostWords: null })
  }
}

/** The URL a remote is reached at, `url.<base>.insteadOf` applied (git-config). Null where the remote has none. */
export function remoteUrl(config: GitConfig, remote: string, direction: 'fetch' | 'push'): string | null {
  // Of several, Git fetches from the first.
  const [pushUrl] = direction === 'push' ? config.all(`remote.${remote}.pushurl`) : []
  if (pushUrl !== undefined) return rewritten(config, pushUrl, 'insteadof')
  const [url] = config.all(`remote.${remote}.url`)
  if (url === undefined) return null
  const forPush = direction === 'push' ? rewritten(config, url, 'pushinsteadof') : url
  return forPush === url ? rewritten(config, url, 'insteadof') : forPush
}

/** What Git makes of an address that is configured for a remote to fetch from (`url.<base>.insteadOf`). */
export function effectiveUrl(config: GitConfig, url: string): string {
  return rewritten(config, url, 'insteadof')
}

function rewritten(config: GitConfig, url: string, rule: 'insteadof' | 'pushinsteadof'): string {
  const rules = config
    .subsections('url')
    .flatMap((base) => config.all(`url.${base}.${rule}`).map((prefix) => ({ base, prefix })))
    .filter(({ prefix }) => url.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)
  const [longest] = rules
  return longest ? longest.base + url.slice(longest.prefix.length) : url
}
