import { execFileSync } from 'node:child_process'
import { lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import { discard } from '../discard.ts'
import { pullBranch } from '../pull.ts'
import { pushBranch } from '../push.ts'
import { status } from '../status.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'

let scene: ManagedScene
afterEach(() => scene.dispose())

const AUTHOR = { name: 'Grace Example', email: 'grace@example.test' }
const place = (path: string) => join(scene.workspace.root, path)
const commitAll = async (message: string) => {
  const repo = await scene.open()
  const { changes } = await status(repo, scene.workspace)
  return commit(repo, { workspace: scene.workspace, paths: changes.map(({ path }) => path), message, author: AUTHOR })
}
const pull = async () =>
  pullBranch(await scene.open(), { workspace: scene.workspace, access: scene.access, otherFiles: 'ask', author: AUTHOR })
const expectClean = () => {
  expect(scene.git('status', '--porcelain=v2')).toBe('')
  expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
}

/** Puts a commit on the server whose tree holds these entries, whatever their names (`git mktree` asks no questions). */
function plantTree(...entries: { name: string; mode: string; type: string; oid: string }[]): void {
  const run = (args: string[], input: string) =>
    execFileSync('git', args, { cwd: scene.bare, env: isolatedGitEnvironment(), input, encoding: 'utf8' }).trim()
  const lines = entries.map(({ mode, type, oid, name }) => `${mode} ${type} ${oid}\t${name}\0`).join('')
  const tree = rawTree(run, lines)
  git(scene.bare, 'update-ref', 'refs/heads/main', git(scene.bare, 'commit-tree', tree, '-m', 'Hostile'))
}

/** Past `git mktree`'s own look at names. */
function rawTree(run: (args: string[], input: string) => string, lines: string): string {
  const parts = lines
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [head = '', name = ''] = line.split('\t')
      const [mode = '', , oid = ''] = head.split(' ')
      return Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(oid, 'hex')])
    })
  const file = join(scene.folder, `tree-${parts.length}`)
  writeFileSync(file, Buffer.concat(parts))
  return run(['hash-object', '-w', '-t', 'tree', '--literally', file], '')
}

const blob = (text: string) => {
  const file = join(scene.folder, 'blob')
  writeFileSync(file, text)
  return git(scene.bare, 'hash-object', '-w', file)
}
const treeOf = (...entries: Parameters<typeof plantTree>): string => {
  plantTree(...entries)
  return git(scene.bare, 'rev-parse', 'main^{tree}')
}

describe('a repository without commits', () => {
  it('gets its first commit and its first push from the clone', async () => {
    scene = await setManagedScene({ files: null })
    expect(await scene.clone()).toEqual({
      kind: 'cloned',
      head: { kind: 'unborn', branch: 'main' },
      left: 'nothing',
      shallow: false,
      receivedBytes: 0,
    })
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    execFileSync('mkdir', ['-p', place('postman/schemas')])
    writeFileSync(place('postman/schemas/index.yaml'), 'openapi: 3.1.0\n')
    expect(await commitAll('First')).toMatchObject({ kind: 'committed' })
    expect(await pushBranch(await scene.open(), scene.access)).toMatchObject({
      kind: 'pushed',
      commits: 1,
      createdBranch: true,
    })
    expect(git(scene.bare, 'ls-tree', '-r', '--name-only', 'main')).toBe('postman/schemas/index.yaml')
    expectClean()
    scene.colleague({ 'README.md': '# New\n', 'postman/schemas/more.yaml': 'x: 1\n', 'src/a/b.ts': 'b\n' })
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded', paths: ['postman/schemas/more.yaml'] })
    expect(scene.checkedOut()).toEqual(['postman/schemas/index.yaml', 'postman/schemas/more.yaml'])
    expectClean()
  })

  it('takes what somebody else pushed first', async () => {
    scene = await setManagedScene({ files: null })
    await scene.clone()
    scene.colleague({ 'README.md': '# New\n', 'postman/schemas/more.yaml': 'x: 1\n', 'src/a/b.ts': 'b\n' })
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded', commits: 1 })
    expect(scene.checkedOut()).toEqual(['postman/schemas/more.yaml'])
    expectClean()
  })

  it('has no other branch either', async () => {
    scene = await setManagedScene()
    for (const branch of ['none', '../../outside', '-x', 'main.lock']) {
      expect(await scene.clone({ branch })).toEqual({ kind: 'branch-missing' })
    }
    expect(scene.clonesFolder()).toEqual([])
  })
})

