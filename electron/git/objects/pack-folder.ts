import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { StoredObject } from './object-store.ts'
import { PackFile } from './pack-file.ts'

/** The packs of one object folder. A pack that just answered is asked first the next time. */
export class PackFolder {
  readonly #folder: string
  #packs: PackFile[] | null = null
  #names: string[] = []
  #seen = ''

  /** `objects` is an object folder (`…/.git/objects`). */
  constructor(objects: string) {
    this.#folder = join(objects, 'pack')
  }

  read(oid: ObjectId): StoredObject | null {
    const packs = this.#list()
    for (const [at, pack] of packs.entries()) {
      const found = pack.read(oid)
      if (!found) continue
      this.#askFirst(packs, at)
      return found
    }
    return null
  }

  has(oid: ObjectId): boolean {
    return this.#holder(oid) !== null
  }

  /** Makes the pack that holds an object young; false where none does, or the pack is gone or not ours to touch. */
  freshen(oid: ObjectId): boolean {
    return this.#holder(oid)?.freshen() ?? false
  }

  /** Whether packs came or went since the folder was read. */
  isStale(): boolean {
    return this.#packs !== null && this.#seen !== this.#stamp()
  }

  /** Whether objects may be missing on purpose (gitprotocol-v2, `filter`). */
  isPartialClone(): boolean {
    this.#list()
    return this.#names.some((name) => name.endsWith('.promisor'))
  }

  close(): void {
    for (const pack of this.#packs ?? []) pack.close()
    this.#packs = null
  }

  #holder(oid: ObjectId): PackFile | null {
    const packs = this.#list()
    const at = packs.findIndex((pack) => pack.has(oid))
    const found = packs[at]
    if (!found) return null
    this.#askFirst(packs, at)
    return found
  }

  #askFirst(packs: PackFile[], at: number): void {
    if (at > 0) packs.unshift(...packs.splice(at, 1))
  }

  #list(): PackFile[] {
    if (this.#packs) return this.#packs
    this.#seen = this.#stamp()
    try {
      this.#names = readdirSync(this.#folder)
    } catch {
      this.#names = []
    }
    const names = new Set(this.#names)
    this.#packs = this.#names
      .filter((name) => name.endsWith('.pack') && names.has(`${name.slice(0, -5)}.idx`))
      .map((name) => new PackFile(join(this.#folder, name.slice(0, -5)), (oid) => this.read(oid)))
    return this.#packs
  }

  #stamp(): string {
    try {
      const stat = statSync(this.#folder, { bigint: true })
      return `${stat.ino}:${stat.mtimeNs}`
    } catch {
      return ''
    }
  }
}
