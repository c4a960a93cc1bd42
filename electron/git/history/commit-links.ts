import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { ObjectStore } from '../objects/object-store.ts'

/** What a walk needs of a commit, read without decoding its text. */
export interface CommitLinks {
  tree: ObjectId
  /** As the commit names them, whether or not history is cut off there. */
  parents: readonly ObjectId[]
  /** Committed at, since 1970. */
  seconds: number
}

export type ReadLinks = (oid: ObjectId) => CommitLinks

const KEPT = 100_000

/** Reads commits' links, and remembers them. Failures: as `ObjectStore.read`. */
export function openLinks(objects: ObjectStore): ReadLinks {
  const known = new Map<ObjectId, CommitLinks>()
  return (oid) => {
    const before = known.get(oid)
    if (before) return before
    const { type, content } = objects.read(oid)
    if (type !== 'commit') throw new Failure('REPOSITORY_DAMAGED', { detail: `${oid} is a ${type}, not a commit` })
    const links = parseLinks(content)
    if (known.size >= KEPT) known.clear()
    known.set(oid, links)
    return links
  }
}

const TREE_LINE = 'tree '.length + 41
const PARENT_LINE = 'parent '.length + 41
const PARENT = 'p'.charCodeAt(0)
const COMMITTER = Buffer.from('\ncommitter ')

function parseLinks(bytes: Buffer): CommitLinks {
  const tree = bytes.toString('latin1', 'tree '.length, TREE_LINE - 1)
  const parents: ObjectId[] = []
  let at = TREE_LINE
  for (; bytes[at] === PARENT; at += PARENT_LINE)
    parents.push(bytes.toString('latin1', at + 'parent '.length, at + PARENT_LINE - 1))
  const line = bytes.indexOf(COMMITTER, at - 1)
  const end = bytes.indexOf('\n', line + 1)
  const words = line < 0 ? '' : bytes.toString('latin1', line, end < 0 ? bytes.length : end)
  return { tree, parents, seconds: Number(/> (-?\d+) [+-]\d{4}$/.exec(words)?.[1] ?? 0) }
}
