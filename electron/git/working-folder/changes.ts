import type { BigIntStats } from 'node:fs'
import type { Directories } from '#shared/domain/connection.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Change } from '#shared/domain/repository.ts'
import { entriesBelow, type IndexEntry } from '../index/index-file.ts'
import { isRacy, type StatTrust, statMatches, workingMode } from '../index/index-stat.ts'
import { readIndex } from '../index/read-index.ts'
import { type Entry, hashObject, MODE } from '../objects/model.ts'
import { flattenTree } from '../objects/trees.ts'
import { ownedFolders } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { statStamp } from '../repository/stat-stamp.ts'
import { type Conversion, openConversion } from './conversion.ts'
import { type IgnoreRules, openIgnoreRules } from './ignore.ts'
import { fileSettings, readWorkingBytes, storedForm } from './working-file.ts'
import { pace, walkWorkingFolder } from './working-folder.ts'

/** A change with both of its sides: what HEAD holds and what lies in the working folder. */
export interface OwnedChange extends Change {
  before: Entry | null
  after: BigIntStats | null
}

/**
 * What a commit of everything in the connection's folders would change: HEAD's tree held against the working folder. The
 * index is asked only for what it knows of files (their state when last read, flags, conflicts).
 */
export async function findChanges(
  repo: Repo,
  directories: Directories,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<OwnedChange[]> {
  const commit = headCommit(readHead(repo))
  const tree = commit === null ? null : repo.objects.readCommit(commit).tree
  const changes: OwnedChange[] = []
  const scan = openScan(repo)
  for (const folder of ownedFolders(directories)) changes.push(...(await scanFolder(scan, tree, folder, options.signal)))
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}

interface Scan {
  repo: Repo
  conversion: Conversion
  ignore: IgnoreRules
  trust: StatTrust
  settings: { fileMode: boolean; symlinks: boolean }
  ignoreCase: boolean
  indexMtimeNs: bigint
}

function openScan(repo: Repo): Scan {
  const config = readConfig(repo)
  return {
    repo,
    conversion: openConversion(repo),
    ignore: openIgnoreRules(repo),
    trust: {
      ctime: config.bool('core.trustctime') ?? true,
      minimal: config.get('core.checkstat')?.toLowerCase() === 'minimal',
    },
    settings: fileSettings(repo),
    ignoreCase: config.bool('core.ignorecase') ?? false,
    indexMtimeNs: readIndex(repo).mtimeNs,
  }
}

async function scanFolder(scan: Scan, tree: ObjectId | null, folder: string, signal?: AbortSignal): Promise<OwnedChange[]> {
  const { repo } = scan
  const head = flattenTree(repo.objects, tree, folder)
  // Where others put something else in the folder's place, that is theirs.
  head.delete(folder)
  const staged = new Map<string, IndexEntry>()
  const conflicts = new Set<string>()
  const trackedFolders = new Set<string>()
  for (const entry of entriesBelow(readIndex(repo), folder)) {
    if (entry.stage !== 0) conflicts.add(entry.path)
    else staged.set(entry.path, entry)
    addParents(trackedFolders, entry.path)
  }
  for (const path of head.keys()) addParents(trackedFolders, path)
  const steps = pace(signal)
  const working = await walkWorkingFolder(repo, folder, {
    enter: (path) => trackedFolders.has(path) || !scan.ignore.isIgnored(path, true),
    pace: steps,
  })
  const spelled = scan.ignoreCase ? adoptSpelling(working, head) : working
  const changes: OwnedChange[] = []
  for (const [path, stat] of spelled) {
    await steps.step()
    const before = head.get(path) ?? null
    if (conflicts.has(path)) changes.push({ path, kind: 'conflicted', before, after: stat })
    else {
      const kind = before
        ? compare(scan, { path, stat, before, staged: staged.get(path) })
        : isNew(scan, path, staged) && 'added'
      if (kind) changes.push({ path, kind, before, after: stat })
    }
  }
  for (const [path, before] of head) {
    if (spelled.has(path) || before.mode === MODE.gitlink) continue
    const entry = staged.get(path)
    if (entry && (entry.skipWorktree || entry.assumeValid)) continue
    changes.push({ path, kind: conflicts.has(path) ? 'conflicted' : 'deleted', before, after: null })
  }
  return changes
}

function addParents(folders: Set<string>, path: string): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash)
    if (folders.has(folder)) return
    folders.add(folder)
  }
}

/** On file systems that ignore case a file keeps the spelling Git knows it by. */
function adoptSpelling(working: Map<string, BigIntStats>, head: ReadonlyMap<string, Entry>): Map<string, BigIntStats> {
  const known = new Map([...head.keys()].map((path) => [path.toLowerCase(), path]))
  const spelled = new Map<string, BigIntStats>()
  for (const [path, stat] of working) {
    const tracked = head.has(path) ? path : known.get(path.toLowerCase())
    spelled.set(tracked === undefined || working.has(tracked) ? path : tracked, stat)
  }
  return spelled
}

function isNew(scan: Scan, path: string, staged: ReadonlyMap<string, IndexEntry>): boolean {
  return staged.has(path) || !scan.ignore.isIgnored(path, false)
}

interface Pair {
  path: string
  stat: BigIntStats
  before: Entry
  staged: IndexEntry | undefined
}

function compare(scan: Scan, { path, stat, before, staged }: Pair): Change['kind'] | null {
  if (before.mode === MODE.gitlink) return null
  if (staged && (staged.assumeValid || staged.skipWorktree)) return null
  const mode = workingMode(stat, before.mode, scan.settings)
  if ((mode === MODE.symlink) !== (before.mode === MODE.symlink)) return 'type-changed'
  if (contentId(scan, { path, stat, before, staged }) !== before.oid) return 'modified'
  return mode === before.mode ? null : 'mode-changed'
}

const HASHES_KEPT = 50_000
/** A file that changed this shortly before it was read may change again without its times showing it. */
const SETTLED_MS = 2000n

/** The blob id of a working file: from the index where the file is untouched since, else by reading it. */
function contentId(scan: Scan, { path, stat, before, staged }: Pair): ObjectId {
  const { repo } = scan
  if (staged && !staged.intentToAdd && statMatches(staged, stat, scan.trust) && !isRacy(staged, scan.indexMtimeNs)) {
    return staged.oid
  }
  const { hashes } = repo.memory
  const key = `${statStamp(stat)} ${before.oid} ${repo.memory.config?.key}`
  const known = hashes.get(path)
  if (known?.key === key) return known.oid
  // What a filter would store cannot be known here; an untouched pointer is at least recognised.
  const filtered = scan.conversion.filterOf(path) !== null
  const oid = filtered
    ? hashObject('blob', readWorkingBytes(repo, path, stat))
    : storedForm(repo, scan.conversion, path, stat, before).oid
  const settled = BigInt(Date.now()) - stat.mtimeNs / 1_000_000n > SETTLED_MS
  if (hashes.size >= HASHES_KEPT) hashes.clear()
  if (settled) hashes.set(path, { key, oid })
  return oid
}
