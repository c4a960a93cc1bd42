import type { StructureChange } from '#shared/domain/structure-diff.ts'
import type { Node } from '../merge/structured/model.ts'
import type { DocumentKind, Path } from '../merge/structured/rules.ts'
import { changedFields, type Versions } from './fields.ts'

/** One thing that a document has: an operation, a schema, a request. */
export interface Thing {
  readonly what: StructureChange['what']
  readonly path: Path
  readonly name: string
  readonly node: Node
  /** Keys of its own that are things themselves. */
  readonly leaveOut?: ReadonlySet<string>
}

/** A thing on both sides, or on one. */
export interface ThingPair {
  readonly before: Thing | undefined
  readonly after: Thing | undefined
  /** Whether it stands elsewhere among its neighbours; positions from 1. */
  readonly moved?: { readonly from: number; readonly to: number } | undefined
}

/** The change of one thing; null where it means the same on both sides. */
export function changeOf({ before, after, moved }: ThingPair, kind: DocumentKind): StructureChange | null {
  const thing = after ?? before
  if (!thing) return null
  const { leaveOut } = thing
  const versions: Versions = { before: before?.node, after: after?.node }
  const { fields, more } = changedFields(versions, { kind, path: thing.path, ...(leaveOut ? { leaveOut } : {}) })
  const formerly = before && after && before.name !== after.name ? before.name : null
  const told = { what: thing.what, name: thing.name, formerly, fields, moreFields: more }
  if (!before || !after) return { ...told, mark: before ? 'removed' : 'added' }
  if (moved) fields.push({ place: ['Position'], mark: 'moved', before: `${moved.from}`, after: `${moved.to}` })
  if (formerly !== null || (moved && fields.length === 1)) return { ...told, mark: 'moved' }
  return fields.length === 0 ? null : { ...told, mark: 'changed' }
}

/** Pairs things by name; those of `after` first in their order, then what is gone. `renamed` leads from old names to new ones. */
export function pairByName(
  before: readonly Thing[],
  after: readonly Thing[],
  renamed: ReadonlyMap<string, string> = new Map(),
): ThingPair[] {
  const key = (thing: Thing) => `${thing.what}\n${thing.name}`
  const old = new Map(before.map((thing) => [`${thing.what}\n${renamed.get(thing.name) ?? thing.name}`, thing]))
  const now = new Set(after.map(key))
  const gone = [...old].flatMap(([name, thing]) => (now.has(name) ? [] : [{ before: thing, after: undefined }]))
  return [...after.map((thing) => ({ before: old.get(key(thing)), after: thing })), ...gone]
}
