import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '#electron/failure.ts'
import { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from '../repository/repo.ts'
import { alreadyExists, isMissing, notOffered, systemFailure } from '../repository/system-failure.ts'
import { graftFolder, type PreparedLock, removeIfThere } from './lock.ts'

const Entry = z.object({ oid: ObjectId, mode: z.number().int(), exact: z.literal(true).optional() })
const Lock = z.object({ file: z.string(), identity: z.object({ dev: z.string(), ino: z.string() }) })
const RefMove = z.object({
  name: z.string(),
  from: ObjectId.nullable(),
  to: ObjectId.nullable(),
  reflog: z.array(z.object({ to: ObjectId, message: z.string() })),
})
const HeadMove = z.object({ toRef: z.string().nullable(), commit: ObjectId.nullable(), reflog: z.string() })
const BranchMove = z.object({ from: z.string(), to: z.string().nullable() })

/** Everything needed to finish a transaction whose process died. Version 1 knew no other refs and no other HEAD. */
const Journal = z.object({
  version: z.union([z.literal(1), z.literal(2)]),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  owner: z.object({ pid: z.number().int(), started: z.string().nullable(), bootedAt: z.number() }),
  name: z.enum(['commit', 'pull', 'discard', 'restore', 'switch', 'folders', 'rename', 'delete']),
  branchRef: z.string().nullable(),
  from: ObjectId.nullable(),
  to: ObjectId.nullable(),
  reflog: z.string(),
  writeFiles: z.enum(['working-folder-already-right', 'write']),
  index: z.enum(['follow', 'keep']),
  files: z.array(
    z.object({
      path: z.string(),
      before: Entry.nullable(),
      after: Entry.nullable(),
      /** What the index comes to hold where that is not `after`. */
      index: Entry.nullable().optional(),
      /** What the index held when the transaction was planned. */
      staged: z.union([Entry, z.literal('none'), z.literal('conflict')]),
    }),
  ),
  leftOut: z.array(z.object({ path: z.string(), before: Entry.nullable(), after: Entry.nullable() })).default([]),
  indexLock: Lock,
  refLock: Lock.nullable(),
  refs: z.array(RefMove.extend({ lock: Lock })).default([]),
  /** For `packed-refs`, where a ref is removed. */
  packedLock: Lock.nullable().default(null),
  head: HeadMove.extend({ lock: Lock }).nullable().default(null),
  /** Folders of a managed clone, before and afterwards. */
  folders: z
    .object({ from: z.array(z.string()), to: z.array(z.string()) })
    .nullable()
    .default(null),
  branch: BranchMove.nullable().default(null),
  next: z
    .object({ branchRef: z.string().nullable(), refs: z.array(RefMove), head: HeadMove.nullable(), branch: BranchMove })
    .nullable()
    .default(null),
})
export type Journal = z.infer<typeof Journal>
export type JournalRef = Journal['refs'][number]
export type JournalFile = Journal['files'][number]

/** Every lock that a transaction may hold. */
export function locksOf({ indexLock, refLock, refs, packedLock, head }: Journal): PreparedLock[] {
  return [indexLock, refLock, ...refs.map(({ lock }) => lock), packedLock, head?.lock ?? null].flatMap((lock) => lock ?? [])
}

function journalFile(repo: Repo): string {
  return join(graftFolder(repo.gitdir), 'journal.json')
}

/** The journal that lies in the Git folder; null where there is none, or one that cannot be read (it was never complete). */
export function readJournal(repo: Repo): Journal | null {
  let text: string
  try {
    text = readFileSync(journalFile(repo), 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw systemFailure(error, 'graft/journal.json')
  }
  try {
    return Journal.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Writes the journal of a new transaction. Only one can be there. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL. */
export function writeNewJournal(repo: Repo, journal: Journal): void {
  const file = journalFile(repo)
  const temporary = `${file}.${journal.id}`
  try {
    writeFlushed(temporary, journal)
    try {
      linkSync(temporary, file)
    } catch (error) {
      if (!notOffered(error)) throw error
      renameSync(temporary, file)
    }
  } catch (error) {
    if (alreadyExists(error)) throw new Failure('REPOSITORY_BUSY', { lock: '.git/graft/journal.json' }, { cause: error })
    throw systemFailure(error, 'graft/journal.json')
  } finally {
    removeIfThere(temporary)
  }
}

/** Takes over a journal whose process is gone. */
export function replaceJournal(repo: Repo, journal: Journal): void {
  const file = journalFile(repo)
  const temporary = `${file}.${journal.id}`
  try {
    writeFlushed(temporary, journal)
    renameSync(temporary, file)
  } catch (error) {
    throw systemFailure(error, 'graft/journal.json')
  }
}

/** Removes the journal, if it still is this one. */
export function removeJournal(repo: Repo, { id }: Pick<Journal, 'id'>): void {
  if (readJournal(repo)?.id === id) removeIfThere(journalFile(repo))
}

function writeFlushed(file: string, journal: Journal): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const handle = openSync(file, 'w')
  try {
    const bytes = Buffer.from(JSON.stringify(journal))
    let at = 0
    while (at < bytes.length) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const BOOT_SLACK_MS = 60_000

function bootedAt(): number {
  return Date.now() - uptime() * 1000
}

export function thisProcess(): Journal['owner'] {
  return { pid: process.pid, started: processStart(process.pid), bootedAt: bootedAt() }
}

/**
 * Whether the process that wrote a journal is still at work. A journal of this very process is not: operations of one
 * repository run one after another, so whoever wrote it has ended.
 */
export function ownerLives({ owner }: Journal): boolean {
  if (owner.pid === process.pid || Math.abs(owner.bootedAt - bootedAt()) > BOOT_SLACK_MS) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return owner.started === null || processStart(owner.pid) === owner.started
}

/** When a process began, in the kernel's own count; null where the system does not say (process ids are reused). */
export function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Fields after the program's name, which may hold anything, even parentheses (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
