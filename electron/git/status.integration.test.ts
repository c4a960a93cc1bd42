import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { status } from './status.ts'
import { DIRECTORIES, type TestClone } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'

const workspace = { directories: DIRECTORIES }
const S = 'postman/schemas'

/** What `git status` says of the connection's folders, working folder against HEAD. */
function oracle(clone: TestClone): string[] {
  const tracked = clone.git('diff', '-z', '--no-renames', '--name-status', 'HEAD', '--', 'postman', '.postman').split('\0')
  const lines: string[] = []
  for (let i = 0; i + 1 < tracked.length; i += 2) lines.push(`${tracked[i]} ${tracked[i + 1]}`)
  const untracked = clone.git('ls-files', '-z', '--others', '--exclude-standard', '--', 'postman', '.postman')
  lines.push(
    ...untracked
      .split('\0')
      .filter(Boolean)
      .map((path) => `A ${path}`),
  )
  return lines.sort()
}

const LETTERS = { added: 'A', modified: 'M', deleted: 'D', 'type-changed': 'T', 'mode-changed': 'M', conflicted: 'U' }
const letters = ({ changes }: RepositoryStatus) => changes.map(({ path, kind }) => `${LETTERS[kind]} ${path}`).sort()

describe('status', () => {
  it('lists what git status lists', async () => {
    const clone = testClone()
    clone.commit({
      '.gitignore': '*.log\n/postman/schemas/build/\n!keep.log\n',
      [`${S}/same.yaml`]: 'same\n',
      [`${S}/edited.yaml`]: 'one\n',
      [`${S}/gone.yaml`]: 'gone\n',
      [`${S}/tracked.log`]: 'tracked\n',
      [`${S}/becomes-link`]: 'x\n',
      [`${S}/run.sh`]: 'x\n',
      [`${S}/dir/inner.yaml`]: 'x\n',
    })
    clone.write(`${S}/edited.yaml`, 'two\n')
    rmSync(clone.path(`${S}/gone.yaml`))
    clone.write(`${S}/tracked.log`, 'changed\n')
    rmSync(clone.path(`${S}/becomes-link`))
    symlinkSync('same.yaml', clone.path(`${S}/becomes-link`))
    chmodSync(clone.path(`${S}/run.sh`), 0o755)
    rmSync(clone.path(`${S}/dir`), { recursive: true })
    clone.write(`${S}/dir`, 'now a file\n')
    for (const name of ['ignored.log', 'keep.log', 'build/out.yaml', 'with space 🐕.yaml', 'ü/ñ.yaml'])
      clone.write(`${S}/${name}`, name)
    clone.write('.postman/api', 'type = api\n')
    clone.write('elsewhere.txt', 'x\n')
    const result = await status(await clone.open(), workspace)
    expect(letters(result)).toEqual(oracle(clone))
    expect(result.changes).toContainEqual({ path: `${S}/run.sh`, kind: 'mode-changed' })
    expect(result.changes).toContainEqual({ path: `${S}/becomes-link`, kind: 'type-changed' })
  })

  it('sees an edit that leaves size and time as they were', async () => {
    const clone = testClone()
    const path = `${S}/index.yaml`
    clone.commit({ [path]: 'version: 1\n' })
    const repo = await clone.open()
    for (const version of [2, 3, 4]) {
      clone.write(path, `version: ${version}\n`)
      expect((await status(repo, workspace)).changes).toEqual([{ path, kind: 'modified' }])
      clone.write(path, 'version: 1\n')
      expect((await status(repo, workspace)).changes).toEqual([])
    }
    clone.write(path, 'version: 9\n')
    utimesSync(clone.path(path), new Date(1e12), new Date(1e12))
    expect((await status(repo, workspace)).changes).toHaveLength(1)
    clone.write(path, 'version: 8\n')
    utimesSync(clone.path(path), new Date(1e12), new Date(1e12))
    clone.git('add', path)
    clone.git('commit', '-qm', 'eight')
    expect((await status(repo, workspace)).changes).toEqual([])
  })

  it('respects fileMode, assumed and skipped files, nested repositories and submodules', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/a`]: '1\n', [`${S}/b`]: '1\n', [`${S}/c`]: '1\n' })
    clone.git('config', 'core.fileMode', 'false')
    chmodSync(clone.path(`${S}/a`), 0o755)
    clone.git('update-index', '--assume-unchanged', `${S}/b`)
    clone.git('update-index', '--skip-worktree', `${S}/c`)
    clone.write(`${S}/b`, 'edited\n')
    rmSync(clone.path(`${S}/c`))
    mkdirSync(clone.path(`${S}/nested`))
    clone.gitWith({ cwd: clone.path(`${S}/nested`) }, 'init', '-q')
    writeFileSync(clone.path(`${S}/nested/file`), 'x')
    clone.git('update-index', '--add', '--cacheinfo', `160000,${clone.git('rev-parse', 'HEAD')},${S}/sub`)
    clone.git('commit', '-qm', 'submodule')
    mkdirSync(clone.path(`${S}/sub`))
    expect((await status(await clone.open(), workspace)).changes).toEqual([])
  })

  it('counts what others staged, with and without a cache tree', async () => {
    const clone = testClone()
    const names = ['a', 'a-b', 'a.c', 'aa/x', 'aa/y/z', 'b/c/d', 'b/e']
    const files = Object.fromEntries(names.map((name) => [`src/${name}`, name]))
    clone.commit({ ...files, [`${S}/i.yaml`]: 'x\n', top: 't' })
    const counted = async () => (await status(await clone.open(), workspace)).foreignStaged
    const expected = () =>
      clone.git('diff', '--cached', '--no-renames', '--name-only', '--', '.', ':!postman').split('\n').filter(Boolean).length
    expect(await counted()).toBe(0)
    clone.write('src/b/e', 'staged\n')
    clone.write('src/new/file', 'staged\n')
    clone.write(`${S}/i.yaml`, 'staged, ours\n')
    clone.git('add', '-A')
    clone.git('rm', '-q', '--cached', 'src/a-b', 'top')
    clone.git('rm', '-rq', '--cached', 'src/b/c')
    const blob = clone.gitWith({ input: 'a file now' }, 'hash-object', '-w', '--stdin')
    clone.git('update-index', '--add', '--cacheinfo', `100644,${blob},src/b/c`)
    clone.write('intended', 'x')
    clone.git('add', '-N', 'intended')
    expect(await counted()).toBe(expected())
    expect(expected()).toBeGreaterThan(4)
    clone.git('write-tree')
    expect(await counted()).toBe(expected())
    clone.git('update-index', '--index-version', '4')
    expect(await counted()).toBe(expected())
  })

  it('agrees with Git on random working folders', async () => {
    const name = fc.constantFrom('a', 'b.yaml', 'c.log', 'ä', 'D')
    const file = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `${S}/${parts.join('/')}`)
    const files = fc.dictionary(file, fc.constantFrom('1\n', '2\n', '1\r\n', ''), { maxKeys: 10 })
    const put = (clone: TestClone, content: Record<string, string>) => {
      for (const [path, text] of Object.entries(content)) {
        try {
          clone.write(path, text)
        } catch {
          // A file stands where this one would need a folder, or the other way round.
        }
      }
    }
    await fc.assert(
      fc.asyncProperty(
        files,
        files,
        fc.subarray(['*.log', 'a/', '/postman/schemas/b.yaml', '!c.log', '**/ä', 'D/*']),
        async (before, after, ignore) => {
          const clone = testClone()
          try {
            clone.write('.gitignore', `${ignore.join('\n')}\n`)
            put(clone, before)
            clone.git('add', '-A')
            clone.git('commit', '-qm', 'before')
            rmSync(clone.path('postman'), { recursive: true, force: true })
            put(clone, after)
            expect(letters(await status(await clone.open(), workspace))).toEqual(oracle(clone))
          } finally {
            clone.remove()
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('knows upstream, hooks, author and foreign operations', async () => {
    const clone = testClone()
    clone.commit({ a: '1' }, 'one')
    clone.git('update-ref', 'refs/remotes/origin/main', clone.commit({ a: '2' }, 'two'))
    clone.git('reset', '-q', '--hard', 'HEAD^')
    clone.commit({ b: '1' }, 'three')
    clone.commit({ b: '2' }, 'four\n\nbody')
    const repo = await clone.open()
    expect((await status(repo, workspace)).upstream).toEqual({ kind: 'none' })
    clone.git('config', 'remote.origin.url', 'https://example.test/a.git')
    clone.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
    clone.git('config', 'branch.main.remote', 'origin')
    clone.git('config', 'branch.main.merge', 'refs/heads/main')
    clone.write('.git/hooks/pre-commit', '#!/bin/sh\n')
    chmodSync(clone.path('.git/hooks/pre-commit'), 0o755)
    clone.write('.git/hooks/pre-push.sample', '#!/bin/sh\n')
    expect(await status(repo, workspace)).toMatchObject({
      upstream: { kind: 'tracked', name: 'origin/main', ahead: 2, behind: 1 },
      hooks: ['pre-commit'],
      author: { name: 'Ada Lin', email: 'ada@example.test' },
      lastCommit: { subject: 'four', author: 'Ada Lin' },
      operation: null,
      lockedByOther: false,
    })
    clone.git('update-ref', '-d', 'refs/remotes/origin/main')
    clone.write('.git/CHERRY_PICK_HEAD', 'x')
    expect(await status(repo, workspace)).toMatchObject({
      upstream: { kind: 'gone', name: 'origin/main' },
      operation: 'cherry-pick',
    })
    clone.git('checkout', '-q', '--detach')
    expect((await status(repo, workspace)).head.kind).toBe('detached')
  })

  it('shows a conflict that another client left', async () => {
    const clone = testClone()
    const path = `${S}/i.yaml`
    clone.commit({ [path]: 'base\n' })
    clone.git('checkout', '-qb', 'other')
    clone.commit({ [path]: 'theirs\n' })
    clone.git('checkout', '-q', 'main')
    clone.commit({ [path]: 'mine\n' })
    expect(() => clone.git('merge', 'other')).toThrow()
    expect(await status(await clone.open(), workspace)).toMatchObject({
      operation: 'merge',
      changes: [{ path, kind: 'conflicted' }],
    })
  })

  it('can be aborted in a folder of 50,000 files', async () => {
    const clone = testClone()
    clone.commit({ a: '1' })
    mkdirSync(clone.path(S), { recursive: true })
    for (let i = 0; i < 50_000; i++) writeFileSync(clone.path(`${S}/${i}.yaml`), '')
    const repo = await clone.open()
    const abort = new AbortController()
    const pending = status(repo, workspace, { signal: abort.signal })
    setImmediate(() => abort.abort())
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
    expect((await status(repo, workspace)).changes).toHaveLength(50_000)
  })
})
