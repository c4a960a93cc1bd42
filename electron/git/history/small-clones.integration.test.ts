import { execFile, execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommitFiles, HistoryScope } from '#shared/domain/history.ts'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import type { NeedsServer, RemoteAccess } from '../contract.ts'
import { openRepo, type Repo } from '../repository/repo.ts'
import { scriptOrdinaryHistory } from '../testing/long-history.ts'
import { GENEROUS, type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { DIRECTORIES, isolatedDeps, TOKEN } from '../testing/remote-scene.ts'
import { encodePacket } from '../transport/pkt-line.ts'
import { commitFiles } from './commit-files.ts'
import { listHistory } from './list-history.ts'
import { restoreFromCommit } from './restore-from-commit.ts'

const FOLDERS = ['postman/schemas', 'postman/collections', '.postman']
const COMMITS = 400

/** A server with a history, and clones of it that hold little. */
let scene: ManagedScene
beforeAll(async () => {
  scene = await setManagedScene({ files: null, settings: GENEROUS })
  const input = scriptOrdinaryHistory(COMMITS).text()
  execFileSync('git', ['fast-import', '--quiet'], { cwd: scene.bare, env: isolatedGitEnvironment(), input })
  git(scene.bare, 'update-ref', '-d', 'refs/heads/side')
})
afterAll(() => scene.dispose())
beforeEach(() => {
  rmSync(scene.workspace.root, { recursive: true, force: true })
  rmSync(ownClone(), { recursive: true, force: true })
  scene.server.faults.protocol = 'as-asked'
})

const ownClone = () => join(scene.folder, 'own')
const logged = (...args: string[]) => git(scene.bare, 'log', '--date-order', '--format=%H', 'main', ...args).split('\n')
const posts = () => scene.server.requests.filter(({ method, url }) => method === 'POST' && url.includes('upload-pack')).length

async function page(
  repo: Repo,
  asked: { scope: HistoryScope; access: RemoteAccess | null; cursor?: string | null; search?: string; limit?: number },
) {
  const { scope, access, cursor = null, search = '', limit = 30 } = asked
  const workspace = { root: repo.root, directories: DIRECTORIES }
  return listHistory(repo, { workspace, remote: 'origin', access, scope, search, cursor, limit })
}

/** As the service asks: without an access first. Says how often the server was needed. */
async function listAll(repo: Repo, scope: HistoryScope) {
  const ids: string[] = []
  let [asked, cursor]: [number, string | null] = [0, null]
  do {
    let found = await page(repo, { scope, access: null, cursor })
    if ('kind' in found) {
      asked += 1
      found = await page(repo, { scope, access: scene.access, cursor })
    }
    if ('kind' in found) throw new Error('It was asked with an access.')
    ids.push(...found.commits.map(({ id }) => id))
    cursor = found.next
  } while (cursor !== null)
  return { ids, asked }
}

describe('history in a managed clone', () => {
  it('grows as one goes back, in few requests, and is what the server has', async () => {
    await scene.clone()
    const repo = await scene.open()
    const before = posts()
    const first = await page(repo, { scope: 'all', access: null })
    expect('commits' in first && first.commits).toHaveLength(1)
    expect(await page(repo, { scope: 'api', access: null })).toEqual({ kind: 'needs-server' })
    expect(posts()).toBe(before)

    expect(await page(repo, { scope: 'api', access: scene.access })).toMatchObject({ commits: { length: 10 } })
    // A hundred commits more, their topmost trees, and the trees on the way to the folders.
    expect(posts() - before).toBe(3)
    const ofFolders = await listAll(repo, 'api')
    expect(ofFolders.ids).toEqual(logged('--', ...FOLDERS))
    expect(posts() - before).toBeLessThan(30)
    expect((await listAll(repo, 'all')).ids).toEqual(logged())
    const after = posts()
    expect((await listAll(await scene.open(), 'api')).ids).toEqual(ofFolders.ids)
    expect(posts()).toBe(after)
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
    expect(scene.git('status', '--porcelain')).toBe('')
  })

  it('shows a commit’s files and puts one back, with what only the server has', async () => {
    await scene.clone()
    const repo = await scene.open()
    const workspace = { root: repo.root, directories: DIRECTORIES }
    const [tip = ''] = logged()
    const head = { workspace, remote: 'origin', commit: tip }
    // Of the only commit that is here the parent is not.
    expect(await commitFiles(repo, { ...head, access: null })).toEqual({ kind: 'needs-server' })
    expect(await commitFiles(repo, { ...head, access: scene.access })).toMatchObject({ files: [], otherFiles: null })
    const [, , old = ''] = (await listAll(repo, 'api')).ids
    const asked = { workspace, remote: 'origin', commit: old }
    expect(await commitFiles(repo, { ...asked, access: null })).toEqual({ kind: 'needs-server' })
    const before = posts()
    const { files } = expectFiles(await commitFiles(repo, { ...asked, access: scene.access }))
    expect(files.map(({ kind, path }) => `${kind[0]?.toUpperCase()}\t${path}`)).toEqual(
      git(
        scene.bare,
        'diff-tree',
        '-r',
        '-m',
        '--first-parent',
        '--no-commit-id',
        '--name-status',
        old,
        '--',
        ...FOLDERS,
      ).split('\n'),
    )
    expect(posts() - before).toBeLessThanOrEqual(2)
    const path = files[0]?.path ?? ''
    const put = { workspace, commit: old, path }
    expect(await restoreFromCommit(repo, { ...put, access: null })).toEqual({ kind: 'needs-server' })
    expect(await restoreFromCommit(repo, { ...put, access: scene.access })).toMatchObject({ restored: [path] })
    expect(scene.git('hash-object', path)).toBe(git(scene.bare, 'rev-parse', `${old}:${path}`))
  })

  it('is searched to its very beginning', async () => {
    await scene.clone()
    const found = await page(await scene.open(), { scope: 'all', access: scene.access, search: 'begin' })
    expect(found).toMatchObject({ commits: [{ id: logged().at(-1) }], next: null })
  })

  it('ends plainly where the server lets go of no more, after all that is here', async () => {
    await scene.clone()
    const repo = await scene.open()
    const [tip = ''] = logged()
    const line = `${tip} refs/heads/main\0side-band-64k ofs-delta\n`
    const body = `001e# service=git-upload-pack\n0000${encodePacket(line).toString()}0000`
    const contentType = 'application/x-git-upload-pack-advertisement'
    scene.server.faults.answer = { service: 'git-upload-pack', status: 200, contentType, body }
    const first = await page(repo, { scope: 'all', access: scene.access })
    expect(first).toMatchObject({ commits: [{ id: tip }], next: expect.any(String) })
    if ('kind' in first) throw new Error('It was asked with an access.')
    const refused = { code: 'HISTORY_OUT_OF_REACH', data: { domain: scene.access.domain, hostWords: null } }
    const second = { scope: 'all', access: scene.access, cursor: first.next } as const
    await expect(page(repo, second)).rejects.toMatchObject(refused)
    await expect(page(repo, { scope: 'api', access: scene.access })).rejects.toMatchObject(refused)
    scene.server.faults.answer = null
    expect(await page(repo, second)).toMatchObject({ commits: { length: 30 } })
  })
})

it.each(['as-asked', 'header-lost'] as const)(
  'history in a shallow clone of one’s own grows with all it holds (protocol: %s)',
  async (protocol) => {
    const root = ownClone()
    const url = scene.server.urlOf('team/pets.git')
    const from = url.replace('http://', `http://x:${TOKEN}@`)
    await promisify(execFile)('git', ['clone', '-q', '--depth=5', from, root], { env: isolatedGitEnvironment() })
    git(root, 'remote', 'set-url', 'origin', url)
    git(root, 'commit', '-q', '--allow-empty', '-m', 'mine')
    scene.server.faults.protocol = protocol
    const repo = await openRepo(root, isolatedDeps())
    const [mine, ...others] = (await listAll(repo, 'all')).ids
    expect(mine).toBe(git(root, 'rev-parse', 'HEAD'))
    expect(others).toEqual(logged())
    const before = posts()
    expect((await listAll(repo, 'api')).ids).toEqual(logged('--', ...FOLDERS))
    expect(posts()).toBe(before)
    expect(existsSync(join(root, '.git/shallow'))).toBe(false)
    expect(git(root, 'fsck', '--strict', '--no-dangling')).toBe('')
  },
)

function expectFiles(found: CommitFiles | NeedsServer): CommitFiles {
  if ('kind' in found) throw new Error('It was asked with an access.')
  return found
}
