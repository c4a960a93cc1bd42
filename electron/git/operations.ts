import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { copyContent } from '../apis/copy-content.ts'
import { readContent } from '../apis/read-content.ts'
import { readFile } from '../apis/read-file.ts'
import { writeApiIndex } from '../apis/write-api-index.ts'
import { writeFile } from '../apis/write-file.ts'
import { amend } from './amend.ts'
import { askBranches } from './branches/ask-branches.ts'
import { createBranch } from './branches/create-branch.ts'
import { deleteBranch } from './branches/delete-branch.ts'
import { deleteRemoteBranch } from './branches/delete-remote-branch.ts'
import { describeBranches } from './branches/describe-branches.ts'
import { bringBackEdits, dropLeftEdits } from './branches/left-edits.ts'
import { listBranches } from './branches/list-branches.ts'
import { mergeIntoDefault } from './branches/merge-into-default.ts'
import { renameBranch } from './branches/rename-branch.ts'
import { switchBranch } from './branches/switch-branch.ts'
import { updateFromDefault } from './branches/update-from-default.ts'
import { commit } from './commit.ts'
import type { CallOptions, ContentLocation, GitOperations, Workspace } from './contract.ts'
import { diffFile } from './diff/diff-file.ts'
import { diffStructure } from './diff/diff-structure.ts'
import { discardHunks } from './diff/discard-hunks.ts'
import { readImage } from './diff/read-image.ts'
import { discard } from './discard.ts'
import { examineDirectory } from './examine-directory.ts'
import { fetchRemote } from './fetch.ts'
import { commitFiles } from './history/commit-files.ts'
import { listHistory } from './history/list-history.ts'
import { restoreFromCommit } from './history/restore-from-commit.ts'
import { inspectFolder } from './inspect-folder.ts'
import { listFolders } from './list-folders.ts'
import { cloneManaged } from './managed/clone-managed.ts'
import { mayBeLeftOut } from './managed/left-out.ts'
import { holdsOwnWork } from './managed/own-work.ts'
import { widenClone } from './managed/widen-clone.ts'
import { type Exclusively, pullBranch } from './pull.ts'
import { pushBranch } from './push.ts'
import { compareRemote } from './remotes/compare-remote.ts'
import { setRemoteUrl } from './remotes/set-remote-url.ts'
import type { Repo, RepoDeps } from './repository/repo.ts'
import { openRepos } from './repository/repos.ts'
import { restore } from './restore.ts'
import { listRestorePoints, makeRestorePoint } from './restore-points.ts'
import { status } from './status.ts'
import { recover } from './transaction/recover.ts'
import { OPERATION_ACCESS, type Operation } from './worker/operation-access.ts'
import { createQueue } from './worker/queue.ts'
import type { Access } from './worker/queue-lanes.ts'

type Input<O extends Operation> = Parameters<GitOperations[O]>[0] & { workspace: Workspace }
type Output<O extends Operation> = Awaited<ReturnType<GitOperations[O]>>
type OperationInClone = {
  [O in Operation]: Parameters<GitOperations[O]>[0] extends { workspace: Workspace } ? O : never
}[Operation]

