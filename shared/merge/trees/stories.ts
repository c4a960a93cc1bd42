import { type FolderRenames, findFolderRenames, followFolder, remainsOf } from './folder-renames.ts'
import { findRenames } from './renames.ts'
import { entryAt, type TakesWhole, type TreeChange, treeChanges } from './tree-changes.ts'
import { MODE, type PlacedEntry, type TreeEntry, type TreeReader } from './types.ts'

/** One file through the three versions, whatever its names; null where a version has no such file. */
export interface Story {
  readonly base: PlacedEntry | null
  readonly mine: PlacedEntry | null
  readonly theirs: PlacedEntry | null
  /** Where my tree has it; another path than that of `mine` where it follows a folder that the other side renamed. */
  readonly standsAt: string | null
}

export interface Stories {
  readonly stories: readonly Story[]
  readonly followed: readonly { readonly from: string; readonly to: string }[]
}

type Changes = ReadonlyMap<string, TreeChange>

/** How trees are looked at. `folders`: whether files that one side put into a folder go with it where the other renamed it. */
export interface Manner {
  readonly takesWhole: TakesWhole
  readonly folders: 'followed' | 'not-followed'
}

interface Side {
  readonly changes: Changes
  readonly renames: ReadonlyMap<string, string>
  readonly folders: FolderRenames
}

/**
 * Tells what became of every file that either side touched: renamed files are followed, and files that one side put into a folder
 * which the other renamed go with it.
 */
export function findStories(
  reader: TreeReader,
  trees: { readonly base: string | null; readonly mine: string; readonly theirs: string },
  { takesWhole, folders: manner }: Manner,
): Stories {
  const mine = treeChanges(reader, { before: trees.base, after: trees.mine, other: trees.theirs }, takesWhole)
  const theirs = treeChanges(reader, { before: trees.base, after: trees.theirs, other: trees.mine }, takesWhole)
  const sides = {
    mine: sideOf(reader, trees.mine, mine, theirs),
    theirs: sideOf(reader, trees.theirs, theirs, mine),
  }
  const folders =
    manner === 'not-followed' ? { mine: new Map(), theirs: new Map() } : withoutShared(sides.mine.folders, sides.theirs.folders)
  const followed: { from: string; to: string }[] = []
  const follow = (path: string, of: 'mine' | 'theirs'): string => {
    const [own, others, tree] =
      of === 'mine' ? [folders.mine, folders.theirs, trees.mine] : [folders.theirs, folders.mine, trees.theirs]
    const to = followFolder(path, others, own)
    // What this side itself has at the new place keeps it; the file stays where it was put.
    if (to === null || entryAt(reader, tree, to) !== null) return path
    followed.push({ from: path, to })
    return to
  }
  return { stories: tell(sides, follow), followed }
}

function sideOf(reader: TreeReader, tree: string, changes: Changes, others: Changes): Side {
  const stays = remainsOf(changes, (folder) => entryAt(reader, tree, folder)?.mode === MODE.folder)
  const receives = new Set<string>()
  for (const [path, { before, after }] of others) {
    const [folder] = foldersAbove(path).slice(-1)
    if (before === null && after !== null && folder !== undefined) receives.add(folder)
  }
  // As with Git: a folder's new place matters where the other side put a file right into it, or into one above that is gone too.
  const matters = (folder: string) => [...foldersAbove(folder), folder].some((above) => receives.has(above) && !stays(above))
  const asked = (path: string) => others.has(path) || foldersAbove(path).some(matters)
  const renames = findRenames(reader, changes, asked)
  return { changes, renames, folders: findFolderRenames(renames, (folder) => stays(folder) || !matters(folder)) }
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** A folder that both sides renamed tells neither where the other's files go. */
function withoutShared(mine: FolderRenames, theirs: FolderRenames): { mine: FolderRenames; theirs: FolderRenames } {
  const without = (own: FolderRenames, others: FolderRenames) => new Map([...own].filter(([folder]) => !others.has(folder)))
  return { mine: without(mine, theirs), theirs: without(theirs, mine) }
}

function tell(sides: { mine: Side; theirs: Side }, follow: (path: string, of: 'mine' | 'theirs') => string): Story[] {
  const stories: Story[] = []
  const touched = new Set([...sides.mine.changes.keys(), ...sides.theirs.changes.keys()])
  for (const path of touched) {
    const before = sides.mine.changes.get(path)?.before ?? sides.theirs.changes.get(path)?.before ?? null
    if (before === null) continue
    const [mine, theirs] = [after(sides.mine, path, before), after(sides.theirs, path, before)]
    stories.push({
      base: placed(path, before),
      mine: mine && followed(mine, path, (to) => follow(to, 'mine')),
      theirs: theirs && followed(theirs, path, (to) => follow(to, 'theirs')),
      standsAt: mine?.path ?? null,
    })
  }
  const added = { mine: addedBy(sides.mine, 'mine', follow), theirs: addedBy(sides.theirs, 'theirs', follow) }
  for (const path of new Set([...added.mine.keys(), ...added.theirs.keys()])) {
    const mine = added.mine.get(path) ?? null
    stories.push({
      base: null,
      mine: mine?.entry ?? null,
      theirs: added.theirs.get(path)?.entry ?? null,
      standsAt: mine?.standsAt ?? null,
    })
  }
  return stories
}

/** A file that this side renamed follows a folder of the other; one that kept its name is found there by itself. */
function followed(entry: PlacedEntry, from: string, follow: (to: string) => string): PlacedEntry {
  return entry.path === from ? entry : { ...entry, path: follow(entry.path) }
}

function after({ changes, renames }: Side, path: string, before: TreeEntry): PlacedEntry | null {
  const change = changes.get(path)
  if (change === undefined) return placed(path, before)
  const to = renames.get(path)
  const target = to === undefined ? null : (changes.get(to)?.after ?? null)
  if (to !== undefined && target !== null) return placed(to, target)
  return change.after === null ? null : placed(path, change.after)
}

function addedBy(
  { changes, renames }: Side,
  of: 'mine' | 'theirs',
  follow: (path: string, of: 'mine' | 'theirs') => string,
): Map<string, { entry: PlacedEntry; standsAt: string }> {
  const renamed = new Set(renames.values())
  const added = new Map<string, { entry: PlacedEntry; standsAt: string }>()
  for (const [path, { before, after: entry }] of changes) {
    if (before !== null || entry === null || renamed.has(path)) continue
    const to = follow(path, of)
    // Two files can't follow to one place: the second stays where it was put.
    const at = added.has(to) ? path : to
    added.set(at, { entry: placed(at, entry), standsAt: path })
  }
  return added
}

function placed(path: string, { oid, mode }: TreeEntry): PlacedEntry {
  return { path, oid, mode }
}
