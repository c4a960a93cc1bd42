import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CommitSummary, Head } from '#shared/domain/repository.ts'
import type { CommitObject } from '../objects/model.ts'
import { readLooseRef, readRef } from './refs.ts'
import type { Repo } from './repo.ts'

const BRANCHES = 'refs/heads/'

/** Full name of the branch that HEAD stands for; null where it is detached. Failure: REPOSITORY_DAMAGED. */
export function readHeadRef(repo: Repo): string | null {
  const text = readLooseRef(repo, 'HEAD')
  if (text === null) throw new Failure('REPOSITORY_DAMAGED', { detail: 'HEAD' })
  return text.startsWith('ref: ') ? text.slice(5).trim() : null
}

/** Where HEAD points. Failure: REPOSITORY_DAMAGED. */
export function readHead(repo: Repo): Head {
  const ref = readHeadRef(repo)
  const commit = readRef(repo, 'HEAD')
  if (ref === null) {
    if (commit === null) throw new Failure('REPOSITORY_DAMAGED', { detail: 'HEAD' })
    return { kind: 'detached', commit }
  }
  const branch = ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : ref
  return commit === null ? { kind: 'unborn', branch } : { kind: 'branch', branch, commit }
}

export function headCommit(head: Head): ObjectId | null {
  return head.kind === 'unborn' ? null : head.commit
}

export function summarizeCommit(id: ObjectId, commit: CommitObject): CommitSummary {
  return {
    id,
    subject: subjectOf(commit.message),
    author: commit.author.name,
    committedAt: new Date(commit.committer.seconds * 1000).toISOString(),
  }
}

/** The first paragraph in one line, as `git log --oneline` shows it. */
function subjectOf(message: string): string {
  const [first = ''] = message.replace(/^\n+/, '').split(/\n\s*\n/)
  return first
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim()
}

export function readCommitSummary(repo: Repo, id: ObjectId): CommitSummary {
  return summarizeCommit(id, repo.objects.readCommit(id))
}
