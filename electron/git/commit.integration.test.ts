import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commit } from './commit.ts'
import { readIndex } from './index/read-index.ts'
import { status } from './status.ts'
import { DIRECTORIES } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'

const workspace = { directories: DIRECTORIES }
const SCHEMA = 'postman/schemas/index.yaml'
const commitPaths = (paths: string[], message = 'Describe the pets') => ({ workspace, paths, message, author: null })

function seeded() {
  const clone = testClone()
  clone.commit({ [SCHEMA]: 'openapi: 3.0.0\n', 'src/a.txt': 'a\n', 'src/b.txt': 'b\n', 'README.md': 'read\n' }, 'first')
  return clone
}

describe('commit', () => {
  it('commits the working content of the given files and nothing of what others staged', async () => {
    const clone = seeded()
    clone.write('src/a.txt', 'staged\n')
    clone.git('add', 'src/a.txt')
    clone.write('src/a.txt', 'staged, then edited\n')
    clone.write('src/new.txt', 'new\n')
    clone.git('add', 'src/new.txt')
    clone.git('rm', '-q', '--cached', 'README.md')
    clone.write(SCHEMA, 'openapi: 3.1.0\n')
    clone.write('postman/collections/Pets & co 🐕.json', '{}\n')
    const staged = clone.git('diff', '--cached', '--', 'src', 'README.md')
    const unstaged = clone.git('diff', '--', 'src', 'README.md')
    const outside = clone.indexOutside('postman')

    const repo = await clone.open()
    const outcome = await commit(repo, commitPaths([SCHEMA, 'postman/collections/Pets & co 🐕.json']))

    expect(outcome).toMatchObject({ kind: 'committed', commit: { subject: 'Describe the pets', author: 'Ada Lin' } })
    expect(clone.git('-c', 'core.quotePath=false', 'show', '--name-status', '--format=', 'HEAD')).toBe(
      `A\tpostman/collections/Pets & co 🐕.json\nM\t${SCHEMA}`,
    )
    expect(clone.git('diff', '--cached', '--', 'src', 'README.md')).toBe(staged)
    expect(clone.git('diff', '--', 'src', 'README.md')).toBe(unstaged)
    expect(clone.indexOutside('postman')).toBe(outside)
    expect(clone.git('status', '--porcelain=v2', '--', 'postman')).toBe('')
    expect(clone.git('log', '-g', '--format=%gs', '-1')).toBe('commit: Describe the pets')
    expect(clone.fsck()).toBe('')
  })

  it('makes the first commit of an empty repository', async () => {
    const clone = testClone()
    clone.write(SCHEMA, 'openapi: 3.0.0\n')
    clone.write('other.txt', 'mine\n')
    clone.git('add', 'other.txt')
    const repo = await clone.open()
    expect(await status(repo, workspace)).toMatchObject({
      head: { kind: 'unborn', branch: 'main' },
      foreignStaged: 1,
      changes: [{ path: SCHEMA, kind: 'added' }],
    })
    expect(await commit(repo, commitPaths([SCHEMA]))).toMatchObject({ kind: 'committed' })
    expect(clone.git('ls-tree', '-r', '--name-only', 'HEAD')).toBe(SCHEMA)
    expect(clone.git('status', '--porcelain')).toBe('A  other.txt')
    expect(clone.fsck()).toBe('')
  })

  it('stores links, executable files and deletions as Git would', async () => {
    const clone = seeded()
    clone.commit({ 'postman/schemas/old.yaml': 'old: true\n' })
    rmSync(clone.path('postman/schemas/old.yaml'))
    clone.write('postman/schemas/run.sh', '#!/bin/sh\n')
    chmodSync(clone.path('postman/schemas/run.sh'), 0o755)
    symlinkSync('index.yaml', clone.path('postman/schemas/link.yaml'))
    const paths = ['old.yaml', 'run.sh', 'link.yaml'].map((name) => `postman/schemas/${name}`)
    const repo = await clone.open()
    await commit(repo, commitPaths(paths))
    const tree = clone.git('ls-tree', '-r', 'HEAD', 'postman/schemas')
    expect(tree).toMatch(/^100755 blob \w+\tpostman\/schemas\/run\.sh$/m)
    expect(tree).toMatch(/^120000 blob \w+\tpostman\/schemas\/link\.yaml$/m)
    expect(tree).not.toContain('old.yaml')
    expect(clone.git('status', '--porcelain')).toBe('')
    expect(clone.fsck()).toBe('')
  })

  it('converts line ends by configuration and attributes, as git add does', async () => {
    const clone = testClone()
    clone.git('config', 'core.autocrlf', 'true')
    clone.commit({ '.gitattributes': '*.json text\n*.bin -text\n', [SCHEMA]: 'a: 1\n' })
    const files: Record<string, string> = {
      [SCHEMA]: 'a: 2\r\nb: 3\r\n',
      'postman/schemas/x.json': '{\r\n}\r\n',
      'postman/schemas/x.bin': 'raw\r\n',
      'postman/schemas/mixed.yaml': 'a\r\nb\nc\r\n',
      'postman/schemas/lone.yaml': 'a\rb\r\n',
    }
    for (const [path, content] of Object.entries(files)) clone.write(path, content)
    const repo = await clone.open()
    await commit(repo, commitPaths(Object.keys(files)))
    const ours = clone.git('ls-tree', '-r', 'HEAD', 'postman')
    clone.git('rm', '-rq', '--cached', 'postman')
    clone.git('add', 'postman')
    expect(clone.git('ls-tree', '-r', clone.git('write-tree'), 'postman')).toBe(ours)
  })

  it('keeps flags, version 4 and the other extensions of the index', async () => {
    const clone = seeded()
    clone.write('src/later.txt', 'later\n')
    clone.git('add', '-N', 'src/later.txt')
    clone.git('update-index', '--assume-unchanged', 'src/a.txt')
    clone.git('update-index', '--skip-worktree', 'src/b.txt')
    clone.git('update-index', '--index-version', '4')
    clone.write(SCHEMA, 'openapi: 3.1.0\n')
    const outside = clone.indexOutside('postman')
    const repo = await clone.open()
    await commit(repo, commitPaths([SCHEMA]))
    expect(clone.indexOutside('postman')).toBe(outside)
    expect(readIndex(repo).layout.version).toBe(4)
    expect(clone.git('status', '--porcelain', '--', 'postman')).toBe('')
    expect(clone.fsck()).toBe('')
  })

  it('works in a linked worktree, with packed refs and long paths', async () => {
    const clone = seeded()
    clone.git('branch', 'side')
    clone.git('pack-refs', '--all')
    clone.git('gc', '-q')
    const root = join(clone.sandbox, 'side tree')
    clone.git('worktree', 'add', '-q', root, 'side')
    const long = `postman/schemas/${Array.from({ length: 7 }, (_, i) => `${i}`.repeat(40)).join('/')}/ü.yaml`
    mkdirSync(join(root, long, '..'), { recursive: true })
    writeFileSync(join(root, long), 'deep: true\n')
    const repo = await clone.open({ root })
    expect(repo.layout).toBe('linked-worktree')
    expect(await commit(repo, commitPaths([long]))).toMatchObject({ kind: 'committed', paths: [long] })
    expect(clone.gitWith({ cwd: root }, 'status', '--porcelain')).toBe('')
    expect(clone.git('rev-parse', 'main')).toBe(clone.git('rev-parse', 'side^'))
    expect(clone.fsck()).toBe('')
  })

  it('says when there is nothing to commit or nobody to commit as', async () => {
    const clone = seeded()
    const repo = await clone.open()
    expect(await commit(repo, commitPaths([SCHEMA]))).toEqual({ kind: 'nothing-to-commit' })
    clone.write(SCHEMA, 'x: 1\n')
    const nobody = await clone.open({
      variables: Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((r) => [`GIT_${r}_NAME`, `GIT_${r}_EMAIL`]).map((k) => [k, undefined]),
      ),
    })
    expect(await commit(nobody, commitPaths([SCHEMA]))).toEqual({ kind: 'author-needed' })
  })

  it('refuses detached heads, unfinished merges, filtered files and paths of others', async () => {
    const clone = seeded()
    clone.write('src/a.txt', 'x\n')
    const repo = await clone.open()
    await expect(commit(repo, commitPaths(['src/a.txt']))).rejects.toThrow('Not a file of this connection')
    clone.write(SCHEMA, 'x: 1\n')
    clone.write('.gitattributes', '*.yaml filter=lfs\n')
    await expect(commit(repo, commitPaths([SCHEMA]))).rejects.toMatchObject({ code: 'FILTERED_FILE', data: { filter: 'lfs' } })
    writeFileSync(clone.path('.git/MERGE_HEAD'), `${clone.git('rev-parse', 'HEAD')}\n`)
    await expect(commit(repo, commitPaths([SCHEMA]))).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' })
    rmSync(clone.path('.git/MERGE_HEAD'))
    clone.git('checkout', '-q', '--detach')
    await expect(commit(repo, commitPaths([SCHEMA]))).rejects.toMatchObject({ code: 'DETACHED_HEAD' })
  })

  it('changes nothing when another program holds the lock or commits in between', async () => {
    const clone = seeded()
    clone.write(SCHEMA, 'x: 1\n')
    const head = clone.git('rev-parse', 'HEAD')
    writeFileSync(clone.path('.git/index.lock'), '')
    const repo = await clone.open()
    expect((await status(repo, workspace)).lockedByOther).toBe(true)
    await expect(commit(repo, commitPaths([SCHEMA]))).rejects.toMatchObject({
      code: 'REPOSITORY_BUSY',
      data: { lock: '.git/index.lock' },
    })
    rmSync(clone.path('.git/index.lock'))
    expect(clone.git('rev-parse', 'HEAD')).toBe(head)

    const racing = await clone.open({
      reached: (at) => {
        if (at === 'commit:objects-written') clone.git('commit', '-q', '--allow-empty', '-m', 'foreign')
      },
    })
    await expect(commit(racing, commitPaths([SCHEMA]))).rejects.toMatchObject({ code: 'REPOSITORY_MOVED' })
    expect(clone.git('log', '-1', '--format=%s')).toBe('foreign')
    expect(clone.git('status', '--porcelain')).toBe(` M ${SCHEMA}`)
    expect(readdirSync(clone.path('.git/graft'))).toEqual([])
    expect(clone.fsck()).toBe('')
  })

  it('does not hide an edit made while the commit is under way', async () => {
    const clone = seeded()
    clone.write(SCHEMA, 'x: 1\n')
    const repo = await clone.open({
      reached: (at) => {
        if (at === 'commit:journal-written') clone.write(SCHEMA, 'x: 2\n')
      },
    })
    await commit(repo, commitPaths([SCHEMA]))
    expect(clone.git('show', `HEAD:${SCHEMA}`)).toBe('x: 1')
    expect(clone.git('status', '--porcelain')).toBe(` M ${SCHEMA}`)
  })
})
