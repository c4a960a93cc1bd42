import { beside } from './beside.ts'
import type { Settled } from './settle.ts'
import type { Story } from './stories.ts'
import { kindOf, type PlacedEntry, type TreeConflict, type TreeEdits, type TreeEntry } from './types.ts'

/** Whether another file of the merge stands at a path, or either side has one there. */
export type IsFree = (path: string) => boolean

type Disputed = Extract<Settled, { kind: 'disputed' }>

const entryOf = ({ oid, mode }: TreeEntry): TreeEntry => ({ oid, mode })

/**
 * The conflict about one file, with what each decision makes of my tree. `isTaken`: whether an undisputed file comes to stand at a
 * path; no decision about another one takes it away.
 */
export function dispute(story: Story, settled: Disputed, isTaken: IsFree, isFree: IsFree): TreeConflict {
  const { base, mine, theirs, standsAt } = story
  const leaves = standsAt === null || isTaken(standsAt) ? null : standsAt
  const placeOf = (path: string, side: 'mine' | 'theirs') => (isTaken(path) ? beside(path, side, isFree) : path)
  const at = placeOf(settled.at, mine === null ? 'theirs' : 'mine')
  const shared = { kind: settled.about, path: at, base, mine, theirs }
  const moved = (to: string, entry: TreeEntry): TreeEdits => edits(leaves, [[to, entryOf(entry)]])
  if (mine === null || theirs === null) {
    const gone = edits(leaves, [])
    const stays = leaves === null ? null : new Map<string, TreeEntry | null>()
    const own = mine === null ? gone : (stays ?? moved(at, mine))
    return { ...shared, choices: { mine: own, theirs: theirs === null ? gone : moved(at, theirs), both: null } }
  }
  switch (settled.about) {
    case 'renamed-differently': {
      const [ours, others] = [settled.merged ?? mine, settled.merged ?? theirs]
      const [here, there] = [placeOf(mine.path, 'mine'), placeOf(theirs.path, 'theirs')]
      const both = edits(leaves, [
        [here, entryOf(ours)],
        [there, entryOf(others)],
      ])
      return { ...shared, choices: { mine: moved(here, ours), theirs: moved(there, others), both } }
    }
    case 'kinds-differ': {
      const both = edits(leaves, [
        [at, entryOf(mine)],
        [beside(at, 'theirs', isFree), entryOf(theirs)],
      ])
      return { ...shared, choices: { mine: moved(at, mine), theirs: moved(at, theirs), both } }
    }
    default: {
      const isLoose = kindOf(mine) !== 'submodule'
      const both = isLoose
        ? edits(leaves, [
            [at, entryOf(mine)],
            [beside(at, 'theirs', isFree), entryOf(theirs)],
          ])
        : null
      return { ...shared, choices: { mine: moved(at, mine), theirs: moved(at, theirs), both } }
    }
  }
}

/** A file that leaves a path of my tree, and where it, or what takes its place, goes. */
function edits(leaves: string | null, puts: readonly (readonly [string, TreeEntry])[]): TreeEdits {
  return new Map<string, TreeEntry | null>([...(leaves === null ? [] : [[leaves, null] as const]), ...puts])
}

/** Two files that came to one name; `a` is the one that my side put there, as far as that can be said. */
export function sameName(
  path: string,
  pair: readonly [{ story: Story; at: PlacedEntry }, { story: Story; at: PlacedEntry }],
  isFree: IsFree,
): TreeConflict {
  const [first, second] = pair
  const isMine = ({ story }: { story: Story }) => story.mine?.path === path && story.base?.path !== path
  const [a, b] = isMine(first) || !isMine(second) ? [first, second] : [second, first]
  const leave = new Map([a, b].flatMap(({ story }) => (story.standsAt === null ? [] : [[story.standsAt, null] as const])))
  const theirs = [a, b].flatMap(({ story }) => (story.theirs ? [[story.theirs.path, entryOf(story.theirs)] as const] : []))
  return {
    kind: 'same-name',
    path,
    base: a.story.base ?? b.story.base,
    mine: { ...a.at, path },
    theirs: { ...b.at, path },
    choices: {
      mine: new Map(),
      theirs: new Map<string, TreeEntry | null>([...leave, ...theirs]),
      both: new Map<string, TreeEntry | null>([
        ...leave,
        [path, entryOf(a.at)],
        [beside(path, 'theirs', isFree), entryOf(b.at)],
      ]),
    },
  }
}
