import type { ObjectId } from '#shared/domain/ids.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { headCommit, readHead } from '../repository/head.ts'
import { countSidesOnce } from '../repository/history.ts'
import { readLooseRef, readRef } from '../repository/refs.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { readServerAnswer } from '../repository/server-answer-file.ts'
import { configuredUpstream, trackingOf } from '../repository/upstream.ts'
import { isPushed } from './pushed.ts'

const BRANCHES = 'refs/heads/'

/**
 * Short name of the default branch of a remote: as its server last told Graft, else as `git clone` or `git remote set-head` noted
 * it in `refs/remotes/<remote>/HEAD`; null where nobody ever told.
 */
export function readDefaultBranch(repo: Repo, remote: string): string | null {
  const told = readServerAnswer(repo, remote)?.defaultBranch ?? null
  if (told !== null) return told
  const tracking = `refs/remotes/${remote}/`
  const target = readLooseRef(repo, `${tracking}HEAD`)
  if (target?.startsWith(`ref: ${tracking}`) !== true) return null
  return target.slice(`ref: ${tracking}`.length).trim()
}

type Standing = Pick<RepositoryStatus, 'defaultBranch' | 'onDefaultBranch' | 'lastCommitPushed'>

/** How the checked-out branch stands to the default one of its remote, for the status. Walks are taken once per pair of tips. */
export function readDefaultStanding(repo: Repo): Standing {
  const head = readHead(repo)
  const commit = headCommit(head)
  const lastCommitPushed = commit !== null && isPushed(repo, commit)
  const branch = head.kind === 'detached' ? null : head.branch
  const upstream = branch === null ? null : configuredUpstream(repo, branch)
  const remote = upstream === null || upstream.remote === '.' ? onlyRemote(repo) : upstream.remote
  const name = remote === null ? null : readDefaultBranch(repo, remote)
  if (remote === null || name === null) return { defaultBranch: null, onDefaultBranch: null, lastCommitPushed }
  const onDefaultBranch = branch !== null && standsForDefault(repo, branch, { remote, name })
  if (onDefaultBranch) return { defaultBranch: null, onDefaultBranch, lastCommitPushed }
  const counts = commit === null ? null : countAgainst(repo, commit, readRef(repo, trackingOf(repo, remote, name)))
  return {
    defaultBranch: { name, ahead: counts?.ahead ?? null, behind: counts?.behind ?? null },
    onDefaultBranch,
    lastCommitPushed,
  }
}

/** Whether a branch here is the remote's default one: it follows that, or follows nothing of that remote and has its name. */
export function standsForDefault(repo: Repo, branch: string, { remote, name }: { remote: string; name: string }): boolean {
  const upstream = configuredUpstream(repo, branch)
  return upstream?.remote === remote ? upstream.merge === BRANCHES + name : branch === name
}

/** Commits of one side only; null where a commit, or history that would have to be counted, is not here. */
export function countAgainst(repo: Repo, commit: ObjectId, other: ObjectId | null): { ahead: number; behind: number } | null {
  if (other === null || !repo.objects.has(other) || !repo.objects.has(commit)) return null
  const { ahead, behind, whole } = countSidesOnce(repo, commit, other)
  return whole ? { ahead, behind } : null
}

/** Which remote a branch means that follows none: the only one there is, or `origin`, as Git has it. */
function onlyRemote(repo: Repo): string | null {
  const remotes = readConfig(repo).subsections('remote')
  return remotes.length === 1 ? (remotes[0] ?? null) : remotes.includes('origin') ? 'origin' : null
}
