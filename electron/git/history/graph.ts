import type { ObjectId } from '#shared/domain/ids.ts'
import type { CommitLinks, ReadLinks } from './commit-links.ts'
import { NOTHING, type ReadFolderState } from './folder-state.ts'
import type { Graph, Step } from './walk.ts'

/** What a graph reads from. `shallow` are the commits below which history is cut off, as that is now. */
export interface GraphSource {
  links: ReadLinks
  shallow(): ReadonlySet<ObjectId>
}

/** Stands for what is cut off below a commit. */
const BELOW = '^'

/** Every commit. */
export function wholeGraph(source: GraphSource): Graph {
  const { links } = source
  return {
    secondsOf: (place) => (place.startsWith(BELOW) ? null : links(place).seconds),
    step: (place) => {
      if (place.startsWith(BELOW)) return stepBelow(source, place.slice(BELOW.length))
      const parents = [...new Set(links(place).parents)]
      const isCut = parents.length > 0 && source.shallow().has(place)
      return { kind: 'known', shown: true, next: isCut ? [BELOW + place] : parents }
    },
  }
}

/** Once more history came, the way goes on to the commit's parents. */
function stepBelow({ links, shallow }: GraphSource, commit: ObjectId): Step {
  if (shallow().has(commit)) return { kind: 'lacking', what: 'history' }
  return { kind: 'known', shown: false, next: [...new Set(links(commit).parents)] }
}

/**
 * The commits that `git log -- <folders>` shows (git-log, "History Simplification", default mode): those that hold something else
 * in the folders than each of their parents. Where a parent holds the same, the way goes to the first such one alone.
 */
export function folderGraph(source: GraphSource, stateOf: ReadFolderState): Graph {
  const { links } = source
  return {
    secondsOf: (commit) => links(commit).seconds,
    step: (commit) => {
      const own = links(commit)
      const parents = [...new Set(own.parents)]
      if (parents.length > 0 && source.shallow().has(commit)) return { kind: 'lacking', what: 'history' }
      return stepBetween(
        own,
        parents.map((oid) => ({ oid, links: links(oid) })),
        stateOf,
      )
    },
  }
}

function stepBetween(
  own: CommitLinks,
  parents: readonly { oid: ObjectId; links: CommitLinks }[],
  stateOf: ReadFolderState,
): Step {
  const alike = parents.find(({ links }) => links.tree === own.tree)
  // The first parent that holds the same counts, so that one with the very same tree decides only where it is that one.
  if (alike && alike === parents[0]) return { kind: 'known', shown: false, next: [alike.oid] }
  const state = stateOf(own.tree)
  if (state.kind === 'lacking') return { kind: 'lacking', what: 'trees' }
  for (const { oid, links } of parents) {
    const theirs = stateOf(links.tree)
    if (theirs.kind === 'lacking') return { kind: 'lacking', what: 'trees' }
    if (theirs.state === state.state) return { kind: 'known', shown: false, next: [oid] }
  }
  const isNothing = parents.length === 0 && state.state === NOTHING
  return { kind: 'known', shown: !isNothing, next: parents.map(({ oid }) => oid) }
}