describe('a repository that holds no API yet', () => {
  it('gets its folders by the first commit, beside what others have there', async () => {
    scene = await setManagedScene({ files: { 'README.md': '# Pets\n', 'postman/notes.txt': 'n\n', 'src/a/b/c.ts': 'c\n' } })
    await scene.clone()
    expect(scene.checkedOut()).toEqual([])
    execFileSync('mkdir', ['-p', place('postman/schemas')])
    writeFileSync(place('postman/schemas/index.yaml'), 'openapi: 3.1.0\n')
    await commitAll('First')
    expectClean()
    expect(await pushBranch(await scene.open(), scene.access)).toMatchObject({ kind: 'pushed' })
    expect(git(scene.bare, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'README.md',
      'postman/notes.txt',
      'postman/schemas/index.yaml',
      'src/a/b/c.ts',
      'src/app.ts',
    ])
  })
})

describe('odd files', () => {
  it('links, rights and submodules are as Git has them, and nothing is followed', async () => {
    scene = await setManagedScene()
    const link = blob('../../../outside')
    const script = blob('#!/bin/sh\n')
    const other = 'a'.repeat(40)
    const schemas = treeOf(
      { mode: '160000', type: 'commit', oid: other, name: 'module' },
      { mode: '120000', type: 'blob', oid: link, name: 'out' },
      { mode: '100755', type: 'blob', oid: script, name: 'run.sh' },
      { mode: '100644', type: 'blob', oid: script, name: '🐕 with space.yaml' },
    )
    const postman = treeOf({ mode: '40000', type: 'tree', oid: schemas, name: 'schemas' })
    plantTree({ mode: '40000', type: 'tree', oid: postman, name: 'postman' })
    await scene.clone()
    expect(readlinkSync(place('postman/schemas/out'))).toBe('../../../outside')
    expect(lstatSync(place('postman/schemas/run.sh')).mode & 0o111).not.toBe(0)
    expect(lstatSync(place('postman/schemas/module')).isDirectory()).toBe(true)
    expect((await status(await scene.open(), scene.workspace)).changes).toEqual([])
    expectClean()
  })

  it.each(['..', '.git', '.GIT', 'git~1', '../escape', '.'])('a server that names something “%s” is refused', async (name) => {
    scene = await setManagedScene()
    const file = blob('evil\n')
    for (const depth of ['root', 'inside'] as const) {
      const inner = treeOf({ mode: '100644', type: 'blob', oid: file, name: 'config' })
      const entry = { mode: '40000', type: 'tree', oid: inner, name }
      if (depth === 'root') plantTree(entry)
      else {
        const schemas = treeOf(entry)
        const postman = treeOf({ mode: '40000', type: 'tree', oid: schemas, name: 'schemas' })
        plantTree({ mode: '40000', type: 'tree', oid: postman, name: 'postman' })
      }
      await expect(scene.clone()).rejects.toMatchObject({ code: 'INVALID_PATH' })
      expect(scene.clonesFolder()).toEqual([])
    }
  })

  it('a link and a folder of one name lead nowhere', async () => {
    scene = await setManagedScene()
    const inner = treeOf({ mode: '100644', type: 'blob', oid: blob('evil\n'), name: 'written' })
    const schemas = treeOf(
      { mode: '120000', type: 'blob', oid: blob(scene.folder), name: 'link' },
      { mode: '40000', type: 'tree', oid: inner, name: 'link' },
    )
    const postman = treeOf({ mode: '40000', type: 'tree', oid: schemas, name: 'schemas' })
    plantTree({ mode: '40000', type: 'tree', oid: postman, name: 'postman' })
    await scene.clone().catch(() => null)
    expect(() => lstatSync(join(scene.folder, 'written'))).toThrow('ENOENT')
  })

  it('pointers of Git LFS lie there as they are, and are pulled and put back so', async () => {
    const pointer = (n: number) => `version https://git-lfs.github.com/spec/v1\noid sha256:${String(n).repeat(64)}\nsize ${n}\n`
    scene = await setManagedScene({
      files: { '.gitattributes': '*.yaml filter=lfs -text\n', 'postman/schemas/big.yaml': pointer(1), 'src/x.ts': 'x\n' },
    })
    await scene.clone()
    expect(readFileSync(place('postman/schemas/big.yaml'), 'utf8')).toBe(pointer(1))
    scene.colleague({ 'postman/schemas/big.yaml': pointer(2), 'postman/schemas/new.yaml': pointer(3) })
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded' })
    expect(readFileSync(place('postman/schemas/big.yaml'), 'utf8')).toBe(pointer(2))
    writeFileSync(place('postman/schemas/big.yaml'), 'edited\n')
    await expect(commitAll('Edit')).rejects.toMatchObject({ code: 'FILTERED_FILE' })
    await discard(await scene.open(), { workspace: scene.workspace, paths: ['postman/schemas/big.yaml'] })
    expect(readFileSync(place('postman/schemas/big.yaml'), 'utf8')).toBe(pointer(2))
    expect((await status(await scene.open(), scene.workspace)).changes).toEqual([])
    expectClean()
  })

  it('line ends stay as they are stored, unless rules that are not even in the folder say otherwise', async () => {
    scene = await setManagedScene({
      files: {
        '.gitattributes': '*.json text eol=crlf\n*.yaml text\n',
        '.gitignore': '*.tmp\n',
        'postman/collections/a.json': '{\n}\n',
        'postman/schemas/a.yaml': 'a: 1\nb: 2\n',
        'postman/schemas/raw.txt': 'one\r\ntwo\r\n',
      },
    })
    await scene.clone()
    expect(readFileSync(place('postman/collections/a.json'), 'utf8')).toBe('{\r\n}\r\n')
    expect(readFileSync(place('postman/schemas/a.yaml'), 'utf8')).toBe('a: 1\nb: 2\n')
    expect(readFileSync(place('postman/schemas/raw.txt'), 'utf8')).toBe('one\r\ntwo\r\n')
    expectClean()
    writeFileSync(place('postman/schemas/a.yaml'), 'a: 1\r\nb: 3\r\n')
    writeFileSync(place('postman/schemas/note.tmp'), 'ignored\n')
    expect(await commitAll('Edit')).toMatchObject({ paths: ['postman/schemas/a.yaml'] })
    expect(scene.git('show', 'HEAD:postman/schemas/a.yaml')).toBe('a: 1\nb: 3')
    expectClean()
  })
})

describe('other places for the folders', () => {
  it.each([
    { schema: 'api', collection: 'api/collections' },
    { schema: 'a b/[x]*/schemas', collection: 'a b/collections' },
    { schema: 'top', collection: 'top' },
  ])('$schema and $collection', async (directories) => {
    const files = {
      [`${directories.schema}/s.yaml`]: 's: 1\n',
      [`${directories.collection}/c.json`]: '{}\n',
      'a b/other.txt': 'o\n',
      'a b/[x]y/z': 'z\n',
      'api-docs/x': 'x\n',
      'README.md': 'r\n',
    }
    scene = await setManagedScene({ files, directories })
    await scene.clone()
    expect(scene.checkedOut()).toEqual([`${directories.schema}/s.yaml`, `${directories.collection}/c.json`].sort())
    expectClean()
    expect(scene.git('sparse-checkout', 'list')).toContain(directories.schema.split('/')[0])
  })
})
