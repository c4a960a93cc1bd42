import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { blobOf } from './folder.ts'
import type { World } from './world.ts'

/** Every blob that HEAD or a ref leads to, be it a branch, left edits or a restore point, as command-line Git sees it. */
export function reachableBlobs(root: string): Set<string> {
  return new Set(
    git(root, 'rev-list', '--objects', '--no-object-names', '--all')
      .split('\n')
      .filter((line) => line !== ''),
  )
}

/** The promise: each edit that the model says exists is found, by other eyes than Graft's; and the repository is sound. */
export async function expectPromiseKept(world: World): Promise<void> {
  const found = reachableBlobs(world.root)
  for (const state of world.folder().values()) found.add(blobOf(state))
  const lost = [...world.model.edits].filter(([blob]) => !found.has(blob)).map(([, words]) => words)
  expect(lost, 'edits that are nowhere').toEqual([])
  expect(git(world.root, 'fsck', '--strict', '--no-dangling', '--no-progress')).toBe('')
  expect(existsSync(join(world.root, '.git/graft/journal.json')), 'a journal stayed').toBe(false)
}
