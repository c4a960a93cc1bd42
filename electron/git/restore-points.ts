import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#electron/failure.ts'
import { ObjectId, RestorePointId } from '#shared/domain/ids.ts'
import { type RestorePoint, RestorePointReason } from '#shared/domain/repository.ts'
import { listLeftEdits } from './branches/left-edits-ref.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { type Entry, MODE, serializeCommit } from './objects/model.ts'
import { editTree, entryAtPath } from './objects/trees.ts'
import { committerOrGraft } from './repository/author.ts'
import { headCommit, readHead } from './repository/head.ts'
import { listRefs, readRef, updateRef } from './repository/refs.ts'
import type { Repo } from './repository/repo.ts'
import type { PlannedEntry, RefMove } from './transaction/transaction.ts'
import { findChanges } from './working-folder/changes.ts'
import { lstatWorking, readWorkingBytes } from './working-folder/working-file.ts'
import { pace } from './working-folder/working-folder.ts'

const REFS = 'refs/graft/restore/'
const KEPT = 200
const KEPT_MS = 90 * 24 * 60 * 60 * 1000
/** The last moment whose year has four digits. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** What a restore point's commit says of itself; its tree holds the files, byte for byte. */
const Description = z.object({
  graft: z.literal(1),
  reason: RestorePointReason,
  createdAt: z.iso.datetime(),
  branch: z.string().nullable(),
  base: ObjectId.nullable(),
  files: z.array(z.string()),
  /** Paths that were not there: restoring takes them away again. */
  absent: z.array(z.string()),
  /** Is a parent of the restore point's commit, too, so that gc leaves it alone. Older restore points have none. */
  commit: ObjectId.nullable().default(null),
  /** The commit that held edits left on that branch; a parent as well. */
  leftEdits: ObjectId.nullable().default(null),
})
type Description = z.infer<typeof Description>

/** A restore point together with what it holds of each path. */
export interface KeptFiles {
  point: RestorePoint
  entries: Map<string, PlannedEntry | null>
}

/** All that a restore point holds. */
export interface OpenedRestorePoint extends KeptFiles {
  /** What held the edits that were left on the branch of its commit, where its files are those. */
  leftEdits: ObjectId | null
}

/** Keeps every uncommitted change of the connection's folders; null where there is none. */
export async function makeRestorePoint(
  repo: Repo,
  input: { workspace: Pick<Workspace, 'directories'>; reason: RestorePointReason },
  options: CallOptions = {},
): Promise<RestorePoint | null> {
  const changes = await findChanges(repo, input.workspace.directories, { signal: options.signal })
  if (changes.length === 0) return null
  const kept = await keepFiles(repo, { reason: input.reason, paths: changes.map(({ path }) => path) }, options)
  return kept.point
}

/** Keeps these paths of the working folder as they are now, in objects that `git gc` leaves alone. */
export async function keepFiles(
  repo: Repo,
  input: { reason: RestorePointReason; paths: readonly string[] },
  options: CallOptions = {},
): Promise<KeptFiles> {
  const entries = await storeFiles(repo, input.paths, options)
  const head = readHead(repo)
  const branch = head.kind === 'detached' ? null : head.branch
  return { point: await writePoint(repo, { reason: input.reason, branch, commit: null, entries }), entries }
}

/**
 * Keeps a commit that a branch, or a detached HEAD, is about to let go, and with it files as they are: `paths` of the working
 * folder, `entries` by their very bytes (both may be left out). `branch` is the short name of the branch that held it, null for
 * none. Restoring all of it makes a branch at the commit. Where `entries` are edits that were left on the branch, `leftEdits` is the
 * commit that held them: they come back as such.
 */
export async function keepCommit(
  repo: Repo,
  input: {
    reason: RestorePointReason
    branch: string | null
    commit: ObjectId
    paths?: readonly string[]
    entries?: ReadonlyMap<string, PlannedEntry | null>
    leftEdits?: ObjectId | null
  },
  options: CallOptions = {},
): Promise<RestorePoint> {
  const { reason, branch, commit, leftEdits = null } = input
  const entries = new Map([...(input.entries ?? []), ...(await storeFiles(repo, input.paths ?? [], options))])
  return writePoint(repo, { reason, branch, commit, leftEdits, entries })
}

/** Keeps files by their very bytes (null: not there), as `branch` had them. */
export function keepEntries(
  repo: Repo,
  input: { reason: RestorePointReason; branch: string | null; entries: ReadonlyMap<string, PlannedEntry | null> },
): Promise<RestorePoint> {
  return writePoint(repo, { ...input, commit: null })
}

/** Stores these paths of the working folder as they are now, byte for byte; null for one that is not there. */
export async function storeFiles(
  repo: Repo,
  paths: readonly string[],
  options: CallOptions = {},
): Promise<Map<string, PlannedEntry | null>> {
  const entries = new Map<string, PlannedEntry | null>()
  const steps = pace(options.signal)
  for (const path of paths) {
    await steps.step()
    const stat = lstatWorking(repo, path)
    if (!stat) {
      entries.set(path, null)
      continue
    }
    const oid = repo.objects.write('blob', readWorkingBytes(repo, path, stat))
    const mode = stat.isSymbolicLink() ? MODE.symlink : (stat.mode & 0o100n) !== 0n ? MODE.executable : MODE.file
    entries.set(path, { oid, mode, exact: true })
  }
  return entries
}

