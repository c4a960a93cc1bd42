import { beside } from './beside.ts'
import type { Settled } from './settle.ts'
import type { Story } from './stories.ts'
import { kindOf, type PlacedEntry, type TreeConflict, type TreeEdits, type TreeEntry } from './types.ts'

/** Whether another file of the merge stands at a path, or either side has one there. */
export type IsFree = (path: string) => boolean

type Disputed = Extract<Settled, { kind: 'disputed' }>

const entryOf = ({ oid, mode }: TreeEntry): TreeEntry => ({ oid, mode })

/** The conflict about one file, with what each decision makes of my tree. */
export function dispute(story: Story, settled: Disputed, isTaken: IsFree, isFree: IsFree): TreeConflict {
  const { base, mine, theirs, standsAt } = story
  const at = isTaken(settled.at) ? beside(settled.at, mine === null ? 'theirs' : 'mine', isFree) : settled.at
  const shared = { kind: settled.about, path: at, base, mine, theirs }
  const moved = (to: string, entry: TreeEntry): TreeEdits => edits(standsAt, [[to, entryOf(entry)]])
  if (mine === null || theirs === null) {
    const kept = mine ?? theirs
    const taken = theirs === null ? edits(standsAt, []) : moved(at, theirs)
    return { ...shared, choices: { mine: kept === mine ? new Map() : edits(standsAt, []), theirs: taken, both: null } }
  }
  switch (settled.about) {
    case 'renamed-differently': {
      const [ours, others] = [settled.merged ?? mine, settled.merged ?? theirs]
      const there = isTaken(theirs.path) ? beside(theirs.path, 'theirs', isFree) : theirs.path
      const both = edits(standsAt, [
        [mine.path, entryOf(ours)],
        [there, entryOf(others)],
      ])
      return { ...shared, choices: { mine: moved(mine.path, ours), theirs: moved(there, others), both } }
    }
    case 'kinds-differ': {
      const both = edits(standsAt, [
        [at, entryOf(mine)],
        [beside(at, 'theirs', isFree), entryOf(theirs)],
      ])
      return { ...shared, choices: { mine: moved(at, mine), theirs: moved(at, theirs), both } }
    }
    default:
      return { ...shared, choices: { mine: moved(at, mine), theirs: moved(at, theirs), both: bothOf(story, at, isFree) } }
  }
}

/** Of two links or contents that can't be mixed both can be kept under names of their own. */
function bothOf({ mine, theirs, standsAt }: Story, at: string, isFree: IsFree): TreeEdits | null {
  if (mine === null || theirs === null || kindOf(mine) === 'submodule') return null
  return edits(standsAt, [
    [at, entryOf(mine)],
    [beside(at, 'theirs', isFree), entryOf(theirs)],
  ])
}

/** A file that stood in my tree and where it, or what takes its place, goes. */
function edits(standsAt: string | null, puts: readonly (readonly [string, TreeEntry])[]): TreeEdits {
  return new Map<string, TreeEntry | null>([...(standsAt === null ? [] : [[standsAt, null] as const]), ...puts])
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
