import type { ObjectId } from '#shared/domain/ids.ts'
import { MODE } from '../objects/model.ts'
import { NewestFirst, readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import { isPartialClone } from './partial-clone.ts'

/** What a server that has `known` (those of them that are here, too) lacks of `tip`. */
export interface MissingObjects {
  commits: ObjectId[]
  /** Commits included. */
  objects: ObjectId[]
}

/**
 * Walks from `tip`, newest first, to what `known` reaches, and gathers the objects each new commit adds to its parents. What is
 * the same in a commit and its parent is never looked at. In a partial clone an object that is not here came from the server
 * and is there still: it is left out. Where commit dates run backwards it may gather a little too much, never too little.
 */
export function findMissingObjects(repo: Repo, tip: ObjectId, known: Iterable<ObjectId>): MissingObjects {
  const commits = findNewCommits(repo, tip, known)
  const shallow = readShallow(repo)
  const isExpected = isPartialClone(repo) ? (oid: ObjectId) => repo.objects.has(oid) : () => true
  const objects = new Set<ObjectId>(commits)
  for (const oid of commits) {
    const { tree, parents } = repo.objects.readCommit(oid)
    const before = shallow.has(oid) ? [] : parents.map((parent) => repo.objects.readCommit(parent).tree)
    addNewEntries(repo, { tree, before, isExpected, into: objects })
  }
  return { commits, objects: [...objects] }
}

/** The commits of `tip` that none of `known` reaches (those of them that are here), down to where history is cut off. */
export function findNewCommits(repo: Repo, tip: ObjectId, known: Iterable<ObjectId>): ObjectId[] {
  const shallow = readShallow(repo)
  const old = new Set<ObjectId>()
  const queued = new Set<ObjectId>()
  const waiting = new NewestFirst()
  /** Those that wait and are not known to be old. */
  const open = new Set<ObjectId>()
  const push = (oid: ObjectId) => {
    if (old.has(oid)) open.delete(oid)
    if (queued.has(oid)) return
    queued.add(oid)
    if (!old.has(oid)) open.add(oid)
    waiting.push(oid, repo.objects.readCommit(oid).committer.seconds)
  }
  for (const oid of known) {
    if (!repo.objects.has(oid) || repo.objects.read(oid).type !== 'commit') continue
    old.add(oid)
    push(oid)
  }
  push(tip)
  const found: ObjectId[] = []
  while (open.size > 0) {
    const newest = waiting.pop()
    if (!newest) break
    const { oid } = newest
    open.delete(oid)
    const isOld = old.has(oid)
    if (!isOld) found.push(oid)
    if (shallow.has(oid)) continue
    for (const parent of repo.objects.readCommit(oid).parents) {
      if (isOld) old.add(parent)
      push(parent)
    }
  }
  return found.filter((oid) => !old.has(oid))
}

interface Comparison {
  tree: ObjectId
  before: readonly ObjectId[]
  /** Whether an object has to be here. */
  isExpected(oid: ObjectId): boolean
  into: Set<ObjectId>
}

function addNewEntries(repo: Repo, { tree, before, isExpected, into }: Comparison): void {
  if (into.has(tree) || before.includes(tree) || !isExpected(tree)) return
  into.add(tree)
  const earlier = before
    .filter(isExpected)
    .map((oid) => new Map(repo.objects.readTree(oid).map((entry) => [entry.name, entry])))
  for (const entry of repo.objects.readTree(tree)) {
    if (entry.mode === MODE.gitlink) continue
    const same = earlier.flatMap((entries) => entries.get(entry.name) ?? [])
    if (same.some((one) => one.oid === entry.oid)) continue
    if (entry.mode === MODE.tree) {
      const trees = same.filter((one) => one.mode === MODE.tree).map((one) => one.oid)
      addNewEntries(repo, { tree: entry.oid, before: trees, isExpected, into })
    } else if (isExpected(entry.oid)) into.add(entry.oid)
  }
}
