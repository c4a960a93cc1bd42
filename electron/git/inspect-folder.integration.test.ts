import { chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diffFile } from './diff/diff-file.ts'
import { examineDirectory } from './examine-directory.ts'
import { inspectFolder } from './inspect-folder.ts'
import { listFolders } from './list-folders.ts'
import { DIRECTORIES, type TestClone } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'

const S = 'postman/schemas'

describe('inspectFolder', () => {
  it('describes a clone with its remotes, branch and last commit', async () => {
    const clone = testClone()
    const commit = clone.commit({ a: '1' }, 'first')
    clone.git('remote', 'add', 'origin', 'short:acme/pets.git')
    clone.git('remote', 'add', 'backup', 'git@git.example.test:acme/pets.git')
    clone.git('config', '--global', 'url.https://git.example.test/.insteadOf', 'short:')
    expect(await inspectFolder(clone.root, clone.deps())).toMatchObject({
      kind: 'working-tree',
      layout: 'clone',
      remotes: [
        { name: 'origin', url: 'https://git.example.test/acme/pets.git', organisation: 'acme', repository: 'pets' },
        { name: 'backup', address: { kind: 'ssh', host: 'git.example.test' } },
      ],
      head: { kind: 'branch', branch: 'main', commit },
      lastCommit: { id: commit, subject: 'first' },
    })
  })

  it('tells everything else apart', async () => {
    const clone = testClone()
    const deps = clone.deps()
    const kindOf = async (...parts: string[]) => (await inspectFolder(join(clone.sandbox, ...parts), deps)).kind
    expect(await inspectFolder(clone.root, deps)).toMatchObject({
      kind: 'working-tree',
      head: { kind: 'unborn', branch: 'main' },
    })
    clone.commit({ 'sub/file': '1' })
    clone.git('worktree', 'add', '-q', '../linked')
    expect(await inspectFolder(join(clone.sandbox, 'linked'), deps)).toMatchObject({
      kind: 'working-tree',
      layout: 'linked-worktree',
      head: { branch: 'linked' },
    })
    clone.git('clone', '-q', '--bare', '.', '../bare.git')
    expect(await kindOf('bare.git')).toBe('bare')
    expect(await inspectFolder(join(clone.sandbox, 'bare.git', 'refs'), deps)).toEqual({
      kind: 'inside-git-folder',
      root: null,
    })
    expect(await inspectFolder(clone.path('.git/objects'), deps)).toEqual({ kind: 'inside-git-folder', root: clone.root })
    expect(await inspectFolder(clone.path('.git'), deps)).toEqual({ kind: 'inside-git-folder', root: clone.root })
    expect(await inspectFolder(clone.path('sub'), deps)).toEqual({ kind: 'subfolder', root: clone.root })
    expect(await kindOf('home')).toBe('not-a-repository')
    expect(await kindOf('clone', 'sub', 'file')).toBe('not-a-folder')
    expect(await kindOf('nowhere')).toBe('missing')
    clone.git('checkout', '-q', '--detach')
    expect(await inspectFolder(clone.root, deps)).toMatchObject({ kind: 'working-tree', head: { kind: 'detached' } })
    writeFileSync(clone.path('.git/HEAD'), 'nonsense')
    expect(await kindOf('clone')).toBe('broken')
  })

  it.runIf(process.getuid?.() === 0)('warns of a clone that belongs to somebody else', async () => {
    const clone = testClone()
    chownSync(clone.root, 12345, 12345)
    expect(await inspectFolder(clone.root, clone.deps())).toEqual({ kind: 'broken', detail: 'dubious-ownership' })
    clone.git('config', '--global', 'safe.directory', clone.root)
    expect(await inspectFolder(clone.root, clone.deps())).toMatchObject({ kind: 'working-tree' })
  })

  it('refuses formats that it cannot read', async () => {
    const clone = testClone({ init: ['--object-format=sha256'] })
    expect(await inspectFolder(clone.root, clone.deps())).toEqual({ kind: 'unsupported', feature: 'sha256' })
    const other = testClone()
    other.git('config', 'core.repositoryFormatVersion', '1')
    writeFileSync(other.path('.git/config'), `${other.read('.git/config')}[extensions]\n\trefStorage = reftable\n`)
    expect(await inspectFolder(other.root, other.deps())).toEqual({ kind: 'unsupported', feature: 'reftable' })
  })

  it('refuses a Git folder whose working tree lies elsewhere, and takes one that names its own', async () => {
    const clone = testClone()
    clone.commit({ a: '1' })
    clone.git('config', 'core.worktree', '../')
    expect(await inspectFolder(clone.root, clone.deps())).toMatchObject({ kind: 'working-tree' })
    clone.git('config', 'core.worktree', clone.sandbox)
    expect(await inspectFolder(clone.root, clone.deps())).toEqual({ kind: 'unsupported', feature: 'unknown-extension' })
  })
})

