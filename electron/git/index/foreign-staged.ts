import type { ObjectId } from '#shared/domain/ids.ts'
import { MODE, normalMode, type TreeEntry } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'
import { type CacheTree, childOf } from './cache-tree.ts'
import { type GitIndex, lowerBound, oidAt } from './index-file.ts'

const SLASH = Buffer.from('/')
const AFTER_SLASH = 0x30

/**
 * How many paths outside the given folders differ between a tree and the index: what others staged. Folders for which the
 * index knows its tree object are compared by that one id; the rest is walked in the index's own order, without decoding
 * entries.
 */
export function countForeignStaged(
  store: ObjectStore,
  tree: ObjectId | null,
  index: GitIndex,
  owned: readonly string[],
): number {
  return new Comparison(store, index, owned).folder(Buffer.alloc(0), tree, index.cacheTree, [0, index.layout.count])
}

class Comparison {
  readonly #store: ObjectStore
  readonly #index: GitIndex
  readonly #owned: readonly string[]

  constructor(store: ObjectStore, index: GitIndex, owned: readonly string[]) {
    this.#store = store
    this.#index = index
    this.#owned = owned
  }

  /** Differences below one folder, whose index entries are `[from, to)`. `prefix` ends in a slash unless it is the root's. */
  folder(prefix: Buffer, tree: ObjectId | null, cached: CacheTree | null | undefined, [from, to]: [number, number]): number {
    if (tree !== null && cached?.oid === tree && cached.entries === to - from) return 0
    const whole = this.#wholeFolder(prefix, from, to)
    if (whole !== null) return whole === tree ? 0 : 1
    const entries = tree === null || tree === EMPTY_TREE ? [] : this.#store.readTree(tree)
    const owned = this.#ownedIn(prefix.toString())
    let count = 0
    let at = from
    for (const entry of entries) {
      const isFolder = entry.mode === MODE.tree
      const key = isFolder ? Buffer.concat([entry.bytes, SLASH]) : entry.bytes
      const before = this.#skipTo(key, prefix.length, at, to)
      if (before > at) count += this.#countAdded(at, before)
      at = before
      if (isFolder) {
        const path = Buffer.concat([prefix, key])
        const end = this.#endOf(path, at, to)
        if (!owned.has(entry.name)) count += this.folder(path, entry.oid, childOf(cached, entry.bytes), [at, end])
        at = end
      } else {
        const end = this.#stagesOf(key, prefix.length, at, to)
        if (!owned.has(entry.name) && !this.#isSame(entry, at, end)) count += 1
        at = end
      }
    }
    return count + this.#countAdded(at, to)
  }

  /** The tree of a folder that stands in the index as one entry; what differs below it is not looked into. */
  #wholeFolder(prefix: Buffer, from: number, to: number): ObjectId | null {
    const { layout } = this.#index
    if (!this.#index.sparse || to !== from + 1) return null
    const isWhole = (layout.pathEnds[from] ?? 0) - (layout.pathStarts[from] ?? 0) === prefix.length
    return isWhole ? oidAt(layout, from) : null
  }

  /** Names directly in a folder that are a connection's own. */
  #ownedIn(prefix: string): ReadonlySet<string> {
    return new Set(this.#owned.flatMap((folder) => (folder.startsWith(prefix) ? [folder.slice(prefix.length)] : [])))
  }

  #isOwned(path: string): boolean {
    return this.#owned.some((folder) => path === folder || path.startsWith(`${folder}/`))
  }

  /** First position from `at` whose path, after the folder's, is not before the key. Neighbours are the rule, so it looks there first. */
  #skipTo(key: Buffer, skip: number, at: number, to: number): number {
    const { paths, pathStarts, pathEnds } = this.#index.layout
    let next = at
    while (next < to && paths.compare(key, 0, key.length, (pathStarts[next] ?? 0) + skip, pathEnds[next]) < 0) next += 1
    return next
  }

  #stagesOf(key: Buffer, skip: number, at: number, to: number): number {
    const { paths, pathStarts, pathEnds } = this.#index.layout
    let next = at
    for (; next < to; next++) {
      const start = (pathStarts[next] ?? 0) + skip
      const end = pathEnds[next] ?? 0
      if (end - start !== key.length || paths.compare(key, 0, key.length, start, end) !== 0) break
    }
    return next
  }

  /** Where the entries end that begin with a folder's path and slash. */
  #endOf(key: Buffer, at: number, to: number): number {
    const beyond = Buffer.from(key)
    beyond[beyond.length - 1] = AFTER_SLASH
    return Math.max(at, Math.min(to, lowerBound(this.#index.layout, beyond)))
  }

  #isSame(entry: TreeEntry, at: number, end: number): boolean {
    if (end !== at + 1) return false
    const { bytes, starts } = this.#index.layout
    const start = starts[at] ?? 0
    if (bytes.readUInt32BE(start + 24) !== normalMode(entry.mode)) return false
    return bytes.toString('hex', start + 40, start + 60) === entry.oid
  }

  /** Entries that the tree does not have; a path in conflict counts once, a mere intention to add not at all. */
  #countAdded(from: number, to: number): number {
    const { layout } = this.#index
    let count = 0
    let last = ''
    for (let i = from; i < to; i++) {
      const path = layout.paths.toString('utf8', layout.pathStarts[i], layout.pathEnds[i])
      const start = layout.starts[i] ?? 0
      const extended = ((layout.bytes[start + 60] ?? 0) & 0x40) !== 0
      const intended = extended && ((layout.bytes[start + 62] ?? 0) & 0x20) !== 0
      if (path !== last && !intended && !this.#isOwned(path)) count += 1
      last = path
    }
    return count
  }
}
