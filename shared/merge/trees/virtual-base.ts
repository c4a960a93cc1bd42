import { mergeTrees } from './merge-trees.ts'
import type { TakesWhole } from './tree-changes.ts'
import type { MergeBlobs, TreeEdits, TreeReader } from './types.ts'

/** What a base made of several bases needs to know of the history. */
export interface History {
  treeOf(commit: string): string
  /** The best common ancestors of a commit and of any of the others. */
  basesOf(commits: readonly string[], other: string): readonly string[]
}

/** Writes the tree that comes of another one by edits, and returns its id. */
export type EditTree = (tree: string | null, edits: TreeEdits) => string

/** Deeper than this, bases of bases are not merged any more: the first one serves. */
const DEEPEST = 20

interface Tools {
  readonly reader: TreeReader
  readonly history: History
  readonly mergeBlobs: MergeBlobs
  readonly editTree: EditTree
  readonly takesWhole: TakesWhole
}

/**
 * The tree to merge from where two histories have several best common ancestors: these are merged into one, as Git's "recursive"
 * strategies do, with what collides left marked, or as its own base has it, and no file following a renamed folder. Null where
 * there is none.
 */
export function virtualBase(tools: Tools, bases: readonly string[], depth = 0): string | null {
  const [first, ...others] = bases
  if (first === undefined) return null
  const { reader, history, mergeBlobs, editTree, takesWhole } = tools
  let tree = history.treeOf(first)
  if (depth >= DEEPEST) return tree
  const merged = [first]
  for (const other of others) {
    const trees = {
      base: virtualBase(tools, history.basesOf(merged, other), depth + 1),
      mine: tree,
      theirs: history.treeOf(other),
    }
    const { changes, provisional } = mergeTrees(reader, trees, mergeBlobs, { takesWhole, folders: 'not-followed' })
    tree = editTree(tree, new Map([...changes, ...provisional]))
    merged.push(other)
  }
  return tree
}
