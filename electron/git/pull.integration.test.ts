import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git } from '../../e2e/sandbox/git-command.ts'
import type { Checkpoint } from './contract.ts'
import { pullBranch } from './pull.ts'
import { openRepo } from './repository/repo.ts'
import { listRestorePoints } from './restore-points.ts'
import { COLLECTION, DEFINITION, isolatedDeps, type RemoteScene, setRemoteScene } from './testing/remote-scene.ts'

let scene: RemoteScene
beforeEach(async () => {
  scene = await setRemoteScene()
})
afterEach(() => scene.dispose())

const EDITED = 'openapi: 3.1.0\ninfo:\n  title: Mine\n'
const THEIRS = '{ "info": { "name": "Theirs" } }\n'

async function pull(otherFiles: 'ask' | 'update' = 'ask', reached: (checkpoint: Checkpoint) => void = () => {}) {
  const repo = await scene.open({ reached })
  return pullBranch(repo, { workspace: scene.workspace, access: scene.access, otherFiles, author: null })
}
const read = (path: string) => readFileSync(join(scene.clone, path), 'utf8')
function write(path: string, text: string) {
  mkdirSync(dirname(join(scene.clone, path)), { recursive: true })
  writeFileSync(join(scene.clone, path), text)
}
const status = () => scene.git('status', '--porcelain=v2', '--untracked-files=all')
/** Everything that a refused pull must leave as it was; the remote-tracking ref may move. */
const state = () => [
  scene.git('rev-parse', 'HEAD'),
  status(),
  scene.git('diff', 'HEAD'),
  scene.git('ls-files', '-s'),
  scene.git('for-each-ref', 'refs/heads', 'refs/graft'),
]

