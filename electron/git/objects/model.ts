import { createHash } from 'node:crypto'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Author } from '#shared/domain/repository.ts'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/** Git's file modes, as trees and the index hold them. */
export const MODE = { file: 0o100644, executable: 0o100755, symlink: 0o120000, tree: 0o040000, gitlink: 0o160000 } as const

/** Old trees hold modes such as 100664, which the index writes as 100644. */
export function normalMode(mode: number): number {
  if ((mode & 0o170000) !== 0o100000) return mode
  return (mode & 0o100) !== 0 ? MODE.executable : MODE.file
}

/** What stands at a path of a tree. */
export interface Entry {
  oid: ObjectId
  mode: number
}

export interface TreeEntry extends Entry {
  /** One path part. Bytes that are not UTF-8 are shown as U+FFFD; `bytes` has them. */
  name: string
  bytes: Buffer
}

export interface Signature extends Author {
  /** Seconds since 1970. */
  seconds: number
  /** As Git writes it: `+0100`. */
  zone: string
}

export interface CommitObject {
  tree: ObjectId
  parents: ObjectId[]
  author: Signature
  committer: Signature
  message: string
}

/** The object id of some content (Git book, "Git Internals - Git Objects"). */
export function hashObject(type: ObjectType, content: Uint8Array): ObjectId {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')
}

/** Reads a tree object's bytes. */
export function parseTree(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at)
    const end = bytes.indexOf(0, space)
    if (space < 0 || end < 0 || end + 21 > bytes.length) throw new Failure('REPOSITORY_DAMAGED', { detail: 'tree' })
    const name = bytes.subarray(space + 1, end)
    entries.push({
      mode: Number.parseInt(bytes.toString('latin1', at, space), 8),
      name: name.toString('utf8'),
      bytes: name,
      oid: bytes.toString('hex', end + 1, end + 21),
    })
    at = end + 21
  }
  return entries
}

/** The bytes of a tree object. The entries are put in Git's order: by bytes, folders as if their name ended in a slash. */
export function serializeTree(entries: readonly TreeEntry[]): Buffer {
  const slash = Buffer.from('/')
  const keyed = entries.map((entry) => ({
    entry,
    key: entry.mode === MODE.tree ? Buffer.concat([entry.bytes, slash]) : entry.bytes,
  }))
  keyed.sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(
    keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.toString(8)} `),
      entry.bytes,
      Buffer.from([0]),
      Buffer.from(entry.oid, 'hex'),
    ]),
  )
}

export function treeEntry(name: string, entry: Entry): TreeEntry {
  return { name, bytes: Buffer.from(name), oid: entry.oid, mode: entry.mode }
}

const SIGNATURE = /^(.*?) ?<(.*?)> (-?\d+) ([+-]\d{4})$/

function parseSignature(line: string | undefined): Signature {
  const match = SIGNATURE.exec(line ?? '')
  if (!match) return { name: '', email: '', seconds: 0, zone: '+0000' }
  return { name: match[1] ?? '', email: match[2] ?? '', seconds: Number(match[3]), zone: match[4] ?? '+0000' }
}

/** The text of a commit in the encoding it names (git-commit, "DISCUSSION"), UTF-8 where that is unknown. */
function commitText(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, Math.max(0, bytes.indexOf('\n\n')))
  const encoding = /^encoding (.+)$/m.exec(head)?.[1]
  if (encoding === undefined) return bytes.toString('utf8')
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

/** Reads a commit object's bytes. Headers that Graft does not use (signatures and the like) are passed over. */
export function parseCommit(bytes: Buffer): CommitObject {
  const text = commitText(bytes)
  const split = text.indexOf('\n\n')
  const head = split < 0 ? text : text.slice(0, split)
  let tree: string | undefined
  let author: string | undefined
  let committer: string | undefined
  const parents: ObjectId[] = []
  for (const line of head.split('\n')) {
    if (line.startsWith('tree ')) tree ??= line.slice(5)
    else if (line.startsWith('parent ')) parents.push(line.slice(7))
    else if (line.startsWith('author ')) author ??= line.slice(7)
    else if (line.startsWith('committer ')) committer ??= line.slice(10)
  }
  if (!tree) throw new Failure('REPOSITORY_DAMAGED', { detail: 'commit' })
  return {
    tree,
    parents,
    author: parseSignature(author),
    committer: parseSignature(committer),
    message: split < 0 ? '' : text.slice(split + 2),
  }
}

/** A name or address as Git writes it: without the characters that end a field, and without crud at the ends. */
function field(text: string): string {
  return [...text]
    .filter((c) => c !== '<' && c !== '>' && c !== '\n' && c !== '\0')
    .join('')
    .replace(/^[\s.,:;"'\\]+|[\s,:;"'\\]+$/g, '')
}

export function formatSignature(signature: Signature): string {
  return `${field(signature.name)} <${field(signature.email)}> ${signature.seconds} ${signature.zone}`
}

/** The bytes of a commit object. */
export function serializeCommit(commit: CommitObject): Buffer {
  return Buffer.from(
    [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${formatSignature(commit.author)}`,
      `committer ${formatSignature(commit.committer)}`,
      '',
      commit.message,
    ].join('\n'),
  )
}
