import { describe, expect, it } from 'vitest'
import { testClone } from '../testing/tests.ts'
import { runInstalledGit } from './installed-git.ts'

describe('the installed git', () => {
  it('works on the clone, wherever the Git that started Graft was at work', async () => {
    const clone = testClone()
    const variables = {
      ...clone.variables,
      PATH: process.env['PATH'],
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere/index',
      GIT_OBJECT_DIRECTORY: '/nowhere/objects',
      GIT_COMMON_DIR: '/nowhere',
      GIT_NAMESPACE: 'elsewhere',
    }
    const asked = ['rev-parse', '--absolute-git-dir', '--show-toplevel', '--git-path', 'index', '--git-path', 'objects']
    const run = await runInstalledGit(clone.root, asked, { neededFor: 'credential-helper', variables })
    const [gitdir, root, index, objects] = run.stdout.trimEnd().split('\n')
    expect([gitdir, root, index, objects]).toEqual([clone.path('.git'), clone.root, '.git/index', '.git/objects'])
  })
})
