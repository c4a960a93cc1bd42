import type { Entry } from '../objects/model.ts'
import { MODE } from '../objects/model.ts'
import { type Fingerprint, fingerprint, similarity, sizesDiffer } from './similarity.ts'

export interface NamedEntry {
  path: string
  entry: Entry
}

export interface Rename {
  from: NamedEntry
  to: NamedEntry
}

/** What Git calls similar without being told (git-diff, `-M`). */
const SIMILAR = 0.5
/** Every one is held against every other: more than so many would take too long. */
const MOST_COMPARED = 200

/** Files that are gone and came again elsewhere without a change, the same last part of the path first. */
export function exactRenames(gone: readonly NamedEntry[], come: readonly NamedEntry[]): Rename[] {
  const sources = new Map<string, NamedEntry[]>()
  for (const from of gone) sources.set(from.entry.oid, [...(sources.get(from.entry.oid) ?? []), from])
  return come.flatMap((to) => {
    const same = (sources.get(to.entry.oid) ?? []).filter(({ entry }) => sameKind(entry, to.entry))
    const from = same.find(({ path }) => lastPart(path) === lastPart(to.path)) ?? same[0]
    if (from === undefined) return []
    sources.set(
      to.entry.oid,
      (sources.get(to.entry.oid) ?? []).filter((one) => one !== from),
    )
    return [{ from, to }]
  })
}

/** The files that have to be read to find the others; none where there are too many, or nothing to pair. */
export function worthComparing(
  gone: readonly NamedEntry[],
  come: readonly NamedEntry[],
): { gone: NamedEntry[]; come: NamedEntry[] } {
  const sources = gone.filter(({ entry }) => isFile(entry))
  const targets = come.filter(({ entry }) => isFile(entry))
  const some = sources.length > 0 && targets.length > 0
  return some && sources.length <= MOST_COMPARED && targets.length <= MOST_COMPARED
    ? { gone: sources, come: targets }
    : { gone: [], come: [] }
}

/** Files that are gone and came again elsewhere, at least half the same; the most alike are paired first. */
export function similarRenames(
  gone: readonly NamedEntry[],
  come: readonly NamedEntry[],
  read: (entry: Entry) => Uint8Array,
): Rename[] {
  const print = ({ entry }: NamedEntry): Fingerprint => fingerprint(read(entry))
  const sources = gone.map((from) => ({ from, print: print(from) }))
  const candidates = come.flatMap((to) => {
    const target = print(to)
    return sources.flatMap(({ from, print: source }) => {
      if (sizesDiffer(source.size, target.size, SIMILAR)) return []
      const score = similarity(source, target)
      return score < SIMILAR ? [] : [{ from, to, score, sameName: lastPart(from.path) === lastPart(to.path) }]
    })
  })
  candidates.sort((a, b) => b.score - a.score || Number(b.sameName) - Number(a.sameName))
  const taken = new Set<NamedEntry>()
  return candidates.flatMap(({ from, to }) => {
    if (taken.has(from) || taken.has(to)) return []
    taken.add(from)
    taken.add(to)
    return [{ from, to }]
  })
}

function sameKind(a: Entry, b: Entry): boolean {
  return (isFile(a) && isFile(b)) || a.mode === b.mode
}

export function isFile({ mode }: Entry): boolean {
  return mode === MODE.file || mode === MODE.executable
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
