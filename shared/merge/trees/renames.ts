import { likeness, type Stretches, stretchesOf } from './likeness.ts'
import type { TreeChange } from './tree-changes.ts'
import { kindOf, MODE, sameEntry, type TreeEntry, type TreeReader } from './types.ts'

/** Least likeness of a renamed file (git-diff, `--find-renames`). */
const LEAST_LIKENESS = 0.5
/** A pair of the only files of their name needs this much and no comparison with the others, as in Git's "ort" strategy. */
const LIKENESS_OF_NAMESAKES = 0.75
/** Removed and added files are held against each other one by one up to so many pairs (git-config, `merge.renameLimit`: 7000 each). */
const MOST_PAIRS = 7000 * 7000

/** Git's id of a content without bytes. */
const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/**
 * Finds which files one side renamed, from old path to new: first by equal content, then the like ones among those that are
 * `asked` for (a rename of what the other side did not touch changes nothing in a merge). Empty files are never taken for renamed.
 */
export function findRenames(
  reader: TreeReader,
  changes: ReadonlyMap<string, TreeChange>,
  asked: (path: string) => boolean,
): Map<string, string> {
  const gone = new Map<string, TreeEntry>()
  const added = new Map<string, TreeEntry>()
  for (const [path, { before, after }] of changes) {
    if (before !== null && after === null && before.mode !== MODE.folder) gone.set(path, before)
    if (before === null && after !== null && after.mode !== MODE.folder) added.set(path, after)
  }
  const renames = new Map<string, string>()
  const take = (from: string, to: string) => {
    renames.set(from, to)
    gone.delete(from)
    added.delete(to)
  }
  const contents = new Contents(reader)
  takeEqual(gone, added, take)
  for (const path of [...gone.keys()]) if (!asked(path)) gone.delete(path)
  for (const files of [gone, added]) {
    for (const [path, entry] of [...files]) if (kindOf(entry) !== 'file') files.delete(path)
  }
  takeNamesakes(gone, added, contents, take)
  if (gone.size * added.size <= MOST_PAIRS) takeLike(gone, added, contents, take)
  return renames
}

type Take = (from: string, to: string) => void
type Files = ReadonlyMap<string, TreeEntry>

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

function takeEqual(gone: Files, added: Files, take: Take): void {
  const byContent = new Map<string, string[]>()
  for (const [path, { oid }] of gone) byContent.set(oid, [...(byContent.get(oid) ?? []), path])
  for (const [to, entry] of [...added].sort(byPath)) {
    const same = (byContent.get(entry.oid) ?? []).filter((from) => {
      const source = gone.get(from)
      // Of links and submodules even the mode has to be the same.
      return source && (kindOf(entry) === 'file' ? kindOf(source) === 'file' : sameEntry(source, entry))
    })
    const from = same.find((path) => nameOf(path) === nameOf(to)) ?? same[0]
    if (from !== undefined && entry.oid !== EMPTY_BLOB) take(from, to)
  }
}

function takeNamesakes(gone: Files, added: Files, contents: Contents, take: Take): void {
  const [sources, targets] = [onlyOfTheirName(gone), onlyOfTheirName(added)]
  for (const [name, from] of sources) {
    const to = targets.get(name)
    if (to === undefined) continue
    const [before, after] = [gone.get(from), added.get(to)]
    if (before && after && contents.likeness(before.oid, after.oid) >= LIKENESS_OF_NAMESAKES) take(from, to)
  }
}

function onlyOfTheirName(files: Files): Map<string, string> {
  const paths = new Map<string, string>()
  const several = new Set<string>()
  for (const path of files.keys()) {
    const name = nameOf(path)
    if (paths.has(name)) several.add(name)
    paths.set(name, path)
  }
  for (const name of several) paths.delete(name)
  return paths
}

function takeLike(gone: Files, added: Files, contents: Contents, take: Take): void {
  const pairs = [...added].sort(byPath).flatMap(([to, after]) =>
    [...gone].sort(byPath).flatMap(([from, before]) => {
      const score = contents.likeness(before.oid, after.oid)
      return score < LEAST_LIKENESS ? [] : { from, to, score, namesakes: nameOf(from) === nameOf(to) }
    }),
  )
  pairs.sort((a, b) => b.score - a.score || Number(b.namesakes) - Number(a.namesakes))
  for (const { from, to } of pairs) if (gone.has(from) && added.has(to)) take(from, to)
}

function byPath([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

/** Contents that were cut up once. */
class Contents {
  readonly #reader: TreeReader
  readonly #cut = new Map<string, { size: number; stretches: Stretches }>()

  constructor(reader: TreeReader) {
    this.#reader = reader
  }

  likeness(before: string, after: string): number {
    if (before === after) return 1
    return likeness(this.#of(before), this.#of(after))
  }

  #of(oid: string): { size: number; stretches: Stretches } {
    const known = this.#cut.get(oid)
    if (known) return known
    const content = this.#reader.readBlob(oid)
    const cut = { size: content.length, stretches: stretchesOf(content) }
    this.#cut.set(oid, cut)
    return cut
  }
}
