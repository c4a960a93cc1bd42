import type { BranchList, BranchStart } from '#shared/domain/branch.ts'
import type { Head } from '#shared/domain/repository.ts'
import { currentBranch } from './entries.ts'

/** Where a new branch can begin. */
export interface Start {
  from: BranchStart
  head: Head
  isDefault: boolean
  /** Of a remote branch: whether a local one has the same name, so that the two have to be told apart. */
  remote: 'also-local' | 'alone' | 'no'
}

/** Every place to begin at: what is checked out, the server's default branch, the other branches here, the other ones there. */
export function startsOf(head: Head | null, list: BranchList | null): Start[] {
  if (head === null) return []
  const here: Start = { from: { kind: 'head' }, head, isDefault: false, remote: 'no' }
  if (list === null) return [here]
  const current = currentBranch(head)
  const localNames = new Set(list.local.map(({ name }) => name))
  const local = list.local
    .filter(({ name, tip }) => name !== current && tip !== null)
    .map(({ name }): Start => ({ from: { kind: 'local', name }, head, isDefault: false, remote: 'no' }))
  const remote = list.remote.map(
    ({ name }): Start => ({
      from: { kind: 'remote', name },
      head,
      isDefault: name === list.defaultBranch,
      remote: localNames.has(name) ? 'also-local' : 'alone',
    }),
  )
  return [here, ...remote.filter(({ isDefault }) => isDefault), ...local, ...remote.filter(({ isDefault }) => !isDefault)]
}