interface PointContent {
  reason: RestorePointReason
  branch: string | null
  commit: ObjectId | null
  leftEdits?: ObjectId | null
  entries: ReadonlyMap<string, PlannedEntry | null>
}

async function writePoint(repo: Repo, content: PointContent): Promise<RestorePoint> {
  const { move, point } = preparePoint(repo, content)
  await updateRef(repo, { ...move, reflog: null })
  await expire(repo)
  return point
}

/** A restore point whose objects are stored and whose ref is still to be made, by a transaction that does other things besides. */
export function preparePoint(repo: Repo, content: PointContent): { move: RefMove; point: RestorePoint } {
  const { reason, branch, commit: kept, leftEdits = null, entries } = content
  const now = repo.now()
  const description: Description = {
    graft: 1,
    reason,
    createdAt: now.toISOString(),
    branch,
    base: headCommit(readHead(repo)),
    files: [...entries].flatMap(([path, entry]) => (entry ? [path] : [])).sort(),
    absent: [...entries].flatMap(([path, entry]) => (entry ? [] : [path])).sort(),
    commit: kept,
    leftEdits,
  }
  const signature = committerOrGraft(repo)
  const present = new Map<string, Entry>([...entries].flatMap(([path, entry]) => (entry ? [[path, entry] as const] : [])))
  const commit = repo.objects.write(
    'commit',
    serializeCommit({
      tree: editTree(repo.objects, null, present),
      parents: [kept, leftEdits].filter((oid) => oid !== null),
      author: signature,
      committer: signature,
      message: `${JSON.stringify(description)}\n`,
    }),
  )
  const id = newId(repo, now)
  return { move: { name: `${REFS}${id}`, from: null, to: commit, reflog: [] }, point: asRestorePoint(id, description) }
}

/** All restore points of the clone, newest first. */
export async function listRestorePoints(repo: Repo): Promise<RestorePoint[]> {
  return allPoints(repo).flatMap(({ id, description }) => (description ? [asRestorePoint(id, description)] : []))
}

/** What a restore point holds of each of its paths (null: it was not there). Failure: NOT_FOUND (`restore-point`). */
export function readRestorePoint(repo: Repo, id: RestorePointId): Map<string, PlannedEntry | null> {
  return openRestorePoint(repo, id).entries
}

/** A restore point and all it holds. Failure: NOT_FOUND (`restore-point`). */
export function openRestorePoint(repo: Repo, id: RestorePointId): OpenedRestorePoint {
  const oid = readRef(repo, `${REFS}${id}`)
  const description = oid === null ? null : readDescription(repo, oid)
  if (oid === null || description === null) throw new Failure('NOT_FOUND', { what: 'restore-point' })
  const { tree } = repo.objects.readCommit(oid)
  const entries = new Map<string, PlannedEntry | null>()
  for (const path of description.absent) entries.set(path, null)
  for (const path of description.files) {
    const entry = entryAtPath(repo.objects, tree, path)
    if (!entry) throw new Failure('REPOSITORY_DAMAGED', { detail: `restore point ${id}` })
    entries.set(path, { ...entry, exact: true })
  }
  return { point: asRestorePoint(id, description), entries, leftEdits: description.leftEdits }
}

function asRestorePoint(id: RestorePointId, description: Description): RestorePoint {
  const { reason, createdAt, branch, files, absent, commit } = description
  return { id, reason, createdAt, branch, paths: [...files, ...absent].sort(), commit }
}

/**
 * Ids sort as the points were made, also where the clock went back: a point that seemed the oldest would make room for itself the
 * moment it was made.
 */
function newId(repo: Repo, now: Date): RestorePointId {
  const newest = Math.max(0, ...listRefs(repo, REFS).map(({ name }) => timeOf(name.slice(REFS.length)) ?? 0))
  const time = newest < now.getTime() ? now : new Date(Math.min(newest + 1, LAST_MS))
  return RestorePointId.parse(`${time.toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`)
}

/** The moment that an id begins with, in milliseconds; null where it is none. */
function timeOf(id: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(id)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = parts
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
}

function allPoints(repo: Repo): { id: RestorePointId; oid: ObjectId; description: Description | null }[] {
  return listRefs(repo, REFS)
    .flatMap(({ name, oid }) => {
      const id = RestorePointId.safeParse(name.slice(REFS.length))
      return id.success ? [{ id: id.data, oid, description: readDescription(repo, oid) }] : []
    })
    .reverse()
}

function readDescription(repo: Repo, oid: ObjectId): Description | null {
  try {
    return Description.parse(JSON.parse(repo.objects.readCommit(oid).message))
  } catch {
    return null
  }
}

/**
 * Restore points end by age and by count. One that cannot be read is not ours to remove. Those of edits that were left on a branch
 * which another Git client deleted or renamed stay: they show these edits where no branch does.
 */
async function expire(repo: Repo): Promise<void> {
  const now = repo.now().getTime()
  const branchless = [...listLeftEdits(repo).keys()].filter((branch) => readRef(repo, `refs/heads/${branch}`) === null)
  for (const [i, { id, oid, description }] of allPoints(repo).entries()) {
    if (!description) continue
    if (description.reason === 'switch' && description.branch !== null && branchless.includes(description.branch)) continue
    const old = now - Date.parse(description.createdAt) > KEPT_MS
    if (old || i >= KEPT) await updateRef(repo, { name: `${REFS}${id}`, from: oid, to: null, reflog: null })
  }
}