/** All Git operations of one process, each through the queue of the repository it is about. */
export function createGitOperations(deps: RepoDeps): GitOperations {
  const queue = createQueue()
  const repos = openRepos(deps)

  function inTurn<T>(folder: string, access: Access, options: CallOptions = {}, work: () => Promise<T>): Promise<T> {
    const { signal, onProgress } = options
    const onWaiting = () => onProgress?.({ stage: 'waiting', done: 0, total: null, unit: 'objects' })
    return queue.run(keyOf(folder), access, work, { signal, onWaiting })
  }
  function inRepo<T>(
    operation: Operation,
    root: string,
    options: CallOptions | undefined,
    work: (repo: Repo) => Promise<T>,
  ): Promise<T> {
    return inTurn(root, OPERATION_ACCESS[operation], options, async () => work(await repos.open(root)))
  }

  /** The network part keeps nobody from reading or committing; what follows it has the repository for itself. */
  function withExclusive(root: string, options: CallOptions | undefined): CallOptions & { exclusively: Exclusively } {
    return { ...options, exclusively: (work) => inTurn(root, 'writes', options, work) }
  }
  /** An operation of a clone that may talk to its server first. */
  function partlyRemote<O extends OperationInClone>(
    operation: O,
    work: (repo: Repo, input: Input<O>, options: CallOptions & { exclusively: Exclusively }) => Promise<Output<O>>,
  ): (input: Input<O>, options?: CallOptions) => Promise<Output<O>> {
    return (input, options) => {
      const { root } = input.workspace
      return inRepo(operation, root, options, (repo) => work(repo, input, withExclusive(root, options)))
    }
  }
  /** An operation of a clone that has its place in the queue as a whole. */
  function whole<O extends OperationInClone>(
    operation: O,
    work: (repo: Repo, input: Input<O>, options: CallOptions | undefined) => Promise<Output<O>>,
  ): (input: Input<O>, options?: CallOptions) => Promise<Output<O>> {
    return (input, options) => inRepo(operation, input.workspace.root, options, (repo) => work(repo, input, options))
  }
  /** From disk it waits for no fetch; only what has to be asked for takes its turn at the remote. */
  function looking<O extends 'diffFile' | 'diffStructure' | 'readImage' | 'listHistory' | 'commitFiles'>(
    operation: O,
    work: (repo: Repo, input: Input<O>, options: CallOptions | undefined) => Promise<Output<O>>,
  ): (input: Input<O>, options?: CallOptions) => Promise<Output<O>> {
    return (input, options) => {
      const { root } = input.workspace
      const access = input.access === null ? 'reads' : OPERATION_ACCESS[operation]
      return inTurn(root, access, options, () => repos.open(root).then((repo) => work(repo, input, options)))
    }
  }

  /** From disk alone it has the repository for itself from the beginning, and waits for no fetch. */
  function changing<O extends 'switchBranch' | 'createBranch' | 'restoreFromCommit' | 'widenClone'>(
    operation: O,
    work: (repo: Repo, input: Input<O>, options: CallOptions & { exclusively?: Exclusively }) => Promise<Output<O>>,
  ): (input: Input<O>, options?: CallOptions) => Promise<Output<O>> {
    const remotely = partlyRemote(operation, work)
    return (input, options) => {
      if (input.access !== null) return remotely(input, options)
      const { root } = input.workspace
      return inTurn(root, 'writes', options, () => repos.open(root).then((repo) => work(repo, input, { ...options })))
    }
  }

  return {
    inspectFolder: (folder, options) =>
      inTurn(folder, OPERATION_ACCESS.inspectFolder, options, () => inspectFolder(folder, deps)),
    listFolders: (input, options) => inRepo('listFolders', input.root, options, (repo) => listFolders(repo, input)),
    examineDirectory: (input, options) =>
      inRepo('examineDirectory', input.root, options, (repo) => examineDirectory(repo, input, options)),
    // The folder does not exist yet; its path is the queue's key all the same.
    cloneManaged: (input, options) =>
      inTurn(input.workspace.root, OPERATION_ACCESS.cloneManaged, options, () => cloneManaged(input, deps, options)),
    recover: (workspace, options) => inRepo('recover', workspace.root, options, (repo) => recover(repo)),
    status: (workspace, options) => inRepo('status', workspace.root, options, (repo) => status(repo, workspace, options)),
    holdsOwnWork: (workspace, options) =>
      inRepo('holdsOwnWork', workspace.root, options, (repo) => holdsOwnWork(repo, workspace, options)),
    widenClone: changing('widenClone', widenClone),
    compareRemote: whole('compareRemote', compareRemote),
    setRemoteUrl: whole('setRemoteUrl', setRemoteUrl),
    diffFile: looking('diffFile', diffFile),
    diffStructure: looking('diffStructure', diffStructure),
    readImage: looking('readImage', readImage),
    discard: whole('discard', discard),
    discardHunks: whole('discardHunks', discardHunks),
    commit: whole('commit', commit),
    amend: whole('amend', amend),
    fetch: whole('fetch', (repo, { access }, options) => fetchRemote(repo, access, options)),
    push: whole('push', (repo, { access }, options) => pushBranch(repo, access, options)),
    pull: partlyRemote('pull', pullBranch),
    listBranches: whole('listBranches', listBranches),
    askBranches: partlyRemote('askBranches', askBranches),
    describeBranches: whole('describeBranches', describeBranches),
    switchBranch: changing('switchBranch', switchBranch),
    createBranch: changing('createBranch', createBranch),
    renameBranch: whole('renameBranch', renameBranch),
    deleteBranch: whole('deleteBranch', deleteBranch),
    deleteRemoteBranch: partlyRemote('deleteRemoteBranch', deleteRemoteBranch),
    updateFromDefault: partlyRemote('updateFromDefault', updateFromDefault),
    mergeIntoDefault: partlyRemote('mergeIntoDefault', mergeIntoDefault),
    bringBackEdits: (workspace, options) =>
      inRepo('bringBackEdits', workspace.root, options, (repo) => bringBackEdits(repo, workspace, options)),
    dropLeftEdits: whole('dropLeftEdits', dropLeftEdits),
    listHistory: looking('listHistory', listHistory),
    commitFiles: looking('commitFiles', commitFiles),
    restoreFromCommit: changing('restoreFromCommit', restoreFromCommit),
    makeRestorePoint: whole('makeRestorePoint', makeRestorePoint),
    listRestorePoints: (workspace, options) =>
      inRepo('listRestorePoints', workspace.root, options, (repo) => listRestorePoints(repo)),
    restore: whole('restore', restore),
    readContent: (location, options) =>
      inTurn(folderOf(location), OPERATION_ACCESS.readContent, options, () => readContent(location, options)),
    readFile: (input, options) =>
      inTurn(folderOf(input.location), OPERATION_ACCESS.readFile, options, () => readFile(input, options)),
    writeFile: (input, options) =>
      inTurn(folderOf(input.location), OPERATION_ACCESS.writeFile, options, () => writeFile(input, options)),
    copyContent: (input, options) =>
      inTurn(folderOf(input.to), OPERATION_ACCESS.copyContent, options, () => copyContent(input, options)),
    writeApiIndex: (input, options) =>
      inRepo('writeApiIndex', input.workspace.root, options, (repo) =>
        writeApiIndex(input, { ...options, mayBeLeftOut: (path) => mayBeLeftOut(repo, path) }),
      ),
  }
}

function folderOf(location: ContentLocation): string {
  return location.kind === 'clone' ? location.workspace.root : location.folder
}

/** One folder has one queue, however its path is written. */
function keyOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return resolve(folder)
  }
}
