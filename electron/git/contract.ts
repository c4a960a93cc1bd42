import type {
  BranchDetails,
  BranchList,
  BranchRef,
  BranchStart,
  BringBackOutcome,
  CreateBranchOutcome,
  DeleteBranchOutcome,
  DeleteRemoteBranchOutcome,
  EditsChoice,
  MergeIntoDefaultOutcome,
  RenameBranchOutcome,
  SwitchOutcome,
  UpdateOutcome,
} from '#shared/domain/branch.ts'
import type { FolderInspection } from '#shared/domain/clone.ts'
import type { Directories, OtherFilesPolicy } from '#shared/domain/connection.ts'
import type { ApiContent, FileContent, FileRef, WriteOutcome } from '#shared/domain/content.ts'
import type { AmendOutcome, CommitFiles, DiffSource, HistoryPage, HistoryScope, Hunk } from '#shared/domain/history.ts'
import type { ObjectId, RestorePointId } from '#shared/domain/ids.ts'
import type {
  Author,
  CommitOnto,
  CommitOutcome,
  FetchOutcome,
  FileDiff,
  GitProgress,
  Head,
  PullOutcome,
  PushOutcome,
  RepositoryStatus,
  RestorePoint,
  RestorePointReason,
} from '#shared/domain/repository.ts'
import type { StructureDiff } from '#shared/domain/structure-diff.ts'
import type { Whitespace } from '#shared/domain/text-changes.ts'

/** A connection's clone as the operations need it. `root` is absolute. */
export interface Workspace {
  root: string
  directories: Directories
}

/** How to reach and sign in to the remote. Secrets stay inside the worker for the length of one call. */
export interface RemoteAccess {
  remote: string
  domain: string
  signIn: { kind: 'token'; username: string | null; token: string } | { kind: 'credential-helper' } | { kind: 'ssh' }
  /** Address of the proxy for this server, as the platform resolved it; null for a direct connection. */
  proxy: string | null
  /** Extra certificate authorities (PEM) trusted for this domain. */
  certificateAuthorities: string[]
}

export interface CallOptions {
  signal?: AbortSignal
  onProgress?: (progress: Omit<GitProgress, 'kind'>) => void
}

/**
 * Objects that a small clone has not got are needed, and no access to the server was given: ask again with one. Nothing was
 * changed.
 */
export interface NeedsServer {
  kind: 'needs-server'
}

/** One file of a source, as a diff shows it. */
export interface DiffInput {
  workspace: Workspace
  source: DiffSource
  /** Within the connection's folders. */
  path: string
  access: RemoteAccess | null
}

/** How a managed clone came about, and how much of it was needed. */
export type CloneOutcome =
  | {
      kind: 'cloned'
      head: Head
      /** Which objects the server left out as asked: everything not needed, files only, or nothing. */
      left: 'trees-and-files' | 'files' | 'nothing'
      /** Whether history was left out too. */
      shallow: boolean
      receivedBytes: number
    }
  | { kind: 'branch-missing' }

/** Where an API's files lie: the folders of a connected clone, or Graft's own folder for an API that has no clone yet. */
export type ContentLocation =
  | { kind: 'clone'; workspace: Workspace; definitionRoot: string | null }
  | { kind: 'draft' /** Absolute; holds `schemas/` and `collections/`. */; folder: string; definitionRoot: string | null }

/** What the index files in `.postman/` say of one API. */
export interface ApiIndexEntry {
  apiId: string
  collections: { id: string | null; path: string }[]
  definitionRoots: string[]
  definitionType: string | null
}

export interface FolderListing {
  name: string
  path: string
  hasChildren: boolean
  definitions: number
  collections: number
}

/**
 * Everything the services may ask of the Git worker. One implementation runs in the worker thread, a proxy of the same type in
 * the main thread. Foreseeable outcomes are values, failures are thrown as `Failure`, aborting `signal` rejects with `AbortError`.
 */
export interface GitOperations {
  inspectFolder(folder: string, options?: CallOptions): Promise<FolderInspection>
  listFolders(input: { root: string; path: string }, options?: CallOptions): Promise<FolderListing[]>
  /** Whether the directory exists, is a link, a file, ignored, or a submodule, on disk or on the checked-out branch. */
  examineDirectory(
    input: { root: string; directory: string },
    options?: CallOptions,
  ): Promise<{
    kind: 'absent' | 'folder' | 'file' | 'link-outside' | 'submodule' | 'ignored'
    definitions: number
    collections: number
  }>

  /**
   * Makes a managed clone at `workspace.root`, where nothing may lie yet: one branch, as little of its history and objects as
   * the server lets go, and in the working folder the connection's two folders and `.postman` alone. In a repository without
   * commits `branch` is what the first commit makes. A clone that fails or is aborted leaves nothing behind.
   */
  cloneManaged(
    input: { workspace: Workspace; url: string; branch: string; access: RemoteAccess },
    options?: CallOptions,
  ): Promise<CloneOutcome>

