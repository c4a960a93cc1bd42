import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from './repo.ts'

const LEFT = 1
const RIGHT = 2
const STALE = 4

/** Commits on one side only; `whole` unless history that is cut off here would have to be counted, too. */
export interface SidesCounted {
  ahead: number
  behind: number
  whole: boolean
}

/** Commits reachable from one tip and not from the other. Shallow clones end where their history ends. */
export function countAheadBehind(repo: Repo, local: ObjectId, upstream: ObjectId): { ahead: number; behind: number } {
  const { ahead, behind } = countSides(repo, local, upstream)
  return { ahead, behind }
}

/** As `countAheadBehind`, and whether these are all the commits there are. */
export function countSides(repo: Repo, local: ObjectId, upstream: ObjectId): SidesCounted {
  const counted: SidesCounted = { ahead: 0, behind: 0, whole: true }
  if (local === upstream) return counted
  const shallow = readShallow(repo)
  for (const [oid, mark] of paint(repo, local, upstream)) {
    const side = mark & (LEFT | RIGHT)
    if (side === (LEFT | RIGHT)) continue
    if (side === LEFT) counted.ahead += 1
    else counted.behind += 1
    if (shallow.has(oid)) counted.whole = false
  }
  return counted
}

const COUNTS_KEPT = 2000

/** `countSides`, walked once per pair of tips. */
export function countSidesOnce(repo: Repo, local: ObjectId, upstream: ObjectId): SidesCounted {
  const { counts } = repo.memory
  const key = `${local} ${upstream}`
  const known = counts.get(key)
  if (known) return known
  const counted = countSides(repo, local, upstream)
  if (counts.size >= COUNTS_KEPT) counts.clear()
  counts.set(key, counted)
  return counted
}

/** The best common ancestors of two commits (git-merge-base): none for unrelated histories, several after criss-cross merges. */
export function findMergeBases(repo: Repo, a: ObjectId, b: ObjectId): ObjectId[] {
  if (a === b) return [a]
  const both = [...paint(repo, a, b)].filter(([, mark]) => mark === (LEFT | RIGHT)).map(([oid]) => oid)
  // A shared commit below another shared one carries STALE, unless dates run backwards; those few are held against each other.
  if (both.length < 2) return both
  return both.filter((oid) => !both.some((other) => other !== oid && isAncestor(repo, oid, other)))
}

export function isAncestor(repo: Repo, ancestor: ObjectId, of: ObjectId): boolean {
  if (ancestor === of) return true
  const shallow = readShallow(repo)
  const seen = new Set([of])
  const queue = [of]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const parent of parentsOf(repo, shallow, next)) {
      if (parent === ancestor) return true
      if (!seen.has(parent)) {
        seen.add(parent)
        queue.push(parent)
      }
    }
  }
  return false
}

/** Commits whose parents are not here (gitrepository-layout, "shallow"). */
export function readShallow(repo: Repo): ReadonlySet<ObjectId> {
  try {
    return new Set(readFileSync(join(repo.commondir, 'shallow'), 'utf8').split('\n').filter(Boolean))
  } catch {
    return new Set()
  }
}

function parentsOf(repo: Repo, shallow: ReadonlySet<ObjectId>, oid: ObjectId): ObjectId[] {
  return shallow.has(oid) ? [] : repo.objects.readCommit(oid).parents
}

/**
 * Walks both histories, newest commit first, marking what each tip reaches. A commit whose marks grow is walked again, so
 * that dates which run backwards cost time and not correctness; the walk ends when only shared commits are left that are
 * older than every unshared one.
 */
function paint(repo: Repo, left: ObjectId, right: ObjectId): Map<ObjectId, number> {
  const shallow = readShallow(repo)
  const marks = new Map<ObjectId, number>()
  const queue = new NewestFirst()
  let oldestUnshared = Number.POSITIVE_INFINITY
  let unsharedWaiting = 0
  const waiting = new Map<ObjectId, boolean>()
  const push = (oid: ObjectId, mark: number) => {
    const before = marks.get(oid) ?? 0
    const after = before | mark
    if (after === before) return
    marks.set(oid, after)
    const shared = (after & (LEFT | RIGHT)) === (LEFT | RIGHT)
    const waits = waiting.get(oid)
    if (waits === undefined) {
      queue.push(oid, repo.objects.readCommit(oid).committer.seconds)
      waiting.set(oid, !shared)
      if (!shared) unsharedWaiting += 1
    } else if (waits && shared) {
      waiting.set(oid, false)
      unsharedWaiting -= 1
    }
  }
  push(left, LEFT)
  push(right, RIGHT)
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (waiting.get(next.oid)) unsharedWaiting -= 1
    waiting.delete(next.oid)
    const mark = marks.get(next.oid) ?? 0
    const shared = (mark & (LEFT | RIGHT)) === (LEFT | RIGHT)
    if (!shared) oldestUnshared = Math.min(oldestUnshared, next.seconds)
    for (const parent of parentsOf(repo, shallow, next.oid)) push(parent, shared ? mark | STALE : mark)
    if (unsharedWaiting === 0 && (queue.newest() ?? Number.NEGATIVE_INFINITY) < oldestUnshared) break
  }
  return marks
}

/** A binary heap by commit date. */
export class NewestFirst {
  readonly #items: { oid: ObjectId; seconds: number }[] = []

  newest(): number | undefined {
    return this.#items[0]?.seconds
  }

  push(oid: ObjectId, seconds: number): void {
    const items = this.#items
    items.push({ oid, seconds })
    let at = items.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((items[parent]?.seconds ?? 0) >= (items[at]?.seconds ?? 0)) break
      this.#swap(at, parent)
      at = parent
    }
  }

  pop(): { oid: ObjectId; seconds: number } | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (!first || !last || items.length === 0) return first
    items[0] = last
    let at = 0
    for (;;) {
      let largest = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if ((items[child]?.seconds ?? -1) > (items[largest]?.seconds ?? -1)) largest = child
      }
      if (largest === at) return first
      this.#swap(at, largest)
      at = largest
    }
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#items[a], this.#items[b]]
    if (x && y) {
      this.#items[a] = y
      this.#items[b] = x
    }
  }
}
