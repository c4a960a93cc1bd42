export { mergeTrees, type TreesToMerge } from './merge-trees.ts'
export { ENTERS_ALL, entryAt, type TakesWhole } from './tree-changes.ts'
export type {
  MergeBlobs,
  NamedEntry,
  PlacedEntry,
  ThreeBlobs,
  TreeConflict,
  TreeConflictKind,
  TreeEdits,
  TreeEntry,
  TreeMerge,
  TreeReader,
} from './types.ts'
export { type EditTree, type History, virtualBase } from './virtual-base.ts'
