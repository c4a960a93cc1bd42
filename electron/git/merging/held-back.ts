import type { ObjectId } from '#shared/domain/ids.ts'
import { hashObject, parseTree } from '../objects/model.ts'
import type { ObjectStore, StoredObject } from '../objects/object-store.ts'

/** A store whose new objects are kept in memory until it is certain that they are wanted. */
export interface HeldBack {
  readonly objects: ObjectStore
  /** Writes down what was made. */
  keep(): void
}

export function holdBack(store: ObjectStore): HeldBack {
  const made = new Map<ObjectId, StoredObject>()
  return {
    objects: {
      ...store,
      read: (oid) => made.get(oid) ?? store.read(oid),
      has: (oid) => made.has(oid) || store.has(oid),
      readBlob: (oid) => made.get(oid)?.content ?? store.readBlob(oid),
      readTree: (oid) => {
        const own = made.get(oid)
        return own ? parseTree(own.content) : store.readTree(oid)
      },
      write: (type, content) => {
        const oid = hashObject(type, content)
        made.set(oid, { type, content: Buffer.from(content) })
        return oid
      },
    },
    keep: () => {
      for (const { type, content } of made.values()) store.write(type, content)
    },
  }
}
