import type { ObjectId } from '#shared/domain/ids.ts'

/** The index's `TREE` extension: folders whose entries are known to make exactly one tree object (gitformat-index, "Cache tree"). */
export interface CacheTree {
  /** One path part, one character per byte (it need not be UTF-8); empty for the root. */
  name: string
  /** Index entries the folder covers; negative where nothing is known. */
  entries: number
  /** Null where nothing is known. */
  oid: ObjectId | null
  children: CacheTree[]
}

export function parseCacheTree(bytes: Buffer): CacheTree | null {
  let at = 0
  const node = (): CacheTree | null => {
    const end = bytes.indexOf(0, at)
    const line = bytes.indexOf(0x0a, end)
    if (end < 0 || line < 0) return null
    const name = bytes.toString('latin1', at, end)
    const [entries = -1, subtrees = 0] = bytes
      .toString('latin1', end + 1, line)
      .split(' ')
      .map(Number)
    at = line + 1
    let oid: ObjectId | null = null
    if (entries >= 0) {
      oid = bytes.toString('hex', at, at + 20)
      at += 20
    }
    const children: CacheTree[] = []
    for (let i = 0; i < subtrees; i++) {
      const child = node()
      if (!child) return null
      children.push(child)
    }
    return { name, entries, oid, children }
  }
  return bytes.length === 0 ? null : node()
}

/** Marks every folder above the given paths as unknown; what stood below a path that is now a file is dropped. */
export function invalidate(tree: CacheTree, paths: Iterable<Buffer>): void {
  for (const path of paths) {
    let at: CacheTree | undefined = tree
    const parts = path.toString('latin1').replace(/\/$/, '').split('/')
    for (const [i, part] of parts.entries()) {
      at.entries = -1
      at.oid = null
      const next: number = at.children.findIndex((child) => child.name === part)
      if (next >= 0 && i === parts.length - 1) at.children.splice(next, 1)
      at = at.children[next]
      if (!at) break
    }
  }
}

export function serializeCacheTree(tree: CacheTree): Buffer {
  const parts: Buffer[] = []
  const visit = (node: CacheTree): void => {
    parts.push(Buffer.from(`${node.name}\0${node.oid === null ? -1 : node.entries} ${node.children.length}\n`, 'latin1'))
    if (node.oid !== null) parts.push(Buffer.from(node.oid, 'hex'))
    node.children.forEach(visit)
  }
  visit(tree)
  return Buffer.concat(parts)
}

/** The child of this name, given as its very bytes. */
export function childOf(tree: CacheTree | null | undefined, name: Buffer): CacheTree | undefined {
  const wanted = name.toString('latin1')
  return tree?.children.find((child) => child.name === wanted)
}
