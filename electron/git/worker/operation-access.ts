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
  diffFile: 'reads',
  discard: 'writes',
  commit: 'writes',
  fetch: 'remote',
  push: 'remote',
  pull: 'remote',
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
