import type { ChangedField } from '#shared/domain/structure-diff.ts'
import { type Entry, entryIndex, type ListNode, type MapNode, type Node } from '../merge/structured/model.ts'
import { COLLECTION_WORDS } from '../merge/structured/place.ts'
import { type DocumentKind, isSet, isVolatile, type Path } from '../merge/structured/rules.ts'
import { movedPairs, pairItems } from './pairs.ts'
import { differingWords, itemInWords, membersInWords, valueInWords } from './words.ts'

/** How many fields of one change are told; the rest is counted. */
const MOST_FIELDS = 500

export interface Fields {
  readonly fields: ChangedField[]
  /** How many more there are. */
  more: number
}

/** Two versions of one thing; undefined where a side lacks it. */
export interface Versions {
  readonly before: Node | undefined
  readonly after: Node | undefined
}

/**
 * What differs between two versions of one thing, down to its single values, each with its place in words. Empty exactly where
 * they mean the same: order of keys, comments, layout and what tools write anew at every export apart. `leaveOut` names keys of
 * the thing itself that are told elsewhere.
 */
export function changedFields(
  versions: Versions,
  at: { readonly kind: DocumentKind; readonly path: Path; readonly leaveOut?: ReadonlySet<string> },
): Fields {
  const { kind, leaveOut } = at
  const found: Fields = { fields: [], more: 0 }
  compare(versions, at.path, [])
  return found

  function tell(mark: ChangedField['mark'], place: readonly string[], before: string | null, after: string | null): void {
    // The thing itself is its place where it has no parts.
    const [first = at.path.at(-1) ?? '', ...rest] = place
    if (found.fields.length < MOST_FIELDS) found.fields.push({ place: [first, ...rest], mark, before, after })
    else found.more += 1
  }

  function compare({ before, after }: Versions, path: Path, place: readonly string[]): void {
    if (before?.value === after?.value || isVolatile(kind, path)) return
    const told = found.fields.length + found.more
    if (before === undefined || after === undefined || before.kind !== after.kind || before.kind === 'scalar') {
      replaced({ before, after }, path, place)
    } else if (before.kind === 'map' && after.kind === 'map') compareMaps(before, after, path, place)
    else if (before.kind === 'list' && after.kind === 'list') compareLists(before, after, path, place)
    // Of containers, too, the tag and the anchor may be all that differs.
    const isSilent = found.fields.length + found.more === told
    if (isSilent && before && after && before.props !== after.props) tell('changed', place, before.props, after.props)
  }

  function replaced({ before, after }: Versions, path: Path, place: readonly string[]): void {
    if (before && after && isPlain(before) && isPlain(after)) {
      const words = differingWords(before, after)
      tell('changed', place, words.before, words.after)
      return
    }
    if (before) unfold(before, 'removed', path, place)
    if (after) unfold(after, 'added', path, place)
  }

  function unfold(node: Node, mark: 'added' | 'removed', path: Path, place: readonly string[]): void {
    if (isVolatile(kind, path)) return
    const text = lineList(node, path)
    if (text !== null || isPlain(node)) {
      const value = text ?? valueInWords(node)
      tell(mark, place, mark === 'removed' ? value : null, mark === 'added' ? value : null)
      return
    }
    if (node.kind === 'scalar') return
    node.entries.forEach((entry, index) => {
      if (node.kind === 'map') {
        if (isTold(entry.key, path)) unfold(entry.node, mark, [...path, entry.key], placeOf(place, path, entry.key))
      } else unfold(entry.node, mark, [...path, `${index}`], [...place, itemInWords(entry.node) ?? `${index + 1}`])
    })
  }

  function compareMaps(before: MapNode, after: MapNode, path: Path, place: readonly string[]): void {
    const old = entryIndex(before)
    const now = entryIndex(after)
    const hidden = urlParts(before, after, path)
    for (const key of new Set([...old.keys(), ...now.keys()])) {
      if (!isTold(key, path) || hidden.has(key)) continue
      compare({ before: old.get(key)?.node, after: now.get(key)?.node }, [...path, key], placeOf(place, path, key))
    }
  }

  function compareLists(before: ListNode, after: ListNode, path: Path, place: readonly string[]): void {
    const lines = { before: lineList(before, path), after: lineList(after, path) }
    if (lines.before !== null && lines.after !== null) {
      tell('changed', place, lines.before, lines.after)
      return
    }
    const ordered = !isSet(kind, path)
    const told = found.fields.length + found.more
    const pairs = pairItems(before, after, kind, path)
    const moved = movedPairs(pairs.filter((pair) => pair.before && pair.after))
    for (const pair of pairs) {
      const entry = pair.after ?? pair.before
      if (!entry) continue
      const name = itemWord(entry, pair.to >= 0 ? pair.to : pair.from, ordered)
      const inside = name === null ? place : [...place, name]
      compare({ before: pair.before?.node, after: pair.after?.node }, [...path, `${Math.max(pair.to, 0)}`], inside)
      if (ordered && moved.has(pair))
        tell('moved', [...place, itemWord(entry, pair.to, true) ?? ''], `${pair.from + 1}`, `${pair.to + 1}`)
    }
    // Nothing but the order of a set.
    if (!ordered && found.fields.length + found.more === told && before.props === after.props) {
      tell('moved', place, membersInWords(before), membersInWords(after))
    }
  }

  function isTold(key: string, path: Path): boolean {
    return path.length > at.path.length || !leaveOut?.has(key)
  }

  /** Keys that people do not know are left out of the place, unless nothing else would be there. */
  function placeOf(place: readonly string[], path: Path, key: string): readonly string[] {
    const word = kind === 'collection' ? (COLLECTION_WORDS.get(key) ?? key) : key
    if (word !== '') return [...place, word]
    return path.length === at.path.length && key !== 'request' && key !== 'event' ? [...place, key] : place
  }

  /** The lines of a script or body make one text. */
  function lineList(node: Node, path: Path): string | null {
    if (kind !== 'collection' || path.at(-1) !== 'exec' || node.kind !== 'list') return null
    return node.entries.map((entry) => (entry.node.kind === 'scalar' ? entry.node.meaning : '')).join('\n')
  }

  /** An address is told as a whole where both sides have it so; its parts would say the same once more. */
  function urlParts(before: MapNode, after: MapNode, path: Path): ReadonlySet<string> {
    if (kind !== 'collection' || path.at(-1) !== 'url') return new Set()
    const raw = (map: MapNode) => entryIndex(map).get('raw')?.node.value
    const isToldWhole = raw(before) !== undefined && raw(after) !== undefined && raw(before) !== raw(after)
    return new Set(isToldWhole ? ['protocol', 'host', 'port', 'path'] : [])
  }
}

const isPlain = (node: Node) => node.kind === 'scalar' || node.entries.length === 0

/** What an item is called within its list: plain members of a set by nothing but their value. */
function itemWord(entry: Entry, index: number, ordered: boolean): string | null {
  const name = itemInWords(entry.node)
  if (name !== null) return name
  return ordered || entry.node.kind !== 'scalar' ? `${index + 1}` : null
}
