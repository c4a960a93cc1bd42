import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { copyContent } from '../apis/copy-content.ts'
import { readContent } from '../apis/read-content.ts'
import { readFile } from '../apis/read-file.ts'
import { writeApiIndex } from '../apis/write-api-index.ts'
import { writeFile } from '../apis/write-file.ts'
import { commit } from './commit.ts'
import type { CallOptions, ContentLocation, GitOperations } from './contract.ts'
import { diffFile } from './diff-file.ts'
import { discard } from './discard.ts'
import { examineDirectory } from './examine-directory.ts'
import { fetchRemote } from './fetch.ts'
import { inspectFolder } from './inspect-folder.ts'
import { listFolders } from './list-folders.ts'
import { cloneManaged } from './managed/clone-managed.ts'
import { mayBeLeftOut } from './managed/left-out.ts'
import { holdsOwnWork } from './managed/own-work.ts'
import { pullBranch } from './pull.ts'
import { pushBranch } from './push.ts'
import type { Repo, RepoDeps } from './repository/repo.ts'
import { openRepos } from './repository/repos.ts'
import { restore } from './restore.ts'
import { listRestorePoints, makeRestorePoint } from './restore-points.ts'
import { status } from './status.ts'
import { recover } from './transaction/recover.ts'
import { OPERATION_ACCESS, type Operation } from './worker/operation-access.ts'
import { createQueue } from './worker/queue.ts'
import type { Access } from './worker/queue-lanes.ts'

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
    diffFile: (input, options) => inRepo('diffFile', input.workspace.root, options, (repo) => diffFile(repo, input)),
    discard: (input, options) => inRepo('discard', input.workspace.root, options, (repo) => discard(repo, input, options)),
    commit: (input, options) => inRepo('commit', input.workspace.root, options, (repo) => commit(repo, input, options)),
    fetch: ({ workspace, access }, options) =>
      inRepo('fetch', workspace.root, options, (repo) => fetchRemote(repo, access, options)),
    push: ({ workspace, access }, options) =>
      inRepo('push', workspace.root, options, (repo) => pushBranch(repo, access, options)),
    pull: (input, options) => {
      const { root } = input.workspace
      // The network part keeps nobody from reading or committing; what follows it has the repository for itself.
      return inRepo('pull', root, options, (repo) =>
        pullBranch(repo, input, { ...options, exclusively: (work) => inTurn(root, 'writes', options, work) }),
      )
    },
    makeRestorePoint: (input, options) =>
      inRepo('makeRestorePoint', input.workspace.root, options, (repo) => makeRestorePoint(repo, input, options)),
    listRestorePoints: (workspace, options) =>
      inRepo('listRestorePoints', workspace.root, options, (repo) => listRestorePoints(repo)),
    restore: (input, options) => inRepo('restore', input.workspace.root, options, (repo) => restore(repo, input, options)),
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
