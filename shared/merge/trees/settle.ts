import type { Story } from './stories.ts'
import { kindOf, type MergeBlobs, type PlacedEntry, sameEntry, type TreeConflictKind, type TreeEntry } from './types.ts'

/** What becomes of one file by itself, before it is seen where it would stand beside others. */
export type Settled =
  | { readonly kind: 'gone' }
  | { readonly kind: 'stands'; readonly at: PlacedEntry }
  /** `merged`: the content, where that alone is no question; `at`: the name that both agree on, or mine. */
  | {
      readonly kind: 'disputed'
      readonly about: TreeConflictKind
      readonly at: string
      readonly merged: TreeEntry | null
      /** Something to go on with where nobody can be asked: the content with its conflicts marked, or that of the base. */
      readonly provisional: PlacedEntry | null
    }

/** Settles one file by the three-way rule: its name, its kind, its mode and its content each for itself. */
export function settle({ base, mine, theirs }: Story, mergeBlobs: MergeBlobs): Settled {
  if (mine === null && theirs === null) return { kind: 'gone' }
  if (mine === null || theirs === null) {
    const left = mine ?? theirs
    if (left === null || (base !== null && left.path === base.path && sameEntry(left, base))) return { kind: 'gone' }
    if (base === null) return { kind: 'stands', at: left }
    return { kind: 'disputed', about: 'removed-and-changed', at: left.path, merged: left, provisional: base }
  }
  const path = threeWay(base?.path, mine.path, theirs.path)
  const content = contentOf(base, mine, theirs, path ?? mine.path, mergeBlobs)
  if (path === undefined) {
    const merged = content.kind === 'merged' ? content.entry : null
    return { kind: 'disputed', about: 'renamed-differently', at: mine.path, merged, provisional: base }
  }
  if (content.kind === 'merged') return { kind: 'stands', at: { path, ...content.entry } }
  const marked = content.marked === null ? base : { path, oid: content.marked, mode: mine.mode }
  return { kind: 'disputed', about: content.about, at: path, merged: null, provisional: marked && { ...marked, path } }
}

type Content =
  | { kind: 'merged'; entry: TreeEntry }
  | { kind: 'disputed'; about: 'content' | 'kinds-differ'; marked: string | null }

function contentOf(
  base: PlacedEntry | null,
  mine: PlacedEntry,
  theirs: PlacedEntry,
  path: string,
  mergeBlobs: MergeBlobs,
): Content {
  const taken = sameEntry(mine, theirs) || sameEntry(base, theirs) ? mine : sameEntry(base, mine) ? theirs : null
  if (taken) return { kind: 'merged', entry: { oid: taken.oid, mode: taken.mode } }
  if (kindOf(mine) !== kindOf(theirs)) return { kind: 'disputed', about: 'kinds-differ', marked: null }
  if (kindOf(mine) !== 'file') return { kind: 'disputed', about: 'content', marked: null }
  const from = base !== null && kindOf(base) === 'file' ? base : null
  const mode = threeWay(from?.mode, mine.mode, theirs.mode)
  const oid = threeWay(from?.oid, mine.oid, theirs.oid)
  const merged =
    oid === undefined
      ? mergeBlobs({ path, base: from?.oid ?? null, mine: mine.oid, theirs: theirs.oid })
      : ({ kind: 'merged', oid } as const)
  if (merged.kind === 'merged' && mode !== undefined) return { kind: 'merged', entry: { oid: merged.oid, mode } }
  return { kind: 'disputed', about: 'content', marked: merged.kind === 'merged' ? merged.oid : merged.marked }
}

/** What one side alone changed, or both alike; undefined where both changed it differently. */
export function threeWay<T>(base: T | undefined, mine: T, theirs: T): T | undefined {
  if (mine === theirs || base === theirs) return mine
  return base === mine ? theirs : undefined
}
