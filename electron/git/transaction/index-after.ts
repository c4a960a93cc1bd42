import { editIndex, type NewIndexEntry } from '../index/index-edit.ts'
import { entryAt, findEntry, type GitIndex, type IndexEntry, pathRange } from '../index/index-file.ts'
import type { IndexLayout } from '../index/index-layout.ts'
import { indexStat, isRacy, statMatches, UNKNOWN_STAT } from '../index/index-stat.ts'
import { readIndex } from '../index/read-index.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { statStamp } from '../repository/stat-stamp.ts'
import type { Conversion } from '../working-folder/conversion.ts'
import { isLeftOut } from '../working-folder/sparse.ts'
import { lstatWorking, storedForm } from '../working-folder/working-file.ts'
import type { WrittenState } from '../working-folder/working-write.ts'
import type { Folder } from './carry-out.ts'
import type { Journal, JournalFile } from './journal.ts'
import type { LeftOutChange, PlannedEntry } from './transaction.ts'

/**
 * The bytes of the index in which the files' entries have become `after`, all others staying as they are. In `forgiving`
 * manner entries that somebody staged since the plan was made are left alone.
 */
export function indexAfter(
  folder: Pick<Folder, 'repo' | 'coming' | 'written'>,
  { files, leftOut }: Pick<Journal, 'files' | 'leftOut'>,
  manner: 'strict' | 'forgiving',
): Buffer {
  const { repo } = folder
  const index = readIndex(repo)
  const edits = new Map<string, NewIndexEntry | null>()
  for (const file of files) {
    if (manner === 'forgiving' && !isAsPlanned(index, file)) continue
    const after = stagedAfter(file)
    edits.set(file.path, after && entryFor(folder, index, { path: file.path, after }))
  }
  const wanted = leftOut.filter((change) => manner === 'strict' || isStillLeftOut(index, change))
  return editIndex(index, edits, {
    leftOut: new Map(wanted.map(({ path, after }) => [path, after])),
    smudged: racyChanged(repo, folder.coming, index),
  })
}

/** What the index comes to hold of the file. */
function stagedAfter({ index, after }: JournalFile): PlannedEntry | null {
  return index === undefined ? after : index
}

/** Whether the index holds of the path what was planned, and not what somebody staged since. */
function isStillLeftOut(index: GitIndex, { path, before, after }: LeftOutChange): boolean {
  const [from, to] = pathRange(index.layout, Buffer.from(path, 'latin1'))
  if (from === to) return true
  const { oid, mode, stage } = entryAt(index.layout, from)
  return stage === 0 && [before, after].some((entry) => entry?.oid === oid && entry.mode === mode)
}

function isAsPlanned(index: GitIndex, file: JournalFile): boolean {
  const [from, to] = pathRange(index.layout, file.path)
  const after = stagedAfter(file)
  if (from === to) return file.staged === 'none' || after === null
  const now = entryAt(index.layout, from)
  if (now.stage !== 0) return file.staged === 'conflict'
  const same = (entry: Entry | null) => entry !== null && entry.oid === now.oid && entry.mode === now.mode
  return (typeof file.staged === 'object' && same(file.staged)) || same(after)
}

function entryFor(
  folder: Pick<Folder, 'repo' | 'coming' | 'written'>,
  index: GitIndex,
  { path, after }: { path: string; after: PlannedEntry },
): NewIndexEntry {
  if (!isLeftOut(folder.repo, path, findEntry(index, path))) return freshEntry(folder, path, after)
  return { oid: after.oid, mode: after.mode, stat: UNKNOWN_STAT, skipWorktree: true }
}

/**
 * An entry with the state of the file on disk, but only if the file is exactly that; otherwise Git must see it as changed, or
 * an edit made this very moment would be taken for committed.
 */
function freshEntry(
  { repo, coming, written }: Pick<Folder, 'repo' | 'coming' | 'written'>,
  path: string,
  { oid, mode }: PlannedEntry,
): NewIndexEntry {
  const unknown = { oid, mode, stat: UNKNOWN_STAT }
  if (mode === MODE.gitlink || coming.filterOf(path) !== null) return unknown
  const stat = lstatWorking(repo, path)
  if (!stat) return unknown
  const wrote = written.get(path)
  const isWhatWeWrote = wrote?.file.after?.oid === oid && wrote.file.after.mode === mode && !wrote.file.after.exact
  if (isWhatWeWrote && wrote.state && isStill(wrote.state, stat)) return { oid, mode, stat: indexStat(stat) }
  const stored = storedForm(repo, coming, path, stat, { oid, mode })
  const after = lstatWorking(repo, path)
  const still = after !== null && statStamp(after) === statStamp(stat)
  return still && stored.oid === oid && stored.mode === mode ? { oid, mode, stat: indexStat(stat) } : unknown
}

/** Taking its name changed nothing of a file but when it was last handled. */
function isStill(wrote: WrittenState, now: WrittenState): boolean {
  return wrote.ino === now.ino && wrote.size === now.size && wrote.mtimeNs === now.mtimeNs
}

/** Entries whose file changed so soon after the old index was written that its times do not show it (racy-git). */
function racyChanged(repo: Repo, conversion: Conversion, index: GitIndex): Set<number> {
  const found = new Set<number>()
  const config = readConfig(repo)
  const trust = { ctime: config.bool('core.trustctime') ?? true, minimal: config.get('core.checkstat') === 'minimal' }
  for (let i = 0; i < index.layout.count; i++) {
    if (!mayBeRacy(index.layout, i, index.mtimeNs)) continue
    const entry = entryAt(index.layout, i)
    if (!isRacy(entry, index.mtimeNs) || !isPlainFile(entry)) continue
    // A name that is not UTF-8 leads to no file here; Git looks for itself.
    if (!hasPlainName(index.layout, i, entry.path)) {
      found.add(i)
      continue
    }
    const stat = lstatWorking(repo, entry.path)
    if (!stat || !statMatches(entry, stat, trust)) continue
    if (conversion.filterOf(entry.path) !== null) found.add(i)
    else if (storedForm(repo, conversion, entry.path, stat, entry).oid !== entry.oid) found.add(i)
  }
  return found
}

function mayBeRacy(layout: IndexLayout, i: number, indexMtimeNs: bigint): boolean {
  return layout.bytes.readUInt32BE((layout.starts[i] ?? 0) + 8) >= Number(indexMtimeNs / 1_000_000_000n)
}

function hasPlainName({ paths, pathStarts, pathEnds }: IndexLayout, i: number, path: string): boolean {
  return Buffer.from(path).equals(paths.subarray(pathStarts[i], pathEnds[i]))
}

function isPlainFile(entry: IndexEntry): boolean {
  return entry.stage === 0 && !entry.skipWorktree && !entry.assumeValid && entry.mode !== MODE.gitlink
}
