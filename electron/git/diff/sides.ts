import { createHash } from 'node:crypto'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, DiffInput, NeedsServer, Workspace } from '../contract.ts'
import { type Entry, hashObject, MODE } from '../objects/model.ts'
import { entryAtPath } from '../objects/trees.ts'
import { requireOwned } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import { readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import { statStamp } from '../repository/stat-stamp.ts'
import { readRestorePoint } from '../restore-points.ts'
import { lstatWorking, readWorkingBytes } from '../working-folder/working-file.ts'
import { bringMissing, type Found, type Missing } from './bring-missing.ts'

/** Larger files are neither read from the working folder nor compared. */
export const LARGEST = 10 * 1024 * 1024

/** One side of a file as it is stored; of a file that is too large only how large. */
export type Side =
  | { kind: 'absent' }
  | { kind: 'file'; bytes: Buffer; mode: number }
  | { kind: 'symlink'; target: string }
  | { kind: 'too-large'; size: number; stamp: string }

export interface Sides {
  before: Side
  after: Side
}

export interface SidesInput {
  workspace: Pick<Workspace, 'directories'>
  source: DiffSource
  path: string
  access: DiffInput['access']
}

/**
 * Reads the two sides of one file of a source. A small clone's missing objects are fetched where there is access to the server.
 * Failures: NOT_FOUND (`restore-point`), those of the transport. A path outside the connection's folders throws.
 */
export async function readSides(
  repo: Repo,
  input: SidesInput,
  options: CallOptions = {},
): Promise<{ kind: 'found'; value: Sides } | NeedsServer> {
  const { source, path } = input
  requireOwned(input.workspace.directories, [path])
  if (source.kind === 'restore-point') {
    // What a restore point holds was written here, so nobody has to be asked for it.
    const kept = readRestorePoint(repo, source.id).get(path) ?? null
    return found({ before: storedSide(repo, kept), after: workingSide(repo, path) })
  }
  const after = source.kind === 'working' ? workingSide(repo, path) : null
  return bringMissing(repo, input.access, options, () => {
    const places = source.kind === 'working' ? { before: atHead(repo, path) } : inCommit(repo, source, path)
    if ('missing' in places) return places.missing
    const lacking = Object.values(places).flatMap((entry) => (isFile(entry) && !repo.objects.has(entry.oid) ? [entry.oid] : []))
    if (lacking.length > 0) return { kind: 'objects', oids: [...new Set(lacking)] }
    return found({
      before: storedSide(repo, places.before),
      after: after ?? storedSide(repo, 'after' in places ? places.after : null),
    })
  })
}

/** Names two sides together: equal where the bytes, modes and links on both are. */
export function versionOf({ before, after }: Sides): string {
  return createHash('sha256')
    .update(`${signOf(before)}\n${signOf(after)}`)
    .digest('hex')
}

const found = (value: Sides): Found<Sides> => ({ kind: 'found', value })

function signOf(side: Side): string {
  switch (side.kind) {
    case 'absent':
      return 'absent'
    case 'file':
      return `file ${side.mode} ${hashObject('blob', side.bytes)}`
    case 'symlink':
      return `symlink ${JSON.stringify(side.target)}`
    case 'too-large':
      return `too-large ${side.stamp}`
  }
}

function atHead(repo: Repo, path: string): Entry | null {
  const commit = headCommit(readHead(repo))
  return commit === null ? null : entryAtPath(repo.objects, repo.objects.readCommit(commit).tree, path)
}

function inCommit(
  repo: Repo,
  source: { commit: ObjectId; from?: string | undefined },
  path: string,
): { before: Entry | null; after: Entry | null } | { missing: Missing } {
  const { tree, parents } = repo.objects.readCommit(source.commit)
  const [parent] = parents
  const after = entryAtPath(repo.objects, tree, path)
  if (parent === undefined) return { before: null, after }
  if (!repo.objects.has(parent) && readShallow(repo).has(source.commit)) {
    return { missing: { kind: 'parent', of: source.commit } }
  }
  const before = entryAtPath(repo.objects, repo.objects.readCommit(parent).tree, source.from ?? path)
  return { before, after }
}

function isFile(entry: Entry | null): entry is Entry {
  return entry !== null && entry.mode !== MODE.tree && entry.mode !== MODE.gitlink
}

function storedSide(repo: Repo, entry: Entry | null): Side {
  if (!isFile(entry)) return { kind: 'absent' }
  const bytes = repo.objects.readBlob(entry.oid)
  if (entry.mode === MODE.symlink) return { kind: 'symlink', target: bytes.toString() }
  if (bytes.length > LARGEST) return { kind: 'too-large', size: bytes.length, stamp: entry.oid }
  return { kind: 'file', bytes, mode: entry.mode }
}

function workingSide(repo: Repo, path: string): Side {
  const stat = lstatWorking(repo, path)
  if (!stat) return { kind: 'absent' }
  if (stat.size > BigInt(LARGEST)) return { kind: 'too-large', size: Number(stat.size), stamp: statStamp(stat) }
  const bytes = readWorkingBytes(repo, path, stat)
  if (stat.isSymbolicLink()) return { kind: 'symlink', target: bytes.toString() }
  return { kind: 'file', bytes, mode: (stat.mode & 0o100n) !== 0n ? MODE.executable : MODE.file }
}