  /** Finishes or rolls back what a killed process left behind in this clone; called before the first operation on it. */
  recover(workspace: Workspace, options?: CallOptions): Promise<{ kind: 'nothing' | 'finished' | 'rolled-back' }>
  status(workspace: Workspace, options?: CallOptions): Promise<RepositoryStatus>
  /** Brings further folders into a managed clone's working folder; those that are there stay. Nothing happens in a user's clone. */
  widenClone(
    input: { workspace: Workspace; folders: string[]; access: RemoteAccess | null },
    options?: CallOptions,
  ): Promise<{ kind: 'widened' } | NeedsServer>
  /** Whether the repository at an address holds a commit of this clone's branches. Nothing is fetched. */
  compareRemote(
    input: { workspace: Workspace; url: string; access: RemoteAccess },
    options?: CallOptions,
  ): Promise<{ kind: 'shares-history' | 'unrelated' }>
  /** As `git remote set-url`. `url` is without credentials; those of the old address stay. */
  setRemoteUrl(
    input: { workspace: Workspace; remote: string; url: string },
    options?: CallOptions,
  ): Promise<{ changed: boolean }>
  /** Whether a managed clone holds any work at all, of whoever and however made, that is nowhere else. */
  holdsOwnWork(workspace: Workspace, options?: CallOptions): Promise<boolean>
  /** `whitespace`: shown where it is not said. */
  diffFile(input: DiffInput & { whitespace?: Whitespace | undefined }, options?: CallOptions): Promise<FileDiff | NeedsServer>
  diffStructure(input: DiffInput, options?: CallOptions): Promise<StructureDiff | NeedsServer>
  /** The bytes of one side of an image as a `data:` address; null where it is none, or larger than is shown. */
  readImage(
    input: DiffInput & { side: 'before' | 'after' },
    options?: CallOptions,
  ): Promise<{ kind: 'image'; url: string | null } | NeedsServer>
  /** `reason` is what the restore point says of itself; `discard` where none is given. */
  discard(
    input: { workspace: Workspace; paths: string[]; reason?: RestorePointReason },
    options?: CallOptions,
  ): Promise<{ restorePoint: RestorePoint }>
  /** `version` is that of the `FileDiff` (working folder) in which the hunks were chosen. */
  discardHunks(
    input: { workspace: Workspace; path: string; version: string; hunks: Hunk[] },
    options?: CallOptions,
  ): Promise<{ kind: 'discarded'; restorePoint: RestorePoint } | { kind: 'file-moved' }>
  commit(
    input: { workspace: Workspace; paths: string[]; message: string; author: Author | null; onto?: CommitOnto },
    options?: CallOptions,
  ): Promise<CommitOutcome>
  amend(
    input: { workspace: Workspace; paths: string[]; message: string; author: Author | null },
    options?: CallOptions,
  ): Promise<AmendOutcome>
  fetch(input: { workspace: Workspace; access: RemoteAccess }, options?: CallOptions): Promise<FetchOutcome>
  push(input: { workspace: Workspace; access: RemoteAccess }, options?: CallOptions): Promise<PushOutcome>
  pull(
    input: { workspace: Workspace; access: RemoteAccess; otherFiles: OtherFilesPolicy; author: Author | null },
    options?: CallOptions,
  ): Promise<PullOutcome>

  /** Every branch of the clone and, as last told, of the remote. */
  listBranches(input: { workspace: Workspace; remote: string }, options?: CallOptions): Promise<BranchList>
  /** The same after asking the server for its branches; what it said is remembered in the clone. No objects are fetched. */
  askBranches(input: { workspace: Workspace; access: RemoteAccess }, options?: CallOptions): Promise<BranchList>
  describeBranches(
    input: { workspace: Workspace; remote: string; refs: BranchRef[] },
    options?: CallOptions,
  ): Promise<BranchDetails[]>
  /**
   * Checks another branch out (C2). With an access the branch is fetched first where it is a remote one, or where a managed clone
   * lacks what it holds.
   */
  switchBranch(
    input: { workspace: Workspace; remote: string; access: RemoteAccess | null; to: BranchRef; edits: EditsChoice },
    options?: CallOptions,
  ): Promise<SwitchOutcome | NeedsServer>
  createBranch(
    input: {
      workspace: Workspace
      remote: string
      access: RemoteAccess | null
      name: string
      from: BranchStart
      edits: EditsChoice
    },
    options?: CallOptions,
  ): Promise<CreateBranchOutcome | NeedsServer>
  renameBranch(
    input: { workspace: Workspace; name: string; newName: string },
    options?: CallOptions,
  ): Promise<RenameBranchOutcome>
  deleteBranch(
    input: { workspace: Workspace; remote: string; name: string; unmerged: 'ask' | 'delete' },
    options?: CallOptions,
  ): Promise<DeleteBranchOutcome>
  deleteRemoteBranch(
    input: { workspace: Workspace; access: RemoteAccess; name: string; tip: ObjectId },
    options?: CallOptions,
  ): Promise<DeleteRemoteBranchOutcome>
  updateFromDefault(
    input: { workspace: Workspace; access: RemoteAccess; otherFiles: OtherFilesPolicy; author: Author | null },
    options?: CallOptions,
  ): Promise<UpdateOutcome>
  mergeIntoDefault(
    input: { workspace: Workspace; access: RemoteAccess; author: Author | null },
    options?: CallOptions,
  ): Promise<MergeIntoDefaultOutcome>
  bringBackEdits(workspace: Workspace, options?: CallOptions): Promise<BringBackOutcome>
  dropLeftEdits(
    input: { workspace: Workspace; branch: string },
    options?: CallOptions,
  ): Promise<{ restorePoint: RestorePoint | null }>

