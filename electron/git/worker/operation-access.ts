import type { GitOperations } from '../contract.ts'
import type { Access } from './queue-lanes.ts'

export type Operation = keyof GitOperations

/** What each operation does to its repository; the queue schedules by it. */
export const OPERATION_ACCESS = {
  inspectFolder: 'reads',
  listFolders: 'reads',
  examineDirectory: 'reads',
  cloneManaged: 'remote',
  recover: 'writes',
  status: 'reads',
  holdsOwnWork: 'reads',
  widenClone: 'remote',
  compareRemote: 'remote',
  setRemoteUrl: 'writes',
  // Some of these fetch what a small clone lacks before they read it.
  diffFile: 'remote',
  diffStructure: 'remote',
  readImage: 'remote',
  discard: 'writes',
  discardHunks: 'writes',
  commit: 'writes',
  amend: 'writes',
  fetch: 'remote',
  push: 'remote',
  pull: 'remote',
  listBranches: 'reads',
  askBranches: 'remote',
  describeBranches: 'reads',
  switchBranch: 'remote',
  createBranch: 'remote',
  renameBranch: 'writes',
  deleteBranch: 'writes',
  deleteRemoteBranch: 'remote',
  updateFromDefault: 'remote',
  mergeIntoDefault: 'remote',
  bringBackEdits: 'writes',
  dropLeftEdits: 'writes',
  listHistory: 'remote',
  commitFiles: 'remote',
  restoreFromCommit: 'remote',
  makeRestorePoint: 'writes',
  listRestorePoints: 'reads',
  restore: 'writes',
  readContent: 'reads',
  readFile: 'reads',
  writeFile: 'writes',
  copyContent: 'writes',
  writeApiIndex: 'writes',
} as const satisfies Record<Operation, Access>

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(OPERATION_ACCESS, name)
}
