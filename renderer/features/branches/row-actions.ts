import type { BranchList } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'
import { type BranchEntry, currentBranch } from './entries.ts'

/** What can be done with a branch, and what each needs to know. */
export type RowAction =
  | { kind: 'switch' }
  | { kind: 'createFrom' }
  | { kind: 'rename' }
  | { kind: 'publish' }
  | { kind: 'switchAndPublish' }
  | { kind: 'bringBack' }
  | { kind: 'drop'; left: LeftEdits }
  | { kind: 'delete' }
  /** Shown, but not to be had. */
  | { kind: 'deleteCurrent' | 'deleteDefault' | 'deleteRemoteDefault' }
  /** `name` is the branch's on the server, `tip` where it was seen. */
  | { kind: 'deleteRemote'; name: string; tip: ObjectId }

/** The actions of a row, in the order of the menu. */
export function actionsOf({ ref, name, tip }: BranchEntry, list: BranchList): RowAction[] {
  const isCurrent = ref.kind === 'local' && name === currentBranch(list.head)
  const goThere: RowAction[] = isCurrent ? [] : [{ kind: 'switch' }]
  if (ref.kind === 'remote') {
    return [...goThere, { kind: 'createFrom' }, ...(tip === null ? [] : [onServer(name, tip, list)])]
  }
  const branch = list.local.find((one) => one.name === name)
  if (branch === undefined) return goThere
  const publish: RowAction[] =
    branch.upstream.kind === 'tracked' || tip === null ? [] : [{ kind: isCurrent ? 'publish' : 'switchAndPublish' }]
  const left = branch.leftEdits
  const waiting: RowAction[] =
    left === null ? [] : [...(isCurrent ? [{ kind: 'bringBack' as const }] : []), { kind: 'drop', left }]
  return [
    ...goThere,
    ...(tip === null ? [] : [{ kind: 'createFrom' as const }, { kind: 'rename' as const }]),
    ...publish,
    ...waiting,
    isCurrent ? { kind: 'deleteCurrent' } : name === list.defaultBranch ? { kind: 'deleteDefault' } : { kind: 'delete' },
    ...(branch.upstream.kind === 'tracked' ? [onServer(branch.upstream.name, branch.upstream.tip, list)] : []),
  ]
}

function onServer(name: string, tip: ObjectId, { defaultBranch }: BranchList): RowAction {
  return name === defaultBranch ? { kind: 'deleteRemoteDefault' } : { kind: 'deleteRemote', name, tip }
}
