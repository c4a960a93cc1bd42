import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'
import { type Entry, serializeCommit } from '../objects/model.ts'
import { editTree, entryAtPath } from '../objects/trees.ts'
import { committerOrGraft } from '../repository/author.ts'
import { listRefs, readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import type { PlannedEntry, RefMove } from '../transaction/transaction.ts'

const REFS = 'refs/graft/left/'

const KnownEntry = z.object({ oid: ObjectId, mode: z.number().int() })
/** What the commit that holds left edits says of itself; its tree holds the files, byte for byte. */
const Description = z.object({
  graft: z.literal(1),
  branch: z.string(),
  leftAt: z.iso.datetime(),
  /** `base` is what the branch held when the file was left there; `absent` says that the edit took the file away. */
  files: z.array(z.object({ path: z.string(), base: KnownEntry.nullable(), absent: z.boolean() })),
})

/** One file that was left: what the branch held of it then, and what the person made of it (null: taken away). */
export interface LeftFile {
  base: Entry | null
  edit: PlannedEntry | null
}

/** Edits that wait on a branch, by path. */
export interface HeldEdits {
  branch: string
  leftAt: string
  files: ReadonlyMap<string, LeftFile>
}

/**
 * The ref under which a branch's left edits are kept. Its last part is a digest of the branch's name, so that names of any length
 * and spelling have one of their own on every file system; the name itself is in the commit.
 */
export function leftEditsRef(branch: string): string {
  return REFS + createHash('sha256').update(branch).digest('hex')
}

/** The edits that were left on a branch; null where there are none. */
export function readLeftEdits(repo: Repo, branch: string): HeldEdits | null {
  const oid = readRef(repo, leftEditsRef(branch))
  return oid === null ? null : readHeldEdits(repo, oid)
}

/** All edits that were left anywhere in this clone, by branch. */
export function listLeftEdits(repo: Repo): Map<string, LeftEdits> {
  const found = listRefs(repo, REFS).flatMap(({ name, oid }) => {
    const held = readHeldEdits(repo, oid)
    return held !== null && leftEditsRef(held.branch) === name ? [held] : []
  })
  return new Map(found.map((held) => [held.branch, summarizeLeftEdits(held)]))
}

export function summarizeLeftEdits({ branch, leftAt, files }: HeldEdits): LeftEdits {
  return { branch, leftAt, paths: [...files.keys()].sort() }
}

/** The files as a restore point holds them. */
export function entriesOf({ files }: HeldEdits): Map<string, PlannedEntry | null> {
  return new Map([...files].map(([path, { edit }]) => [path, edit]))
}

/**
 * Stores left edits and says how their ref has to move; what it held before (`from`: as whoever asks knows it) is replaced, and
 * what somebody else put there since is not. No files: the ref goes.
 */
export function moveForLeftEdits(
  repo: Repo,
  held: HeldEdits,
  from: ObjectId | null = readRef(repo, leftEditsRef(held.branch)),
): RefMove {
  const name = leftEditsRef(held.branch)
  if (held.files.size === 0) return { name, from, to: null, reflog: [] }
  // What another version of Graft wrote there and this one cannot read stays within reach.
  const parents = from !== null && readHeldEdits(repo, from) === null ? [from] : []
  return { name, from, to: writeHeld(repo, held, parents), reflog: [] }
}

function writeHeld(repo: Repo, { branch, leftAt, files }: HeldEdits, parents: ObjectId[]): ObjectId {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const description: z.infer<typeof Description> = {
    graft: 1,
    branch,
    leftAt,
    files: sorted.map(([path, { base, edit }]) => ({
      path,
      base: base && { oid: base.oid, mode: base.mode },
      absent: edit === null,
    })),
  }
  const present = new Map<string, Entry>(sorted.flatMap(([path, { edit }]) => (edit ? [[path, edit] as const] : [])))
  const signature = committerOrGraft(repo)
  return repo.objects.write(
    'commit',
    serializeCommit({
      tree: editTree(repo.objects, null, present),
      parents,
      author: signature,
      committer: signature,
      message: `${JSON.stringify(description)}\n`,
    }),
  )
}

/** What a commit holds of left edits; null for one that is not ours, or not whole: it stays where it is. */
export function readHeldEdits(repo: Repo, oid: ObjectId): HeldEdits | null {
  const { tree, message } = repo.objects.readCommit(oid)
  const description = parse(message)
  if (description === null) return null
  const files = new Map<string, LeftFile>()
  for (const { path, base, absent } of description.files) {
    const entry = absent ? null : entryAtPath(repo.objects, tree, path)
    if (!absent && entry === null) return null
    files.set(path, { base, edit: entry && { ...entry, exact: true } })
  }
  return { branch: description.branch, leftAt: description.leftAt, files }
}

function parse(message: string): z.infer<typeof Description> | null {
  try {
    return Description.parse(JSON.parse(message))
  } catch {
    return null
  }
}
