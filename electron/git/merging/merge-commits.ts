import type { ObjectId } from '#shared/domain/ids.ts'
import type { ConflictedFile } from '#shared/merge/index.ts'
import {
  ENTERS_ALL,
  entryAt,
  mergeTrees,
  type TakesWhole,
  type TreeConflict,
  type TreeEdits,
  type TreeReader,
  virtualBase,
} from '#shared/merge/trees/index.ts'
import { MODE } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE, editTree } from '../objects/trees.ts'
import { findMergeBases } from '../repository/history.ts'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import { openAttributes } from '../working-folder/attributes.ts'
import { holdBack } from './held-back.ts'
import { blobMerging } from './merge-blobs.ts'

export type CommitsMerge =
  /** The tree and all that is new in it are stored. */
  | { readonly kind: 'merged'; readonly tree: ObjectId }
  /** Nothing was stored. Paths are one character per byte. */
  | {
      readonly kind: 'conflicted'
      readonly conflicts: readonly TreeConflict[]
      readonly changes: TreeEdits
      /** Of the conflicts about content those that can be settled place by place, by path. */
      readonly contents: ReadonlyMap<string, ConflictedFile>
    }
  | { readonly kind: 'unrelated-histories' }

/**
 * Merges two commits: trees file by file, contents by structure. A managed clone looks into folders that it does not have only
 * where both sides changed them. Failures: those of reading objects.
 */
export function mergeCommits(repo: Repo, { mine, theirs }: { mine: ObjectId; theirs: ObjectId }): CommitsMerge {
  const bases = findMergeBases(repo, mine, theirs)
  if (bases.length === 0) return { kind: 'unrelated-histories' }
  const held = holdBack(repo.objects)
  const { objects } = held
  const reader = treeReader(objects)
  const { mergeBlobs, conflicted } = blobMerging(objects, openAttributes(repo))
  const treeOf = (commit: ObjectId) => objects.readCommit(commit).tree
  const edit = (tree: string | null, edits: TreeEdits) => editTree(objects, tree, removingWholes(reader, tree, edits), 'latin1')
  const takesWhole = wholeFolders(repo)
  const history = { treeOf, basesOf: (commits: readonly string[], other: string) => basesOfAny(repo, commits, other) }
  const innerMerging = blobMerging(objects, null).mergeBlobs
  const base = virtualBase({ reader, history, mergeBlobs: innerMerging, editTree: edit, takesWhole }, bases)
  const trees = { base, mine: treeOf(mine), theirs: treeOf(theirs) }
  const { conflicts, changes } = mergeTrees(reader, trees, mergeBlobs, { takesWhole })
  if (conflicts.length > 0) return { kind: 'conflicted', conflicts, changes, contents: conflicted }
  const tree = edit(trees.mine, changes)
  held.keep()
  return { kind: 'merged', tree }
}

/** Names of files are one character per byte, because they need not be UTF-8. */
export function treeReader(objects: ObjectStore): TreeReader {
  return {
    readTree: (oid) =>
      oid === EMPTY_TREE
        ? []
        : objects.readTree(oid).map(({ bytes, oid: id, mode }) => ({ name: bytes.toString('latin1'), oid: id, mode })),
    readBlob: (oid) => objects.readBlob(oid),
  }
}

/** A folder that is taken as a whole is removed as one. */
function removingWholes(reader: TreeReader, tree: string | null, edits: TreeEdits): TreeEdits {
  const isFolder = (path: string) => tree !== null && entryAt(reader, tree, path)?.mode === MODE.tree
  return new Map(
    [...edits].map(([path, entry]) => [path, entry ?? (isFolder(path) ? { oid: EMPTY_TREE, mode: MODE.tree } : null)]),
  )
}

/** The paths in question, for people: what is not UTF-8 is shown as well as it can be. */
export function conflictedPaths({ conflicts }: Pick<Extract<CommitsMerge, { kind: 'conflicted' }>, 'conflicts'>): string[] {
  return [...new Set(conflicts.map(({ path }) => Buffer.from(path, 'latin1').toString('utf8')))].sort()
}

function wholeFolders(repo: Repo): TakesWhole {
  const folders = managedFolders(repo)?.map((folder) => Buffer.from(folder).toString('latin1'))
  if (folders === undefined) return ENTERS_ALL
  return (path) => !folders.some((folder) => folder === path || folder.startsWith(`${path}/`) || path.startsWith(`${folder}/`))
}

/** The best common ancestors of a commit and of any of the others: none of them is one of another's. */
function basesOfAny(repo: Repo, commits: readonly ObjectId[], other: ObjectId): ObjectId[] {
  const all = [...new Set(commits.flatMap((commit) => findMergeBases(repo, commit, other)))]
  return all.filter((oid) => !all.some((one) => one !== oid && findMergeBases(repo, oid, one).includes(oid)))
}