describe('folders of a clone', () => {
  function scene(): TestClone {
    const clone = testClone()
    clone.commit({
      '.gitignore': 'build/\n',
      'api/index.yaml': 'openapi: 3.0.0\n',
      'api/pets.json': '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}',
      'api/deep/x.proto': 'x',
      'docs/read.md': 'x',
      'only-committed/a.yaml': 'x',
    })
    rmSync(clone.path('only-committed'), { recursive: true })
    mkdirSync(clone.path('build'))
    mkdirSync(clone.path('empty'))
    symlinkSync('/tmp', clone.path('link'))
    clone.gitWith({}, 'init', '-q', 'nested')
    return clone
  }

  it('lists those on disk and on the branch, with what they hold', async () => {
    const repo = await scene().open()
    expect(await listFolders(repo, { path: '' })).toEqual([
      { name: 'api', path: 'api', hasChildren: true, definitions: 1, collections: 1 },
      { name: 'docs', path: 'docs', hasChildren: false, definitions: 0, collections: 0 },
      { name: 'empty', path: 'empty', hasChildren: false, definitions: 0, collections: 0 },
      { name: 'only-committed', path: 'only-committed', hasChildren: false, definitions: 0, collections: 0 },
    ])
    expect((await listFolders(repo, { path: 'api' })).map(({ path }) => path)).toEqual(['api/deep'])
    await expect(listFolders(repo, { path: '../clone' })).rejects.toMatchObject({ code: 'INVALID_PATH' })
    await expect(listFolders(repo, { path: '.GIT/objects' })).rejects.toMatchObject({ code: 'INVALID_PATH' })
  })

  it.each([
    ['api', 'folder', 2, 1],
    ['only-committed', 'folder', 0, 0],
    ['only-committed/a.yaml', 'file', 0, 0],
    ['docs/read.md', 'file', 0, 0],
    ['docs/read.md/below', 'file', 0, 0],
    ['build/x', 'ignored', 0, 0],
    ['link/x', 'link-outside', 0, 0],
    ['nested', 'submodule', 0, 0],
    ['nested/inside', 'submodule', 0, 0],
    ['not/there', 'absent', 0, 0],
  ])('examines %s: %s', async (directory, kind, definitions, collections) => {
    expect(await examineDirectory(await scene().open(), { directory })).toEqual({ kind, definitions, collections })
  })
})

describe('diffFile', () => {
  it('shows text without byte-order mark and with plain line ends, and says what is not text', async () => {
    const clone = testClone()
    clone.commit({
      [`${S}/text`]: '\uFEFFa\r\nb\n',
      [`${S}/binary`]: Buffer.from([1, 0, 2]),
      [`${S}/latin`]: Buffer.from([0xe4, 0x0a]),
      [`${S}/lfs`]: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
    })
    clone.write(`${S}/text`, 'new\n')
    clone.write(`${S}/big`, Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))
    symlinkSync('text', clone.path(`${S}/link`))
    const repo = await clone.open()
    const diff = (name: string) =>
      diffFile(repo, {
        workspace: { directories: DIRECTORIES },
        source: { kind: 'working' },
        access: null,
        path: `${S}/${name}`,
      })
    expect(await diff('text')).toMatchObject({
      path: `${S}/text`,
      before: { kind: 'text', text: 'a\nb\n' },
      after: { kind: 'text', text: 'new\n' },
      version: expect.any(String),
    })
    expect(await diff('binary')).toMatchObject({ before: { kind: 'binary', size: 3, media: null } })
    expect(await diff('latin')).toMatchObject({ before: { kind: 'binary', size: 2, media: null } })
    expect(await diff('lfs')).toMatchObject({ before: { kind: 'lfs-pointer' } })
    expect(await diff('big')).toMatchObject({ after: { kind: 'too-large', size: 10 * 1024 * 1024 + 1 } })
    expect(await diff('link')).toMatchObject({ before: { kind: 'absent' }, after: { kind: 'symlink', target: 'text' } })
  })
})
