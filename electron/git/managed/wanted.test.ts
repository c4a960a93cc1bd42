import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObjectId } from '#shared/domain/ids.ts'
import { hashObject, MODE, parseTree, serializeTree, treeEntry } from '../objects/model.ts'
import { type Manner, nextBatch } from './wanted.ts'

const FOLDERS = ['postman/schemas', 'postman/collections', '.postman']

/** A server's objects, and what of them a clone has. */
class World {
  readonly #trees = new Map<ObjectId, Buffer>()
  readonly #files = new Set<ObjectId>()
  readonly here = new Set<ObjectId>()
  requests = 0

  /** Stores a tree of these files; their content is their path. Returns its id. */
  plant(paths: readonly string[], prefix = ''): ObjectId {
    const names = new Set(paths.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))
    const entries = [...names].map((name) => {
      const path = prefix + name
      const below = paths.filter((one) => one.startsWith(`${path}/`))
      if (below.length > 0) return treeEntry(name, { mode: MODE.tree, oid: this.plant(below, `${path}/`) })
      const oid = hashObject('blob', Buffer.from(path))
      this.#files.add(oid)
      return treeEntry(name, { mode: MODE.file, oid })
    })
    const bytes = serializeTree(entries)
    const oid = hashObject('tree', bytes)
    this.#trees.set(oid, bytes)
    return oid
  }

  readonly objects = {
    has: (oid: ObjectId) => this.here.has(oid),
    readTree: (oid: ObjectId) => {
      const bytes = this.#trees.get(oid)
      if (!bytes || !this.here.has(oid)) throw new Error(`Not here: ${oid}`)
      return parseTree(bytes)
    },
  }

  /** Answers as Git does: what is wanted by its id always comes, and below it what the filter lets. */
  fetchAll(tree: ObjectId, manner: Manner): void {
    for (let batch = nextBatch(this.objects, tree, FOLDERS, manner); batch; ) {
      this.requests += 1
      for (const oid of batch.wants) this.#send(oid, batch.filter?.kind ?? 'all')
      const next = nextBatch(this.objects, tree, FOLDERS, manner)
      if (next?.wants.join() === batch.wants.join()) throw new Error('No progress')
      batch = next
    }
  }

  #send(oid: ObjectId, filter: 'all' | 'blob-none' | 'tree-depth' | 'as-written'): void {
    this.here.add(oid)
    const bytes = this.#trees.get(oid)
    if (!bytes || filter === 'tree-depth') return
    for (const entry of parseTree(bytes)) {
      if (entry.mode === MODE.tree || filter === 'all') this.#send(entry.oid, filter)
    }
  }

  hasFile(path: string): boolean {
    return this.here.has(hashObject('blob', Buffer.from(path)))
  }
}

const part = fc.constantFrom('postman', 'schemas', 'collections', '.postman', 'src', 'a', '.gitattributes', 'b.yaml')
const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))
const paths = fc
  .uniqueArray(path, { minLength: 1, maxLength: 20 })
  .map((all) => all.filter((one) => !all.some((other) => other.startsWith(`${one}/`))))
const isOwned = (one: string) => FOLDERS.some((folder) => one.startsWith(`${folder}/`))

describe('nextBatch', () => {
  it.each<Manner>(['all-at-once', 'what-differs'])('asks for every file of the folders and for no other (%s)', (manner) => {
    fc.assert(
      fc.property(paths, (files) => {
        const world = new World()
        world.fetchAll(world.plant(files), manner)
        for (const file of files) {
          const isRule = file.endsWith('.gitattributes')
          if (isOwned(file)) expect(world.hasFile(file)).toBe(true)
          else if (!isRule) expect(world.hasFile(file)).toBe(false)
        }
      }),
    )
  })

  it('needs one request per level on the way, and one for all that is below', () => {
    const world = new World()
    const tree = world.plant(['README.md', 'src/a/b/c', 'postman/schemas/deep/er/x', 'postman/collections/y', '.postman/api'])
    world.fetchAll(tree, 'all-at-once')
    expect(world.requests).toBe(3)
  })

  it('asks for rules above the folders, and for the one tree of what lies beside the way', () => {
    const world = new World()
    const outside = world.plant(['src/a/x'])
    const tree = world.plant(['.gitattributes', 'src/a/x', 'postman/.gitignore', 'postman/schemas/x'])
    world.fetchAll(tree, 'all-at-once')
    expect(world.hasFile('.gitattributes')).toBe(true)
    expect(world.hasFile('postman/.gitignore')).toBe(true)
    expect(world.hasFile('src/a/x')).toBe(false)
    world.here.add(outside)
    const [src] = world.objects.readTree(outside)
    const [a] = world.objects.readTree(src?.oid ?? '')
    expect(world.here.has(a?.oid ?? '')).toBe(false)
  })

  it('asks again for nothing but what changed', () => {
    const world = new World()
    const common = ['postman/schemas/a/one', 'postman/schemas/b/two', 'src/x/y']
    world.fetchAll(world.plant(common), 'all-at-once')
    const next = world.plant([...common, 'postman/schemas/b/three'])
    const before = world.here.size
    world.fetchAll(next, 'what-differs')
    // The root, postman, schemas, b and the new file.
    expect(world.here.size - before).toBe(5)
  })
})
