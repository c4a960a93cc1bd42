import { createHash } from 'node:crypto'
import type { ObjectId } from '#shared/domain/ids.ts'
import { NewestFirst, readShallow } from '../repository/history.ts'
import { listRefs, type Ref } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'

/** Clocks of different people may be this far apart (`CUTOFF_DATE_SLOP` of Git's own name-rev). */
const CLOCKS_APART_SECONDS = 86_400
const ANSWERS_KEPT = 100

/** Whether a branch of any remote, as last fetched or pushed, holds a commit. Asked once per commit and set of tips. */
export function isPushed(repo: Repo, commit: ObjectId): boolean {
  const tips = listRefs(repo, 'refs/remotes/')
  if (tips.length === 0) return false
  const { pushed } = repo.memory
  const key = `${commit} ${fingerprint(tips)}`
  const known = pushed.get(key)
  if (known !== undefined) return known
  if (pushed.size >= ANSWERS_KEPT) pushed.clear()
  const held = isReached(repo, commit, tips)
  pushed.set(key, held)
  return held
}

function fingerprint(tips: readonly Ref[]): string {
  const hash = createHash('sha1')
  for (const { oid } of tips) hash.update(oid)
  return hash.digest('hex')
}

/** Walks from all tips, newest first, and no further back than the commit can be. */
function isReached(repo: Repo, commit: ObjectId, tips: readonly Ref[]): boolean {
  if (tips.some(({ oid }) => oid === commit)) return true
  const shallow = readShallow(repo)
  const oldest = repo.objects.readCommit(commit).committer.seconds - CLOCKS_APART_SECONDS
  const seen = new Set<ObjectId>()
  const waiting = new NewestFirst()
  const push = (oid: ObjectId) => {
    if (seen.has(oid)) return
    seen.add(oid)
    waiting.push(oid, repo.objects.readCommit(oid).committer.seconds)
  }
  for (const { oid } of tips) if (isCommit(repo, oid)) push(oid)
  for (let next = waiting.pop(); next && next.seconds >= oldest; next = waiting.pop()) {
    if (next.oid === commit) return true
    if (!shallow.has(next.oid)) for (const parent of repo.objects.readCommit(next.oid).parents) push(parent)
  }
  return false
}

function isCommit(repo: Repo, oid: ObjectId): boolean {
  return repo.objects.has(oid) && repo.objects.read(oid).type === 'commit'
}
