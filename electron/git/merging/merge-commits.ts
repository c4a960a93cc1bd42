import type { ObjectId } from '#shared/domain/ids.ts'
import type { ConflictedFile } from '#shared/merge/index.ts'
import {
  ENTERS_ALL,
  mergeTrees,
  type TakesWhole,
  type TreeConflict,
  type TreeEdits,
  type TreeEntry,
  type TreeReader,
  virtualBase,
} from '#shared/merge/trees/index.ts'
import { Failure } from '../../failure.ts'
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
 * where both sides changed them. Failures: INVALID_PATH for a changed file whose name is not UTF-8, those of reading objects.
 */
export function mergeCommits(repo: Repo, { mine, theirs }: { mine: ObjectId; theirs: ObjectId }): CommitsMerge {
  const bases = findMergeBases(repo, mine, theirs)
  if (bases.length === 0) return { kind: 'unrelated-histories' }
  const held = holdBack(repo.objects)
  const { objects } = held
  const reader = treeReader(objects)
  const { mergeBlobs, conflicted } = blobMerging(objects, openAttributes(repo))
  const treeOf = (commit: ObjectId) => objects.readCommit(commit).tree
  const edit = (tree: string | null, edits: TreeEdits) => editTree(objects, tree, named(edits))
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

/** The edits by the names that people know. Failure: INVALID_PATH. */
export function named(edits: TreeEdits): Map<string, TreeEntry | null> {
  return new Map([...edits].map(([path, entry]) => [pathInWords(path), entry]))
}

/** A path as people know it. Failure: INVALID_PATH where its bytes are not UTF-8, for it could not be written back as it is. */
export function pathInWords(path: string): string {
  const bytes = Buffer.from(path, 'latin1')
  const words = bytes.toString('utf8')
  if (!Buffer.from(words).equals(bytes)) throw new Failure('INVALID_PATH', { path: words })
  return words
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
