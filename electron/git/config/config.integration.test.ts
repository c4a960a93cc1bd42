import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { configuredPerson } from '../repository/author.ts'
import { readConfig } from '../repository/repo.ts'
import { testClone } from '../testing/tests.ts'

describe('configuration', () => {
  it('agrees with git config over includes, conditions, scopes and worktrees', async () => {
    const clone = testClone()
    clone.commit({ a: '1' })
    const home = clone.variables['HOME'] ?? ''
    writeFileSync(join(home, 'work.inc'), '[user]\n\temail = work@example.test\n[core]\n\tautocrlf = input\n')
    writeFileSync(join(home, 'never.inc'), '[user]\n\temail = never@example.test\n')
    writeFileSync(
      join(home, '.gitconfig'),
      `[user]\n\tname = Home\n\temail = home@example.test\n[include]\n\tpath = missing.inc\n` +
        `[includeIf "gitdir:${clone.sandbox}/"]\n\tpath = work.inc\n[includeIf "gitdir:/elsewhere/"]\n\tpath = ~/never.inc\n`,
    )
    clone.git('config', 'extensions.worktreeConfig', 'true')
    clone.git('worktree', 'add', '-q', '../linked')
    const linked = join(clone.sandbox, 'linked')
    clone.gitWith({ cwd: linked }, 'config', '--worktree', 'core.eol', 'crlf')
    clone.git('config', '--add', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
    clone.git('config', '--add', 'remote.origin.fetch', '+refs/notes/*:refs/notes/*')
    for (const root of [clone.root, linked]) {
      const config = readConfig(await clone.open({ root }))
      for (const key of [
        'user.name',
        'user.email',
        'core.autocrlf',
        'core.eol',
        'core.bare',
        'remote.origin.fetch',
        'no.such',
      ]) {
        let expected: string[] = []
        try {
          expected = clone.gitWith({ cwd: root }, 'config', '--get-all', key).split('\n')
        } catch {
          // Not set.
        }
        expect(config.all(key), key).toEqual(expected)
      }
    }
  })

  it('notices a change, and lets the environment name the author', async () => {
    const clone = testClone()
    const repo = await clone.open({ variables: { GIT_AUTHOR_NAME: undefined, GIT_AUTHOR_EMAIL: undefined } })
    expect(configuredPerson(repo, 'author')).toBeNull()
    clone.git('config', 'user.name', 'Ada')
    clone.git('config', 'user.email', 'ada@example.test')
    expect(configuredPerson(repo, 'author')).toEqual({ name: 'Ada', email: 'ada@example.test' })
    expect(configuredPerson(await clone.open(), 'author')?.name).toBe('Ada Lin')
  })
})
