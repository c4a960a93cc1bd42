import type { ContainerNode, Entry, Node, ScalarNode } from './model.ts'

/** What becomes of a node that is there in the result. */
export type Merged =
  /** Mine, byte for byte. */
  | { readonly kind: 'mine'; readonly node: Node }
  /** Theirs, in mine's place. */
  | { readonly kind: 'theirs'; readonly node: Node }
  /** A string in which both sides' changes are joined. */
  | { readonly kind: 'text'; readonly mine: ScalarNode; readonly text: string }
  /** Mine, with some entries changed, added, removed or moved. */
  | { readonly kind: 'container'; readonly mine: ContainerNode; readonly slots: readonly Slot[] }

/** One or several neighbouring entries of a merged container. */
export type Slot =
  | {
      readonly kind: 'entry'
      readonly mine: Entry
      readonly theirs: Entry | null
      readonly value: Merged
      readonly lead: 'mine' | 'theirs'
    }
  | { readonly kind: 'added'; readonly theirs: Entry }
  | ConflictSlot

/** Entries on which somebody has to decide. A version that has none of them removed them, or never had them. */
export interface ConflictSlot {
  readonly kind: 'conflict'
  readonly base: readonly Entry[]
  readonly mine: readonly Entry[]
  readonly theirs: readonly Entry[]
  /** Whether both versions may stand one after the other. */
  readonly bothFit: boolean
  /** The way to the container, and what tells the entry apart in it. */
  readonly path: readonly string[]
}

/** Either a merged node, or the finding that there is none: the whole of it is for somebody to decide. */
export type Outcome = Merged | { readonly kind: 'undecided' }

export const UNDECIDED: Outcome = { kind: 'undecided' }
