import { clashesOf } from './clashes.ts'
import { dispute, sameName } from './disputes.ts'
import { type Settled, settle } from './settle.ts'
import { findStories, type Manner, type Story } from './stories.ts'
import { ENTERS_ALL, entryAt } from './tree-changes.ts'
import {
  type MergeBlobs,
  type PlacedEntry,
  sameEntry,
  type TreeConflict,
  type TreeEntry,
  type TreeMerge,
  type TreeReader,
} from './types.ts'

export interface TreesToMerge {
  /** Null for unrelated histories. */
  readonly base: string | null
  readonly mine: string
  readonly theirs: string
}

const ORDINARY: Manner = { takesWhole: ENTERS_ALL, folders: 'followed' }

/** A file that only has to stand somewhere. */
interface Standing {
  readonly story: Story
  readonly at: PlacedEntry
}

/**
 * Merges two trees file by file: by object id wherever only one side changed something, following renamed files and folders,
 * and by content (through `mergeBlobs`) where both changed one. Folders are read only where a side differs from the base, those
 * of `takesWhole` only where both do.
 */
export function mergeTrees(
  reader: TreeReader,
  trees: TreesToMerge,
  mergeBlobs: MergeBlobs,
  manner: Partial<Manner> = {},
): TreeMerge {
  const { stories, followed } = findStories(reader, trees, { ...ORDINARY, ...manner })
  const standing = new Map<string, Standing[]>()
  const disputed: { story: Story; settled: Extract<Settled, { kind: 'disputed' }> }[] = []
  const removed = new Set<string>()
  for (const story of stories) {
    const settled = settle(story, mergeBlobs)
    if (settled.kind === 'disputed') disputed.push({ story, settled })
    else if (settled.kind === 'stands') {
      standing.set(settled.at.path, [...(standing.get(settled.at.path) ?? []), { story, at: settled.at }])
    } else if (story.standsAt !== null) removed.add(story.standsAt)
  }
  const isFree = (path: string) =>
    !standing.has(path) && entryAt(reader, trees.mine, path) === null && entryAt(reader, trees.theirs, path) === null
  const conflicts: TreeConflict[] = disputed.map(({ story, settled }) =>
    dispute(story, settled, (path) => standing.has(path), isFree),
  )
  const put = new Map<string, TreeEntry>()
  const provisional = new Map<string, TreeEntry | null>()
  for (const [path, there] of standing) {
    const [first, second] = there
    if (first && second && !sameEntry(first.at, second.at)) {
      conflicts.push(sameName(path, [first, second], isFree))
      provisional.set(path, { oid: first.at.oid, mode: first.at.mode })
      continue
    }
    for (const { story } of there) if (story.standsAt !== null && story.standsAt !== path) removed.add(story.standsAt)
    if (first && !sameEntry(entryAt(reader, trees.mine, path), first.at)) {
      put.set(path, { oid: first.at.oid, mode: first.at.mode })
    }
  }
  for (const { story, settled } of disputed) {
    if (story.standsAt !== null && !standing.has(story.standsAt)) provisional.set(story.standsAt, null)
    const { provisional: kept } = settled
    if (kept) provisional.set(kept.path, { oid: kept.oid, mode: kept.mode })
  }
  const clashes = clashesOf(reader, trees.mine, { put, removed }, isFree)
  const changes = new Map<string, TreeEntry | null>()
  for (const path of removed) if (!standing.has(path)) changes.set(path, null)
  for (const [path, entry] of put) if (!clashes.withheld.has(path)) changes.set(path, entry)
  return { changes, conflicts: [...conflicts, ...clashes.conflicts].sort(byPath), provisional, followed }
}

function byPath(a: TreeConflict, b: TreeConflict): number {
  return a.path < b.path ? -1 : Number(a.path > b.path)
}
