import type { ObjectId } from '#shared/domain/ids.ts'
import { listRefs } from '../repository/refs.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { readServerAnswer } from '../repository/server-answer-file.ts'
import { DateQueue } from './date-queue.ts'
import { historySource } from './sessions.ts'

/**
 * Whether any remote is known to hold a commit: a remote-tracking ref leads to it, or a branch does that the server told of. Exact
 * whatever the dates say; walks no further back than to the commit's own ancestors.
 */
export function isHeldByRemote(repo: Repo, commit: ObjectId): boolean {
  const tracked = listRefs(repo, 'refs/remotes/').map(({ oid }) => oid)
  const told = readConfig(repo)
    .subsections('remote')
    .flatMap((remote) => readServerAnswer(repo, remote)?.branches ?? [])
    .flatMap(({ tip }) => tip ?? [])
  return isReached(repo, commit, new Set([...tracked, ...told]))
}

interface Place {
  oid: ObjectId
  /** An ancestor of the commit, and so none of its descendants. */
  isBelow: boolean
  isWaiting: boolean
}

function isReached(repo: Repo, commit: ObjectId, tips: ReadonlySet<ObjectId>): boolean {
  if (tips.has(commit)) return true
  const source = historySource(repo)
  source.refresh()
  const parentsOf = (oid: ObjectId) => (source.shallow().has(oid) ? [] : source.links(oid).parents)
  const places = new Map<ObjectId, Place>()
  const waiting = new DateQueue<Place>()
  /** Those that wait and may still lead to the commit. */
  let open = 0
  const push = (oid: ObjectId, isBelow: boolean) => {
    const known = places.get(oid)
    if (known && (known.isBelow || !isBelow)) return
    const place = known ?? { oid, isBelow, isWaiting: false }
    if (known?.isWaiting) open -= 1
    places.set(oid, place)
    place.isBelow = isBelow
    if (!place.isWaiting) waiting.push(place, source.links(oid).seconds)
    place.isWaiting = true
    if (!isBelow) open += 1
  }
  for (const tip of tips) if (isCommit(repo, tip)) push(tip, false)
  for (const parent of parentsOf(commit)) push(parent, true)
  while (open > 0) {
    const place = waiting.pop()
    if (!place) return false
    place.isWaiting = false
    if (!place.isBelow) open -= 1
    for (const parent of parentsOf(place.oid)) {
      if (parent === commit && !place.isBelow) return true
      push(parent, place.isBelow)
    }
  }
  return false
}

function isCommit(repo: Repo, oid: ObjectId): boolean {
  return repo.objects.has(oid) && repo.objects.read(oid).type === 'commit'
}
