import { mergeProse, mergeWholeLines } from '../text/words.ts'
import { mergeLists } from './merge-lists.ts'
import { type Merged, type Outcome, type Slot, UNDECIDED } from './merged.ts'
import { type Entry, entryIndex, type MapNode, type Node, type ScalarNode } from './model.ts'
import { kept as keepMine, mergeRows, type Row, rowsByName, type Three } from './rows.ts'
import { type DocumentKind, isVolatile, type Path, textRule } from './rules.ts'

/** Merges three versions of a document; `undecided` if the versions do not even agree on what kind of value it is. */
export function mergeDocument(versions: Three<Node>, kind: DocumentKind): Outcome {
  return mergeNodes(versions, [])

  function mergeNodes({ base, mine, theirs }: Three<Node>, path: Path): Outcome {
    if (mine.full === theirs.full || base?.full === theirs.full) return { kind: 'mine', node: mine }
    if (base?.full === mine.full) return { kind: 'theirs', node: theirs }
    if (mine.props === theirs.props && (base === null || base.props === mine.props)) {
      if (mine.kind === 'map' && theirs.kind === 'map') {
        return mergeMaps({ base: base?.kind === 'map' ? base : null, mine, theirs }, path)
      }
      if (mine.kind === 'list' && theirs.kind === 'list') {
        return mergeLists({ base: base?.kind === 'list' ? base : null, mine, theirs }, kind, path, mergeRow)
      }
    }
    // From here on a value is one thing, and comments in it no longer count.
    if (mine.value === theirs.value || base?.value === theirs.value) return { kind: 'mine', node: mine }
    if (base?.value === mine.value) return { kind: 'theirs', node: theirs }
    if (isVolatile(kind, path)) return { kind: 'mine', node: mine }
    return (base && mergeStrings({ base, mine, theirs }, path)) ?? UNDECIDED
  }

  function mergeMaps({ base, mine, theirs }: Three<MapNode>, path: Path): Outcome {
    const rows = rowsByName({ base: base ? entryIndex(base) : new Map(), mine: entryIndex(mine), theirs: entryIndex(theirs) })
    return mergeRows(mine, rows, path, mergeRow, false)
  }

  function mergeRow(row: Row, parent: Path): Slot | null {
    const { base, mine, theirs } = row
    const path = [...parent, row.name]
    if (mine && theirs) return mergeEntries({ base, mine, theirs }, path)
    const present = mine ?? theirs
    if (!present) return null
    if (base && isSame(base.node, present.node, path)) return null
    const added = !base
    if (added && mine) return { kind: 'entry', mine, theirs: null, value: { kind: 'mine', node: mine.node }, lead: 'mine' }
    if (added) return { kind: 'added', theirs: present }
    if (isVolatile(kind, path)) return mine ? keepMine(mine) : null
    return { kind: 'conflict', base: list(base), mine: list(mine), theirs: list(theirs), bothFit: false, path }
  }

  /** Whether two nodes say the same, apart from what tools write anew at every export. */
  function isSame(a: Node, b: Node, path: Path): boolean {
    if (a.value === b.value) return true
    if (kind !== 'collection') return false
    if (isVolatile(kind, path)) return true
    if (a.kind === 'scalar' || a.kind !== b.kind || a.entries.length !== b.entries.length) return false
    const others = a.kind === 'map' && b.kind === 'map' ? entryIndex(b) : null
    return a.entries.every((entry, index) => {
      const other = others ? others.get(entry.key) : b.entries[index]
      return other !== undefined && isSame(entry.node, other.node, [...path, others ? entry.key : `${index}`])
    })
  }

  function mergeEntries({ base, mine, theirs }: Three<Entry>, path: Path): Slot {
    if (mine.full === theirs.full || base?.full === theirs.full) return keepMine(mine)
    const value = mergeNodes({ base: base?.node ?? null, mine: mine.node, theirs: theirs.node }, path)
    const untouched = base !== null && base.full === mine.full
    const lead = leadOf({ base, mine, theirs })
    if (value.kind === 'undecided') {
      return { kind: 'conflict', base: list(base), mine: [mine], theirs: [theirs], bothFit: false, path }
    }
    if (untouched) return { kind: 'entry', mine, theirs, value: { kind: 'theirs', node: theirs.node }, lead: 'theirs' }
    return { kind: 'entry', mine, theirs, value, lead }
  }
}

const list = (entry: Entry | null): Entry[] => (entry ? [entry] : [])

/**
 * Whose comments stand before an entry: theirs where only they changed them, and where I only took comments away while they wrote
 * new ones, for a comment too many is easier to mend than one that is gone.
 */
function leadOf({ base, mine, theirs }: Three<Entry>): 'mine' | 'theirs' {
  const old = base?.comments ?? []
  if (sameLines(old, theirs.comments)) return 'mine'
  if (sameLines(old, mine.comments)) return 'theirs'
  const wroteNew = (side: Entry) => side.comments.some((comment) => !old.includes(comment))
  const isKept = mine.comments.every((comment) => old.includes(comment) || theirs.comments.includes(comment))
  return isKept && wroteNew(theirs) ? 'theirs' : 'mine'
}

const sameLines = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n')

function mergeStrings({ base, mine, theirs }: { base: Node; mine: Node; theirs: Node }, path: Path): Merged | null {
  if (!isString(base) || !isString(mine) || !isString(theirs)) return null
  const texts = { base: base.meaning, mine: mine.meaning, theirs: theirs.meaning }
  const rule = textRule(path, Object.values(texts))
  if (rule === 'whole') return null
  const text = rule === 'words' ? mergeProse(texts) : mergeWholeLines(texts)
  return text === null ? null : { kind: 'text', mine, text }
}

const isString = (node: Node): node is ScalarNode => node.kind === 'scalar' && node.type === 'string'
