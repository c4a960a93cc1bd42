/** What stands at a path: a file, a link or a submodule, with its mode as Git writes it in trees (`0o100644`, …). */
export interface TreeEntry {
  readonly oid: string
  readonly mode: number
}

export interface NamedEntry extends TreeEntry {
  readonly name: string
}

/** An entry and where it stands; paths have forward slashes and begin at the root of the tree. */
export interface PlacedEntry extends TreeEntry {
  readonly path: string
}

/** What a merge of trees reads. Whatever is not there is the reader's failure. */
export interface TreeReader {
  readTree(oid: string): readonly NamedEntry[]
  readBlob(oid: string): Uint8Array
}

/** Three versions of one file's content; `base` is null where both sides added it. */
export interface ThreeBlobs {
  readonly path: string
  readonly base: string | null
  readonly mine: string
  readonly theirs: string
}

/**
 * Merges contents and stores what comes of it. `marked` is a blob with the conflicts marked in it, or null where there is no
 * such thing (binaries); only bases made of several bases are built from it.
 */
export type MergeBlobs = (
  blobs: ThreeBlobs,
) => { readonly kind: 'merged'; readonly oid: string } | { readonly kind: 'conflicted'; readonly marked: string | null }

/** What becomes of paths of my tree; null is "gone". */
export type TreeEdits = ReadonlyMap<string, TreeEntry | null>

export type TreeConflictKind =
  /** Both changed the content, or both added a file of that name. */
  | 'content'
  /** One side removed what the other changed or renamed. */
  | 'removed-and-changed'
  /** Both renamed one file, to different names. */
  | 'renamed-differently'
  /** Two files, renamed or added, came to one name. */
  | 'same-name'
  /** A file here, a link or a submodule there. */
  | 'kinds-differ'
  /** A file on one side, a folder with files on the other. */
  | 'file-and-folder'

/** One file, or pair of files, on which somebody has to decide. */
export interface TreeConflict {
  readonly kind: TreeConflictKind
  /** The name that is in question. */
  readonly path: string
  readonly base: PlacedEntry | null
  readonly mine: PlacedEntry | null
  readonly theirs: PlacedEntry | null
  /** What my tree, with the changes that nobody disputes, becomes by each decision. `both` is null where it is the same as one. */
  readonly choices: { readonly mine: TreeEdits; readonly theirs: TreeEdits; readonly both: TreeEdits | null }
}

export interface TreeMerge {
  /** Changes of my tree that nobody disputes. */
  readonly changes: TreeEdits
  /** By path. Empty: the changes are the merge. */
  readonly conflicts: readonly TreeConflict[]
  /** What the disputed files become where nobody can be asked: in a base that is made of several bases. */
  readonly provisional: TreeEdits
  /** Files that followed a folder which the other side renamed. */
  readonly followed: readonly { readonly from: string; readonly to: string }[]
}

export const MODE = { file: 0o100644, executable: 0o100755, link: 0o120000, submodule: 0o160000, folder: 0o040000 } as const

export type FileKind = 'file' | 'link' | 'submodule'

/** What an entry that is no folder is. */
export function kindOf({ mode }: TreeEntry): FileKind {
  if (mode === MODE.link) return 'link'
  return mode === MODE.submodule ? 'submodule' : 'file'
}

export function sameEntry(a: TreeEntry | null, b: TreeEntry | null): boolean {
  return a === b || (a !== null && b !== null && a.oid === b.oid && a.mode === b.mode)
}
