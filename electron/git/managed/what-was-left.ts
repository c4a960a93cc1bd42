import type { ObjectId } from '#shared/domain/ids.ts'
import type { CloneOutcome } from '../contract.ts'
import { MODE } from '../objects/model.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'

type Left = Extract<CloneOutcome, { kind: 'cloned' }>['left']

/** What of a commit a server left out indeed, whatever it was asked for: looked up in what came. */
export function whatWasLeft(objects: ObjectStore, commit: ObjectId): Left {
  let filesAreMissing = false
  const lacksTree = (tree: ObjectId): boolean => {
    if (tree === EMPTY_TREE) return false
    if (!objects.has(tree)) return true
    return objects.readTree(tree).some(({ mode, oid }) => {
      if (mode === MODE.tree) return lacksTree(oid)
      filesAreMissing ||= mode !== MODE.gitlink && !objects.has(oid)
      return false
    })
  }
  if (lacksTree(objects.readCommit(commit).tree)) return 'trees-and-files'
  return filesAreMissing ? 'files' : 'nothing'
}
