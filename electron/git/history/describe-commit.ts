import type { HistoryCommit } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { headCommit, readHead, summarizeCommit } from '../repository/head.ts'
import { listRefs, readRef } from '../repository/refs.ts'
import { findRemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { findNewCommits } from '../transport/missing-objects.ts'

const TAGS = 'refs/tags/'
const DEEPEST_TAG = 10
const TIPS_KEPT = 20

/** Tells of commits what a history shows. */
export type DescribeCommit = (id: ObjectId) => HistoryCommit

/**
 * Reads tags and the branch's counterpart as they are now. A commit of `tip` counts as pushed where the counterpart on `remote`
 * holds it; where there is none, where any branch of that remote does.
 */
export function openDescriptions(repo: Repo, { tip, remote }: { tip: ObjectId; remote: string }): DescribeCommit {
  const unpushed = unpushedOf(repo, tip, remote)
  const tags = tagsByCommit(repo)
  return (id) => {
    const commit = repo.objects.readCommit(id)
    const { subject } = summarizeCommit(id, commit)
    const { name, email, seconds } = commit.author
    return {
      id,
      parents: commit.parents,
      subject,
      body: bodyOf(commit.message),
      author: { name, email },
      authoredAt: moment(seconds),
      committedAt: moment(commit.committer.seconds),
      pushed: unpushed !== 'all' && !unpushed.has(id),
      tags: tags.get(id) ?? [],
    }
  }
}

/** What follows the first paragraph. */
function bodyOf(message: string): string {
  const text = message.replace(/^\s*\n/, '')
  const gap = /\n[^\S\n]*\n/.exec(text)
  return gap === null
    ? ''
    : text
        .slice(gap.index)
        .replace(/^\s*\n/, '')
        .trimEnd()
}

const YEAR_1 = -62_135_596_800
const YEAR_9999 = 253_402_300_799

/** Clocks may say anything; dates beyond four digits of a year are no dates. */
function moment(seconds: number): string {
  const within = Number.isFinite(seconds) ? Math.min(Math.max(seconds, YEAR_1), YEAR_9999) : 0
  return new Date(within * 1000).toISOString()
}

function unpushedOf(repo: Repo, tip: ObjectId, remote: string): ReadonlySet<ObjectId> | 'all' {
  const known = counterparts(repo, remote).filter((oid) => repo.objects.has(oid))
  if (known.length === 0) return 'all'
  const { unpushed } = repo.memory.history
  const key = [tip, ...known].join(' ')
  const before = unpushed.get(key)
  if (before) return before
  const found = new Set(findNewCommits(repo, tip, known))
  if (unpushed.size >= TIPS_KEPT) unpushed.clear()
  unpushed.set(key, found)
  return found
}

function counterparts(repo: Repo, remote: string): ObjectId[] {
  const own = counterpart(repo, remote)
  if (own !== null) return [own]
  return [...new Set(listRefs(repo, `refs/remotes/${remote}/`).map(({ oid }) => oid))]
}

function counterpart(repo: Repo, remote: string): ObjectId | null {
  const head = readHead(repo)
  if (head.kind === 'detached' || headCommit(head) === null) return null
  try {
    return readRef(repo, findRemoteBranch(repo, remote).trackingRef)
  } catch {
    // A remote without an address has no counterpart.
    return null
  }
}

/** Short names of tags by the commit they lead to, sorted. */
function tagsByCommit(repo: Repo): Map<ObjectId, string[]> {
  const found = new Map<ObjectId, string[]>()
  for (const { name, oid } of listRefs(repo, TAGS)) {
    const commit = peel(repo, oid)
    if (commit === null) continue
    found.set(commit, [...(found.get(commit) ?? []), name.slice(TAGS.length)])
  }
  return found
}

/** Follows tag objects (gitformat, "tag") to what they name; null where that is not a commit, or not here. */
function peel(repo: Repo, oid: ObjectId): ObjectId | null {
  const { peeled } = repo.memory.history
  const known = peeled.get(oid)
  if (known !== undefined) return known
  let at: ObjectId | undefined = oid
  for (let depth = 0; at !== undefined && depth < DEEPEST_TAG; depth++) {
    if (!repo.objects.has(at)) return null
    const { type, content } = repo.objects.read(at)
    if (type !== 'tag') {
      const commit = type === 'commit' ? at : null
      peeled.set(oid, commit)
      return commit
    }
    at = /^object ([0-9a-f]{40})\n/.exec(content.toString('latin1', 0, 60))?.[1]
  }
  return null
}
