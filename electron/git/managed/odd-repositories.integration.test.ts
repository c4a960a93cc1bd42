import { execFileSync } from 'node:child_process'
import { lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { git } from '../../../e2e/sandbox/git-command.ts'
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

interface Planted {
  name: string
  mode: string
  oid: string
}

/** Stores a tree with these entries on the server, whatever their names: Git's own programs ask no questions this way. */
function storeTree(entries: readonly Planted[], encoding: 'utf8' | 'latin1' = 'utf8'): string {
  const file = join(scene.folder, 'tree')
  writeFileSync(
    file,
    Buffer.concat(
      entries.flatMap(({ mode, name, oid }) => [Buffer.from(`${mode} ${name}\0`, encoding), Buffer.from(oid, 'hex')]),
    ),
  )
  return git(scene.bare, 'hash-object', '-w', '-t', 'tree', '--literally', file)
}

function plant(tree: string, ...parents: string[]): void {
  const above = parents.flatMap((parent) => ['-p', parent])
  git(scene.bare, 'update-ref', 'refs/heads/main', git(scene.bare, 'commit-tree', tree, ...above, '-m', 'Odd'))
}

const folder = (name: string, oid: string): Planted => ({ mode: '40000', name, oid })
const file = (name: string, oid: string, mode = '100644'): Planted => ({ mode, name, oid })
/** The tree of a repository whose `postman/schemas` is this one. */
const aroundSchemas = (schemas: string) => storeTree([folder('postman', storeTree([folder('schemas', schemas)]))])
const blob = (text: string) => {
  const file = join(scene.folder, 'blob')
  writeFileSync(file, text)
  return git(scene.bare, 'hash-object', '-w', file)
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
    const script = blob('#!/bin/sh\n')
    const schemas = storeTree([
      file('module', 'a'.repeat(40), '160000'),
      file('out', blob('../../../outside'), '120000'),
      file('run.sh', script, '100755'),
      file('🐕 with space.yaml', script),
    ])
    plant(aroundSchemas(schemas))
    await scene.clone()
    expect(readlinkSync(place('postman/schemas/out'))).toBe('../../../outside')
    expect(lstatSync(place('postman/schemas/run.sh')).mode & 0o111).not.toBe(0)
    expect(lstatSync(place('postman/schemas/module')).isDirectory()).toBe(true)
    expect((await status(await scene.open(), scene.workspace)).changes).toEqual([])
    expectClean()
  })

  it.each(['..', '.git', '.GIT', 'git~1', '../escape', '.'])('a server that names something “%s” is refused', async (name) => {
    scene = await setManagedScene()
    const evil = storeTree([folder(name, storeTree([file('config', blob('evil\n'))]))])
    for (const tree of [evil, aroundSchemas(evil)]) {
      plant(tree)
      await expect(scene.clone()).rejects.toMatchObject({ code: 'INVALID_PATH' })
      expect(scene.clonesFolder()).toEqual([])
    }
  })

  it('a link and a folder of one name lead nowhere', async () => {
    scene = await setManagedScene()
    const inner = storeTree([file('written', blob('evil\n'))])
    plant(aroundSchemas(storeTree([file('link', blob(scene.folder), '120000'), folder('link', inner)])))
    await scene.clone().catch(() => null)
    expect(() => lstatSync(join(scene.folder, 'written'))).toThrow('ENOENT')
  })

  it('names that are not UTF-8 are left out, stay in every commit, and may change', async () => {
    scene = await setManagedScene()
    const oddTree = (text: string) => {
      const odd = file('gr\u00fcn', blob(text))
      const schemas = storeTree([file('a.yaml', blob('a: 1\n')), odd], 'latin1')
      const beside = folder('d\u00fcrr', storeTree([odd], 'latin1'))
      return storeTree([beside, folder('postman', storeTree([folder('schemas', schemas)]))], 'latin1')
    }
    plant(oddTree('one\n'))
    await scene.clone()
    expect(scene.checkedOut()).toEqual(['postman/schemas/a.yaml'])
    expectClean()
    writeFileSync(place('postman/schemas/a.yaml'), 'a: 2\n')
    await commitAll('Edit')
    expect(await pushBranch(await scene.open(), scene.access)).toMatchObject({ kind: 'pushed' })
    expect(git(scene.bare, 'diff', '--name-only', 'main~', 'main')).toBe('postman/schemas/a.yaml')
    plant(oddTree('two\n'), git(scene.bare, 'rev-parse', 'main'))
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded', paths: ['postman/schemas/a.yaml'] })
    expect(scene.checkedOut()).toEqual(['postman/schemas/a.yaml'])
    expectClean()
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
