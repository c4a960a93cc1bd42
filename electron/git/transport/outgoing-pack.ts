import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { MODE, type ObjectType } from '../objects/model.ts'
import { readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'

const TYPE_BITS: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 }

/** What a server that has `known` (those of them that are here, too) lacks of `tip`. */
export interface MissingObjects {
  commits: ObjectId[]
  /** Commits included. */
  objects: ObjectId[]
}

/**
 * Walks from `tip`, newest first, to what `known` reaches, and gathers the objects each new commit adds to its parents. Where
 * commit dates run backwards it may gather a little too much, never too little.
 */
export function findMissingObjects(repo: Repo, tip: ObjectId, known: Iterable<ObjectId>): MissingObjects {
  const commits = newCommits(repo, tip, known)
  const shallow = readShallow(repo)
  const objects = new Set<ObjectId>(commits)
  for (const oid of commits) {
    const { tree, parents } = repo.objects.readCommit(oid)
    const trees = shallow.has(oid) ? [] : parents.map((parent) => repo.objects.readCommit(parent).tree)
    addNewEntries(repo, tree, trees, objects)
  }
  return { commits, objects: [...objects] }
}

function newCommits(repo: Repo, tip: ObjectId, known: Iterable<ObjectId>): ObjectId[] {
  const shallow = readShallow(repo)
  const old = new Set<ObjectId>()
  const queued = new Set<ObjectId>()
  const waiting: { oid: ObjectId; seconds: number }[] = []
  const push = (oid: ObjectId) => {
    if (queued.has(oid)) return
    queued.add(oid)
    waiting.push({ oid, seconds: repo.objects.readCommit(oid).committer.seconds })
  }
  for (const oid of known) {
    if (!repo.objects.has(oid) || repo.objects.read(oid).type !== 'commit') continue
    old.add(oid)
    push(oid)
  }
  push(tip)
  const found: ObjectId[] = []
  while (waiting.some(({ oid }) => !old.has(oid))) {
    waiting.sort((a, b) => a.seconds - b.seconds)
    const newest = waiting.pop()
    if (!newest) break
    const isOld = old.has(newest.oid)
    if (!isOld) found.push(newest.oid)
    if (shallow.has(newest.oid)) continue
    for (const parent of repo.objects.readCommit(newest.oid).parents) {
      if (isOld) old.add(parent)
      push(parent)
    }
  }
  return found.filter((oid) => !old.has(oid))
}

function addNewEntries(repo: Repo, tree: ObjectId, before: readonly ObjectId[], into: Set<ObjectId>): void {
  if (into.has(tree) || before.includes(tree)) return
  into.add(tree)
  const earlier = before.map((oid) => new Map(repo.objects.readTree(oid).map((entry) => [entry.name, entry])))
  for (const entry of repo.objects.readTree(tree)) {
    if (entry.mode === MODE.gitlink) continue
    const same = earlier.flatMap((entries) => entries.get(entry.name) ?? [])
    if (same.some((one) => one.oid === entry.oid)) continue
    if (entry.mode !== MODE.tree) into.add(entry.oid)
    else {
      const trees = same.filter((one) => one.mode === MODE.tree).map((one) => one.oid)
      addNewEntries(repo, entry.oid, trees, into)
    }
  }
}

/** The bytes of a pack of exactly these objects (gitformat-pack, "pack-*.pack files"), made while they are taken. */
export async function* writePack(
  repo: Repo,
  objects: readonly ObjectId[],
  onProgress: CallOptions['onProgress'],
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha1')
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  head.writeUInt32BE(objects.length, 8)
  hash.update(head)
  yield head
  let sent = head.length
  for (const oid of objects) {
    const { type, content } = repo.objects.read(oid)
    const part = Buffer.concat([objectHead(type, content.length), deflateSync(content)])
    hash.update(part)
    sent += part.length
    yield part
    onProgress?.({ stage: 'sending', done: sent, total: null, unit: 'bytes' })
  }
  yield hash.digest()
}

function objectHead(type: ObjectType, size: number): Buffer {
  const bytes: number[] = []
  let byte = (TYPE_BITS[type] << 4) | (size % 16)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest % 128
  }
  bytes.push(byte)
  return Buffer.from(bytes)
}