  listHistory(
    input: {
      workspace: Workspace
      remote: string
      access: RemoteAccess | null
      scope: HistoryScope
      search: string
      cursor: string | null
      limit: number
    },
    options?: CallOptions,
  ): Promise<HistoryPage | NeedsServer>
  commitFiles(
    input: { workspace: Workspace; remote: string; access: RemoteAccess | null; commit: ObjectId },
    options?: CallOptions,
  ): Promise<CommitFiles | NeedsServer>
  restoreFromCommit(
    input: { workspace: Workspace; access: RemoteAccess | null; commit: ObjectId; path: string },
    options?: CallOptions,
  ): Promise<{ kind: 'restored'; restored: string[]; undo: RestorePoint | null } | NeedsServer>

  /** Keeps every uncommitted change of the connection's folders; null where there is none. */
  makeRestorePoint(
    input: { workspace: Workspace; reason: RestorePointReason },
    options?: CallOptions,
  ): Promise<RestorePoint | null>
  listRestorePoints(workspace: Workspace, options?: CallOptions): Promise<RestorePoint[]>
  restore(
    input: { workspace: Workspace; id: RestorePointId; paths: string[] | null },
    options?: CallOptions,
  ): Promise<{ restored: string[]; undo: RestorePoint | null; branch: string | null }>

  readContent(location: ContentLocation, options?: CallOptions): Promise<ApiContent>
  readFile(input: { location: ContentLocation; file: FileRef }, options?: CallOptions): Promise<FileContent>
  writeFile(
    input: { location: ContentLocation; file: FileRef; text: string; base: string | null },
    options?: CallOptions,
  ): Promise<WriteOutcome>
  /** Copies an API's files between its own folder and a clone; existing files are never overwritten. Returns what was written. */
  copyContent(input: { from: ContentLocation; to: ContentLocation }, options?: CallOptions): Promise<FileRef[]>
  /** Brings the `.postman` index files in line with the API's files; unknown keys and their order survive. Returns changed paths. */
  writeApiIndex(input: { workspace: Workspace; entry: ApiIndexEntry }, options?: CallOptions): Promise<string[]>
}

/**
 * Named moments within operations that change a repository. Production does nothing at them; tests kill the process there to
 * show that no moment loses work.
 */
export type Checkpoint =
  | 'clone:folder-made'
  | 'clone:commit-received'
  | 'clone:objects-received'
  | 'clone:first-file-written'
  | 'clone:files-written'
  | 'clone:index-written'
  | 'clone:branch-set'
  | 'clone:complete'
  | 'clone:in-place'
  | 'switch:fetched'
  | 'switch:restore-point-made'
  | 'switch:edits-kept'
  | 'switch:journal-written'
  | 'switch:index-locked'
  | 'switch:first-file-written'
  | 'switch:upstream-written'
  | 'switch:files-written'
  | 'switch:refs-moved'
  | 'switch:branch-moved'
  | 'switch:index-written'
  | 'rename:journal-written'
  | 'rename:index-locked'
  | 'rename:refs-moved'
  | 'rename:head-moved'
  | 'rename:branch-moved'
  | 'rename:noted'
  | 'rename:goes-on'
  | 'delete:restore-point-made'
  | 'delete:journal-written'
  | 'delete:index-locked'
  | 'delete:branch-moved'
  | 'delete:noted'
  | 'commit:before-objects'
  | 'commit:objects-written'
  | 'commit:journal-written'
  | 'commit:index-locked'
  | 'commit:refs-moved'
  | 'commit:branch-moved'
  | 'commit:index-written'
  | 'pull:fetched'
  | 'pull:restore-point-made'
  | 'pull:merge-commit-written'
  | 'pull:journal-written'
  | 'pull:index-locked'
  | 'pull:first-file-written'
  | 'pull:files-written'
  | 'pull:branch-moved'
  | 'pull:index-written'
  | 'discard:restore-point-made'
  | 'discard:journal-written'
  | 'discard:index-locked'
  | 'discard:first-file-written'
  | 'discard:files-written'
  | 'discard:index-written'
  | 'folders:journal-written'
  | 'folders:index-locked'
  | 'folders:first-file-written'
  | 'folders:files-written'
  | 'folders:noted'
  | 'folders:index-written'
  | 'restore:journal-written'
  | 'restore:index-locked'
  | 'restore:first-file-written'
  | 'restore:files-written'
export type ReachCheckpoint = (checkpoint: Checkpoint) => void
