import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import { diffFile } from '../diff/diff-file.ts'
import { discard } from '../discard.ts'
import { examineDirectory } from '../examine-directory.ts'
import { fetchRemote } from '../fetch.ts'
import { listFolders } from '../list-folders.ts'
import { pullBranch } from '../pull.ts'
import { pushBranch } from '../push.ts'
import type { Repo } from '../repository/repo.ts'
import { restore } from '../restore.ts'
import { listRestorePoints, makeRestorePoint } from '../restore-points.ts'
import { status } from '../status.ts'
import { CHECKED_OUT, GENEROUS, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { mayBeLeftOut } from './left-out.ts'

const AUTHOR = { name: 'Grace Example', email: 'grace@example.test' }
const DEFINITION = 'postman/schemas/index.yaml'

describe.each<[string, Record<string, string>]>([
  ['without trees', GENEROUS],
  ['without files', { ...GENEROUS, 'uploadpackfilter.tree.allow': 'false' }],
  ['with everything', {}],
])('in a managed clone %s', (_name, settings) => {
  let scene: ManagedScene
  let repo: Repo
  beforeEach(async () => {
    scene = await setManagedScene({ settings })
    await scene.clone()
    repo = await scene.open()
  })
  afterEach(() => scene.dispose())

  const write = (path: string, text: string) => writeFileSync(join(scene.workspace.root, path), text)
  const commitAll = async (message: string) => {
    const { changes } = await status(repo, scene.workspace)
    return commit(repo, { workspace: scene.workspace, paths: changes.map(({ path }) => path), message, author: AUTHOR })
  }
  const pull = () => pullBranch(repo, { workspace: scene.workspace, access: scene.access, otherFiles: 'ask', author: AUTHOR })
  const serverTree = () => git(scene.bare, '-c', 'core.quotePath=false', 'ls-tree', '-r', '-t', 'main')
  /** Git, offline, finds nothing to say: the index is what HEAD is, and the working folder what the index is. */
  const expectClean = () => {
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
  }

  it('a commit is pushed, and nobody else’s file changes on the server', async () => {
    const before = serverTree()
    write(DEFINITION, 'openapi: 3.1.0\ninfo:\n  title: Cats\n')
    write('postman/collections/new 🐈.json', '{}\n')
    rmSync(join(scene.workspace.root, 'postman/schemas/parts/pet.yaml'))
    expect((await status(repo, scene.workspace)).changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'added postman/collections/new 🐈.json',
      `modified ${DEFINITION}`,
      'deleted postman/schemas/parts/pet.yaml',
    ])
    expect(await commitAll('Cats')).toMatchObject({ kind: 'committed' })
    expectClean()
    expect(await pushBranch(repo, scene.access)).toEqual({ kind: 'pushed', commits: 1, branch: 'main', createdBranch: false })
    expectClean()
    const outside = (tree: string) => tree.split('\n').filter((line) => !/\tpostman(?:$|\/schemas|\/collections)/.test(line))
    expect(outside(serverTree())).toEqual(outside(before))
    expect(git(scene.bare, 'show', `main:${DEFINITION}`)).toContain('Cats')
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
    expect(git(scene.bare, 'diff', '--name-status', 'main~', 'main').split('\n')).toHaveLength(3)
  })

  it('a pull goes forward over everybody’s changes and brings in the folders’ alone', async () => {
    scene.colleague({
      [DEFINITION]: 'openapi: 3.1.0\ninfo:\n  title: Dogs\n',
      'postman/schemas/deep/er/new.yaml': 'type: string\n',
      'postman/collections/pets.json': null,
      'src/deep/er/code.ts': 'export const code = 3\n',
      'docs/guide/intro.md': null,
      docs: 'now a file\n',
      'LICENSE.md': 'new at the root\n',
      'new/folder/file.txt': 'new\n',
      'README.md': null,
      'postman/environments/local.json': '{ "changed": true }\n',
    })
    expect(await fetchRemote(repo, scene.access)).toMatchObject({ upstream: { behind: 1, ahead: 0 } })
    const outcome = await pull()
    expect(outcome).toEqual({
      kind: 'fast-forwarded',
      commits: 1,
      paths: ['postman/collections/pets.json', 'postman/schemas/deep/er/new.yaml', DEFINITION],
    })
    expect(scene.checkedOut()).toEqual([
      '.postman/api',
      'postman/schemas/deep/er/new.yaml',
      DEFINITION,
      'postman/schemas/parts/pet.yaml',
    ])
    expectClean()
    expect((await status(repo, scene.workspace)).foreignStaged).toBe(0)
    expect(await pull()).toEqual({ kind: 'up-to-date' })
  })

  it('a merge takes others’ folders as they are, and is pushed', async () => {
    write(DEFINITION, 'openapi: 3.1.0\ninfo:\n  title: Cats\n')
    await commitAll('Cats')
    scene.colleague({ 'src/app.ts': 'export const app = 2\n', 'postman/collections/other.json': '{}\n' })
    scene.colleague({ 'docs/guide/intro.md': 'Hello again\n', 'postman/notes.txt': 'changed\n' })
    expect(await pushBranch(repo, scene.access)).toEqual({ kind: 'remote-moved' })
    expect(await pull()).toMatchObject({ kind: 'merged', commits: 2, paths: ['postman/collections/other.json'] })
    expectClean()
    expect(scene.git('rev-parse', 'HEAD:src')).toBe(git(scene.bare, 'rev-parse', 'main:src'))
    expect(await pushBranch(repo, scene.access)).toMatchObject({ kind: 'pushed', commits: 2 })
    expect(git(scene.bare, 'diff', '--name-only', 'main^2', 'main')).toBe(DEFINITION)
    expect(git(scene.bare, 'fsck', '--strict')).toBe('')
  })

  it('an edit in the way of a pull stays, and a collision of commits is told', async () => {
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.0\ninfo:\n  title: Dogs\n', 'src/app.ts': 'export const app = 9\n' })
    write(DEFINITION, 'mine\n')
    const file = { path: DEFINITION, owned: true }
    expect(await pull()).toEqual({ kind: 'collides', files: [{ ...file, reason: 'uncommitted' }] })
    await commitAll('Mine')
    expect(await pull()).toEqual({ kind: 'collides', files: [{ ...file, reason: 'both-committed' }] })
    expectClean()
  })

  it('edits are discarded, restored and compared', async () => {
    write(DEFINITION, 'edited\n')
    write('postman/schemas/new.yaml', 'new\n')
    expect(
      await diffFile(repo, { workspace: scene.workspace, source: { kind: 'working' }, access: null, path: DEFINITION }),
    ).toMatchObject({
      before: { kind: 'text', text: expect.stringContaining('Pets') },
      after: { kind: 'text', text: 'edited\n' },
    })
    expect((await makeRestorePoint(repo, { workspace: scene.workspace, reason: 'disconnect' }))?.paths).toHaveLength(2)
    const { restorePoint } = await discard(repo, {
      workspace: scene.workspace,
      paths: [DEFINITION, 'postman/schemas/new.yaml'],
    })
    expectClean()
    await restore(repo, { workspace: scene.workspace, id: restorePoint.id, paths: null })
    expect((await status(repo, scene.workspace)).changes).toHaveLength(2)
    expect(await listRestorePoints(repo)).toHaveLength(3)
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
  })

  it('folders are listed and examined', async () => {
    const names = async (path: string) => (await listFolders(repo, { path })).map(({ name }) => name)
    expect(await names('')).toEqual(['.postman', 'docs', 'postman', 'src'])
    expect(await names('postman')).toEqual(['collections', 'environments', 'schemas'])
    expect(await names('postman/schemas')).toEqual(['parts'])
    expect(await examineDirectory(repo, { directory: 'postman/schemas' })).toMatchObject({ kind: 'folder', definitions: 2 })
    expect(await examineDirectory(repo, { directory: 'postman/none' })).toMatchObject({ kind: 'absent' })
  })

  it('a file that is not on the disk may be on the branch, but not in the folders', () => {
    const answers = ['src/app.ts', 'src/any/thing', 'README.md', 'postman/environments/x', `${DEFINITION}x`, 'nowhere/x']
    expect(answers.filter((path) => mayBeLeftOut(repo, path))).toEqual(answers.slice(0, 4))
  })

  it('what is on the server stays so when the branch was moved elsewhere by force', async () => {
    const old = git(scene.bare, 'rev-parse', 'main~')
    git(scene.bare, 'update-ref', 'refs/heads/main', old)
    scene.colleague({ [DEFINITION]: 'openapi: 3.1.0\n', 'src/new.ts': 'x\n' })
    write('postman/schemas/mine.yaml', 'mine: true\n')
    await commitAll('Mine')
    expect(await pull()).toMatchObject({ kind: 'merged' })
    expectClean()
    expect(scene.checkedOut()).toEqual([...CHECKED_OUT, 'postman/schemas/mine.yaml'].sort())
  })
})
