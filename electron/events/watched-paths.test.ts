import { describe, expect, it } from 'vitest'
import { type WatchedClone, watchedKind } from './watched-paths.ts'

const clone: WatchedClone = {
  root: '/w/pets',
  folders: ['postman/schemas', 'postman/collections', '.postman'],
  gitFolder: '/w/pets/.git',
  commonFolder: '/w/pets/.git',
}
const worktree: WatchedClone = { ...clone, gitFolder: '/m/.git/worktrees/pets', commonFolder: '/m/.git' }

describe('what a change in a clone says', () => {
  it.each([
    ['/w/pets/postman/schemas/index.yaml', 'content'],
    ['/w/pets/.postman/api', 'content'],
    ['/w/pets/postman', 'way'],
    ['/w/pets', 'way'],
    ['/w/pets/src/main.c', 'nothing'],
    ['/w/pets/postman/other', 'nothing'],
    ['/w/pets/postman/schemas-old/a', 'nothing'],
    ['/w/pets/postman/schemas/.graft-0123456789ab.tmp', 'nothing'],
    ['/w/pets/.git/HEAD', 'repository'],
    ['/w/pets/.git/index', 'repository'],
    ['/w/pets/.git/refs/heads/main', 'repository'],
    ['/w/pets/.git/refs/heads/main.lock', 'nothing'],
    ['/w/pets/.git/refs/graft/restore/x', 'nothing'],
    ['/w/pets/.git/objects/ab/cd', 'nothing'],
    ['/w/petshop/x', 'nothing'],
  ])('%s: %s', (path, kind) => {
    expect(watchedKind(clone, path)).toBe(kind)
  })

  it('counts both folders of a linked worktree', () => {
    expect(watchedKind(worktree, '/m/.git/worktrees/pets/HEAD')).toBe('repository')
    expect(watchedKind(worktree, '/m/.git/refs/heads/main')).toBe('repository')
    expect(watchedKind(worktree, '/m/src/x')).toBe('nothing')
  })
})
