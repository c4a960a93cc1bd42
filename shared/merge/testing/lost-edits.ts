import { parse as parseJson } from 'jsonc-parser'
import { parseAllDocuments } from 'yaml'

/** Counts how often each part of a document occurs: its way through the keys (positions in lists left out) and its value, word by word. */
export type Parts = ReadonlyMap<string, number>

/**
 * How items of lists are told apart in the ways: not at all, so that only numbers of parts are compared; or by the first key whose
 * values are different texts in all items, else by name, so that one item removed by both and another added do not look like one
 * removed.
 */
export type Addressing = 'counted' | 'labelled'

/** The parts of a JSON or YAML text. This is meant to know nothing of how the engine reads and merges. */
export function partsOf(text: string, path: string, addressing: Addressing = 'counted'): Parts {
  const values = valuesOf(text, path)
  const parts = new Map<string, number>()
  const add = (part: string) => parts.set(part, (parts.get(part) ?? 0) + 1)
  const walk = (value: unknown, way: string): void => {
    if (Array.isArray(value)) {
      const labels = addressing === 'labelled' ? labelsOf(value) : []
      value.forEach((item, index) => {
        walk(item, `${way}/[${labels[index] ?? ''}]`)
      })
      add(`${way} is a list`)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) walk(child, `${way}/${key}`)
      add(`${way} is a map`)
    } else for (const word of String(value).split(/\s+/)) add(`${way} = ${word}`)
  }
  for (const value of values) walk(value, '')
  return parts
}

/** The values of the documents of a JSON or YAML text. */
export function valuesOf(text: string, path: string): unknown[] {
  if (path.endsWith('json')) return [parseJson(text)]
  return parseAllDocuments(text, { logLevel: 'silent' }).map((document) => document.toJS({ maxAliasCount: 10_000 }))
}

function labelsOf(items: readonly unknown[]): string[] {
  const maps = items.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
  if (maps.length !== items.length) return []
  for (const key of Object.keys(maps[0] ?? {})) {
    const labels = maps.map((item) => item[key]).filter((label) => typeof label === 'string')
    if (new Set(labels).size === items.length) return labels
  }
  return maps.map(({ name }) => (typeof name === 'string' ? name : ''))
}

/** An edit of one side that is missing in a result. */
export interface LostEdit {
  readonly part: string
  readonly expected: string
  readonly found: number
}

/**
 * The edits that a result lacks, by counting: what one side added is there (once if both added it), what one side removed is
 * gone. Ways for which `isExcused` holds are not looked at (what is in a conflict, what tools rewrite at each export).
 */
export function lostEdits(
  versions: { readonly base: Parts; readonly mine: Parts; readonly theirs: Parts; readonly result: Parts },
  isExcused: (part: string) => boolean,
): LostEdit[] {
  const { base, mine, theirs, result } = versions
  const lost: LostEdit[] = []
  for (const part of new Set([...base.keys(), ...mine.keys(), ...theirs.keys(), ...result.keys()])) {
    const count = (of: Parts) => of.get(part) ?? 0
    const byMine = count(mine) - count(base)
    const byTheirs = count(theirs) - count(base)
    const together = count(base) + byMine + byTheirs
    // Both may have done the same, which then counts once.
    const alike = byMine > 0 === byTheirs > 0 && byMine !== 0 && byTheirs !== 0
    const once = count(base) + (byMine > 0 ? Math.max(byMine, byTheirs) : Math.min(byMine, byTheirs))
    const low = alike ? Math.min(together, once) : together
    const high = alike ? Math.max(together, once) : together
    const found = count(result)
    if ((found < low || found > high) && !isExcused(part)) lost.push({ part, expected: `${low}–${high}`, found })
  }
  return lost
}