describe('pull', () => {
  it('has nothing to do', async () => {
    expect(await pull()).toEqual({ kind: 'up-to-date' })
    commitFiles(scene.clone, { [DEFINITION]: EDITED }, 'Mine')
    expect(await pull()).toEqual({ kind: 'up-to-date' })
  })

  it('moves forward, files and index with it, as command-line Git sees it', async () => {
    const tip = scene.colleague({ [COLLECTION]: THEIRS, 'postman/schemas/new.yaml': 'a: 1\n', [DEFINITION]: null })
    expect(await pull()).toEqual({
      kind: 'fast-forwarded',
      commits: 1,
      paths: [COLLECTION, DEFINITION, 'postman/schemas/new.yaml'],
    })
    expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
    expect(status()).toBe('')
    expect(read(COLLECTION)).toBe(THEIRS)
    expect(existsSync(join(scene.clone, DEFINITION))).toBe(false)
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('takes the right to execute, links and folders that become files', async () => {
    scene.colleague({ 'postman/schemas/deep/a.yaml': 'a\n' })
    await pull()
    const scratch = join(scene.folder, 'scratch')
    git(scene.folder, 'clone', '-q', scene.bare, scratch)
    chmodSync(join(scratch, DEFINITION), 0o755)
    rmSync(join(scratch, 'postman/schemas/deep'), { recursive: true })
    symlinkSync('index.yaml', join(scratch, 'postman/schemas/link.yaml'))
    commitFiles(scratch, { 'postman/schemas/deep': 'now a file\n' }, 'Odd')
    git(scratch, 'push', '-q', 'origin', 'main')
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded' })
    expect(status()).toBe('')
    expect(scene.git('ls-files', '-s', '--', DEFINITION)).toMatch(/^100755/)
  })

  it('merges where both moved and nothing collides: two parents, Git’s words, the tree Git would make', async () => {
    const mine = commitFiles(scene.clone, { [DEFINITION]: EDITED }, 'Mine')
    const theirs = scene.colleague({ [COLLECTION]: THEIRS })
    const outcome = await pull()
    expect(outcome).toMatchObject({ kind: 'merged', commits: 1, paths: [COLLECTION] })
    expect(scene.git('log', '-1', '--format=%P')).toBe(`${mine} ${theirs}`)
    expect(scene.git('log', '-1', '--format=%an <%ae> %s')).toBe(
      `Grace Example <grace@example.test> Merge branch 'main' of ${scene.server.url}/team/pets into main`,
    )
    expect(scene.git('rev-parse', 'HEAD^{tree}')).toBe(scene.git('merge-tree', '--write-tree', mine, theirs))
    expect(status()).toBe('')
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('keeps uncommitted edits, staged work and untracked files byte for byte', async () => {
    commitFiles(scene.clone, { 'postman/schemas/mine.yaml': 'm\n' }, 'Mine')
    write(DEFINITION, `${EDITED}\r\n\t`)
    write('README.md', '# staged elsewhere\n')
    scene.git('add', 'README.md')
    write('README.md', '# staged, then edited\n')
    write('notes.txt', 'untracked\n')
    const before = [status(), scene.git('diff'), scene.git('diff', '--cached')]
    scene.colleague({ [COLLECTION]: THEIRS })

    expect(await pull()).toMatchObject({ kind: 'merged', paths: [COLLECTION] })

    expect([status(), scene.git('diff'), scene.git('diff', '--cached')]).toEqual(before)
    expect(await listRestorePoints(await scene.open())).toMatchObject([{ reason: 'pull', paths: [DEFINITION] }])
  })

  it('reaches its checkpoints in order', async () => {
    commitFiles(scene.clone, { 'postman/schemas/mine.yaml': 'm\n' }, 'Mine')
    scene.colleague({ [COLLECTION]: THEIRS })
    const reached: Checkpoint[] = []
    await pull('ask', (checkpoint) => reached.push(checkpoint))
    expect(reached).toEqual([
      'pull:fetched',
      'pull:restore-point-made',
      'pull:merge-commit-written',
      'pull:journal-written',
      'pull:index-locked',
      'pull:first-file-written',
      'pull:files-written',
      'pull:branch-moved',
      'pull:index-written',
    ])
  })

  it('gets everything on the first pull of a branch without commits', async () => {
    await scene.dispose()
    scene = await setRemoteScene({ files: null })
    expect(await pull()).toEqual({ kind: 'no-upstream' })
    const tip = scene.colleague({ [DEFINITION]: EDITED })
    write('notes.txt', 'mine\n')
    expect(await pull()).toEqual({ kind: 'fast-forwarded', commits: 1, paths: [DEFINITION] })
    expect(scene.git('rev-parse', 'main')).toBe(tip)
    expect(status()).toBe('? notes.txt')
  })

  it('respects a shallow clone', async () => {
    const shallow = join(scene.folder, 'shallow')
    scene.colleague({ [COLLECTION]: '{}\n' })
    git(scene.folder, 'clone', '-q', '--depth', '1', `file://${scene.bare}`, shallow)
    git(shallow, 'remote', 'set-url', 'origin', scene.server.urlOf('team/pets.git'))
    const tip = scene.colleague({ [COLLECTION]: THEIRS })
    const repo = await openRepo(shallow, isolatedDeps())
    const outcome = await pullBranch(repo, {
      workspace: scene.workspace,
      access: scene.access,
      otherFiles: 'ask',
      author: null,
    })
    expect(outcome).toEqual({ kind: 'fast-forwarded', commits: 1, paths: [COLLECTION] })
    expect(git(shallow, 'rev-parse', 'HEAD')).toBe(tip)
    expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('2')
    expect(git(shallow, 'fsck', '--strict')).toBe('')
  })

  it('says where the branch follows nothing, and where it vanished', async () => {
    scene.git('checkout', '-q', '-b', 'lonely')
    expect(await pull()).toEqual({ kind: 'no-upstream' })
    scene.git('checkout', '-q', 'main')
    git(scene.bare, 'branch', '-m', 'main', 'trunk')
    expect(await pull()).toEqual({ kind: 'no-upstream' })
    expect(scene.git('for-each-ref', 'refs/remotes/origin/main')).toBe('')
  })

  it('says that histories are unrelated', async () => {
    scene.git('checkout', '-q', '--orphan', 'fresh')
    commitFiles(scene.clone, { [DEFINITION]: EDITED }, 'Fresh')
    scene.git('branch', '-q', '-M', 'fresh', 'main')
    scene.git('branch', '-q', '--set-upstream-to=origin/main')
    scene.colleague({ [COLLECTION]: THEIRS })
    expect(await pull()).toEqual({ kind: 'unrelated-histories' })
  })

  it('respects a detached HEAD and work begun elsewhere', async () => {
    scene.git('checkout', '-q', '--detach')
    await expect(pull()).rejects.toMatchObject({ code: 'DETACHED_HEAD' })
    scene.git('checkout', '-q', 'main')
    writeFileSync(join(scene.clone, '.git', 'MERGE_HEAD'), `${scene.git('rev-parse', 'HEAD')}\n`)
    await expect(pull()).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS', data: { operation: 'merge' } })
  })
})

describe('collisions stop a pull before a byte changes', () => {
  const mine = { path: DEFINITION, owned: true }

  it.each<[string, () => void, object]>([
    [
      'both committed',
      () => {
        commitFiles(scene.clone, { [DEFINITION]: EDITED }, 'Mine')
        scene.colleague({ [DEFINITION]: 'theirs\n' })
      },
      { ...mine, reason: 'both-committed' },
    ],
    [
      'deleted here, changed there',
      () => {
        commitFiles(scene.clone, { [DEFINITION]: null }, 'Mine')
        scene.colleague({ [DEFINITION]: 'theirs\n' })
      },
      { ...mine, reason: 'both-committed' },
    ],
    [
      'edited, not committed',
      () => {
        write(DEFINITION, EDITED)
        scene.colleague({ [DEFINITION]: 'theirs\n' })
      },
      { ...mine, reason: 'uncommitted' },
    ],
    [
      'staged, then put back',
      () => {
        const text = read(DEFINITION)
        write(DEFINITION, EDITED)
        scene.git('add', '.')
        write(DEFINITION, text)
        scene.colleague({ [DEFINITION]: 'theirs\n' })
      },
      { ...mine, reason: 'uncommitted' },
    ],
    [
      'edited here, deleted there',
      () => {
        write(DEFINITION, EDITED)
        scene.colleague({ [DEFINITION]: null })
      },
      { ...mine, reason: 'uncommitted' },
    ],
    [
      'untracked here, new there',
      () => {
        write('postman/schemas/new.yaml', 'mine\n')
        scene.colleague({ 'postman/schemas/new.yaml': 'theirs\n' })
      },
      { path: 'postman/schemas/new.yaml', owned: true, reason: 'uncommitted' },
    ],
    [
      'ignored here, new there',
      () => {
        appendFileSync(join(scene.clone, '.git/info/exclude'), 'new.yaml\n')
        write('postman/schemas/new.yaml', 'mine\n')
        scene.colleague({ 'postman/schemas/new.yaml': 'theirs\n' })
      },
      { path: 'postman/schemas/new.yaml', owned: true, reason: 'uncommitted' },
    ],
    [
      'an untracked file where a folder has to be',
      () => {
        write('postman/schemas/deep', 'mine\n')
        scene.colleague({ 'postman/schemas/deep/a.yaml': 'theirs\n' })
      },
      { path: 'postman/schemas/deep/a.yaml', owned: true, reason: 'uncommitted' },
    ],
    [
      'an untracked folder where a file has to be',
      () => {
        write('postman/schemas/deep/a.yaml', 'mine\n')
        scene.colleague({ 'postman/schemas/deep': 'theirs\n' })
      },
      { path: 'postman/schemas/deep', owned: true, reason: 'uncommitted' },
    ],
  ])('%s', async (_name, arrange, file) => {
    arrange()
    const before = state()
    expect(await pull('update')).toEqual({ kind: 'collides', files: [file] })
    expect(state()).toEqual(before)
  })

  it('takes an edit that equals what comes for no collision', async () => {
    write(DEFINITION, 'same\n')
    write('postman/schemas/new.yaml', 'same\n')
    scene.colleague({ [DEFINITION]: 'same\n', 'postman/schemas/new.yaml': 'same\n' })
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded' })
    expect(status()).toBe('')
  })
})

describe('files of other people', () => {
  it('asks before it touches them, and changes nothing until then', async () => {
    const tip = scene.colleague({ 'src/app.ts': 'export const app = 2\n', [COLLECTION]: THEIRS })
    const before = state()
    expect(await pull('ask')).toEqual({ kind: 'touches-other-files', paths: ['src/app.ts'] })
    expect(state()).toEqual(before)
    expect(scene.git('rev-parse', 'origin/main')).toBe(tip)
  })

  it('lets them follow where that was agreed, edits elsewhere staying as they are', async () => {
    scene.colleague({ 'src/app.ts': 'export const app = 2\n', 'README.md': null })
    write('src/other.ts', 'mine\n')
    scene.git('add', 'src/other.ts')
    expect(await pull('update')).toMatchObject({ kind: 'fast-forwarded', paths: ['README.md', 'src/app.ts'] })
    expect(read('src/app.ts')).toBe('export const app = 2\n')
    expect(scene.git('status', '--porcelain')).toBe('A  src/other.ts')
  })

  it('stops where one of them is edited', async () => {
    scene.colleague({ 'src/app.ts': 'export const app = 2\n' })
    write('src/app.ts', 'mine\n')
    const before = state()
    const file = { path: 'src/app.ts', owned: false, reason: 'uncommitted' }
    expect(await pull('update')).toEqual({ kind: 'collides', files: [file] })
    expect(state()).toEqual(before)
  })
})

describe('a connection that fails', () => {
  beforeEach(() => {
    const noise = Array.from({ length: 20_000 }, (_, i) => (i * 2654435761) % 4294967296).join('\n')
    scene.colleague({ [COLLECTION]: noise })
  })
  const untouched = () => [...state(), scene.git('rev-parse', 'origin/main'), leftovers()]
  const leftovers = () =>
    readdirSync(join(scene.clone, '.git'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.lock$|tmp_|incoming/.test(name),
    )

  it.each([0, 10, 1000, 40_000])('cut after %i bytes of the pack leaves the clone as it was', async (bytes) => {
    scene.server.faults.cutAfter = bytes
    const before = untouched()
    await expect(pull()).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'connection-lost' } })
    expect(untouched()).toEqual(before)
    expect(scene.git('fsck', '--strict')).toBe('')

    scene.server.faults.cutAfter = null
    expect(await pull()).toMatchObject({ kind: 'fast-forwarded' })
  })

  it('aborted while the server thinks, leaves the clone as it was', async () => {
    let open = () => {}
    scene.server.faults.gate = new Promise((resolve) => {
      open = resolve
    })
    const controller = new AbortController()
    const repo = await scene.open()
    const before = untouched()
    const pulling = pullBranch(
      repo,
      { workspace: scene.workspace, access: scene.access, otherFiles: 'ask', author: null },
      {
        signal: controller.signal,
        onProgress: ({ stage }) => stage === 'connecting' && setImmediate(() => controller.abort()),
      },
    )
    await expect(pulling).rejects.toMatchObject({ name: 'AbortError' })
    open()
    expect(untouched()).toEqual(before)
  })

  it('says that nobody is there', async () => {
    await scene.server.stop()
    await expect(pull()).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'refused' } })
    scene = { ...scene, dispose: async () => rmSync(scene.folder, { recursive: true, force: true }) }
  })
})
