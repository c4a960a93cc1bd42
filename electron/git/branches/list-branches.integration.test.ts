import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git } from '../../../e2e/sandbox/git-command.ts'
import { fetchRemote } from '../fetch.ts'
import { pushBranch } from '../push.ts'
import { DEFINITION, isolatedDeps, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { askBranches } from './ask-branches.ts'
import { describeBranches } from './describe-branches.ts'
import { listBranches } from './list-branches.ts'

let scene: RemoteScene
beforeEach(async () => {
  scene = await setRemoteScene()
})
afterEach(() => scene.dispose())

const REMOTE = { remote: 'origin' }
const NOON = '2026-03-04T12:00:00.000Z'
const list = async () => listBranches(await scene.open(), REMOTE)
const ask = async () => askBranches(await scene.open({ now: () => new Date(NOON) }), { access: scene.access })
const names = (branches: readonly { name: string }[]) => branches.map(({ name }) => name)
/** As command-line Git lists them, without the symbolic ref. */
const tracked = () =>
  scene
    .git('for-each-ref', '--format=%(refname:lstrip=3) %(symref)', 'refs/remotes/origin')
    .split('\n')
    .flatMap((line) => (line.endsWith(' ') ? [line.trim()] : []))
const branch = (name: string, from = 'main') => git(scene.bare, 'branch', name, from)
/** As `git pack-refs` leaves them. */
function manyBranches(gitFolder: string, count: number) {
  const oid = git(gitFolder, 'rev-parse', 'main')
  const lines = Array.from({ length: count }, (_, i) => `${oid} refs/heads/team-${i % 50}/work-${i}`).sort()
  writeFileSync(join(gitFolder, 'packed-refs'), `# pack-refs with: peeled fully-peeled sorted \n${lines.join('\n')}\n`)
}

describe('the list of branches', () => {
  it('has what the clone has, with what each follows, and never Graft’s own refs', async () => {
    scene.git('branch', '--no-track', 'alone')
    scene.git('branch', '--track', 'follower', 'main')
    branch('feature/pets')
    branch('doomed')
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    scene.git('branch', '-q', 'feature/pets', 'origin/feature/pets')
    scene.git('branch', '-q', 'orphaned', 'origin/doomed')
    scene.git('update-ref', '-d', 'refs/remotes/origin/doomed')
    scene.git('update-ref', 'refs/graft/left/x', 'main')
    scene.git('worktree', 'add', '-q', join(scene.folder, 'other'), 'alone')
    const tip = scene.git('rev-parse', 'main')
    const { local, remote, ...rest } = await list()
    expect(rest).toEqual({ head: { kind: 'branch', branch: 'main', commit: tip }, defaultBranch: 'main', askedAt: null })
    const base = { tip, leftEdits: null, elsewhere: false }
    expect(local).toEqual([
      { ...base, name: 'alone', upstream: { kind: 'none' }, elsewhere: true },
      { ...base, name: 'feature/pets', upstream: { kind: 'tracked', name: 'feature/pets', tip } },
      { ...base, name: 'follower', upstream: { kind: 'none' } },
      { ...base, name: 'main', upstream: { kind: 'tracked', name: 'main', tip } },
      { ...base, name: 'orphaned', upstream: { kind: 'gone', name: 'doomed' } },
    ])
    expect(remote).toEqual([
      { name: 'feature/pets', tip },
      { name: 'main', tip },
    ])
    expect(names((await listBranches(await scene.open(), { remote: 'elsewhere' })).remote)).toEqual([])
  })

  it('has the checked-out branch before its first commit', async () => {
    scene.git('checkout', '-q', '--orphan', 'fresh')
    expect((await list()).local).toContainEqual(expect.objectContaining({ name: 'fresh', tip: null }))
  })

  it('unites what the server says with what was fetched, whichever is newer, and forgets it when the remote leads elsewhere', async () => {
    branch('old')
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    const known = scene.git('rev-parse', 'main')
    git(scene.bare, 'branch', '-D', 'old')
    branch('new')
    git(scene.bare, 'symbolic-ref', 'HEAD', 'refs/heads/trunk')
    git(scene.bare, 'branch', '-m', 'new', 'trunk')
    const moved = scene.colleague({ [DEFINITION]: 'theirs\n' })
    const asked = await ask()
    expect(asked).toMatchObject({
      defaultBranch: 'trunk',
      askedAt: NOON,
      remote: [
        { name: 'main', tip: moved },
        { name: 'trunk', tip: known },
      ],
    })
    expect(await list()).toEqual(asked)
    // Nothing was fetched, nothing pruned.
    expect(tracked()).toEqual(['main', 'old'])
    // A branch comes back by a push of ours, or by another Git's fetch.
    scene.git('checkout', '-q', '-b', 'old')
    expect(await pushBranch(await scene.open(), scene.access)).toMatchObject({ kind: 'pushed', createdBranch: true })
    expect(names((await list()).remote)).toEqual(['main', 'old', 'trunk'])
    const newest = scene.colleague({ [DEFINITION]: 'again\n' })
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    expect((await list()).remote).toContainEqual({ name: 'main', tip: newest })
    scene.git('remote', 'set-url', 'origin', `${scene.server.url}/team/other.git`)
    expect(await list()).toMatchObject({ askedAt: null, defaultBranch: 'main' })
  })

  it('does without a remembered answer that cannot be read, and leaves it alone when the network is cut', async () => {
    await ask()
    const file = join(scene.clone, '.git', 'graft', 'server-branches.json')
    const before = readFileSync(file, 'utf8')
    const cutOff = { ...scene.access, proxy: 'http://127.0.0.1:9' }
    await expect(askBranches(await scene.open(), { access: cutOff })).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(before).not.toContain('sandbox-token')
    writeFileSync(file, before.slice(0, -20))
    expect(await list()).toMatchObject({ askedAt: null, defaultBranch: 'main' })
  })

  it('takes no name from a server that would lead out of the refs', async () => {
    const packed = join(scene.bare, 'packed-refs')
    const oid = git(scene.bare, 'rev-parse', 'main')
    writeFileSync(packed, `# pack-refs with: peeled fully-peeled sorted \n${oid} refs/heads/good\n${oid} refs/heads/x..y\n`)
    expect(names((await ask()).remote)).toEqual(['good', 'main'])
  })

  it('lists 10,000 local and remote branches and reads no commit for it', async () => {
    manyBranches(scene.bare, 10_000)
    manyBranches(join(scene.clone, '.git'), 10_000)
    const asked = await ask()
    expect(asked.remote).toHaveLength(10_001)
    const repo = await scene.open()
    const read = repo.objects.read
    let reads = 0
    repo.objects.read = (oid) => {
      reads += 1
      return read(oid)
    }
    const listed = await listBranches(repo, REMOTE)
    expect(listed).toEqual(asked)
    expect(names(listed.local)).toEqual(
      scene.git('for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads').split('\n').sort(),
    )
    expect(reads).toBe(0)
  })
})

describe('branches described', () => {
  it('counts against upstream and default as rev-list does, and says null for what is not here', async () => {
    scene.git('checkout', '-q', '-b', 'feature', 'origin/main')
    scene.git('config', 'branch.feature.merge', 'refs/heads/feature')
    commitFiles(scene.clone, { 'a.txt': 'a\n' }, 'One')
    scene.git('update-ref', 'refs/remotes/origin/feature', 'HEAD')
    commitFiles(scene.clone, { 'b.txt': 'b\n' }, 'Two')
    scene.colleague({ [DEFINITION]: 'theirs\n' })
    scene.git('fetch', '-q', scene.bare, '+refs/heads/main:refs/remotes/origin/main')
    git(scene.bare, 'branch', 'unseen', scene.colleague({ 'c.txt': 'c\n' }))
    await ask()
    const details = await describeBranches(await scene.open(), {
      ...REMOTE,
      refs: [
        { kind: 'local', name: 'feature' },
        { kind: 'local', name: 'main' },
        { kind: 'remote', name: 'main' },
        { kind: 'remote', name: 'unseen' },
        { kind: 'local', name: 'no-such' },
      ],
    })
    const counted = (range: string) => {
      const [ahead, behind] = scene.git('rev-list', '--left-right', '--count', range).split('\t').map(Number)
      return { ahead, behind }
    }
    expect(details.map(({ againstUpstream, againstDefault }) => ({ againstUpstream, againstDefault }))).toEqual([
      { againstUpstream: counted('feature...origin/feature'), againstDefault: counted('feature...origin/main') },
      { againstUpstream: counted('main...origin/main'), againstDefault: null },
      { againstUpstream: null, againstDefault: null },
      { againstUpstream: null, againstDefault: null },
      { againstUpstream: null, againstDefault: null },
    ])
    expect(details.map(({ lastCommit }) => lastCommit?.subject ?? null)).toEqual(['Two', 'Begin', null, null, null])
    expect(details[3]?.tip).toBe(git(scene.bare, 'rev-parse', 'unseen'))
  })
})

describe('a fetch in a user’s clone', () => {
  it('brings every branch that the refspecs name, as git fetch does, and prunes only where the configuration says so', async () => {
    branch('gone')
    branch('stays')
    scene.git('fetch', '-q', scene.bare, '+refs/heads/*:refs/remotes/origin/*')
    git(scene.bare, 'branch', '-D', 'gone')
    scene.colleague({ 'x.txt': 'x\n' }, 'topic/new')
    scene.colleague({ 'y.txt': 'y\n' }, 'stays')
    git(scene.bare, 'branch', 'hidden')
    scene.git('config', '--add', 'remote.origin.fetch', '^refs/heads/hidden')
    await fetchRemote(await scene.open(), scene.access)
    expect(tracked()).toEqual(['gone', 'main', 'stays', 'topic/new'])
    for (const name of ['main', 'stays', 'topic/new']) {
      expect(scene.git('rev-parse', `origin/${name}`)).toBe(git(scene.bare, 'rev-parse', name))
    }
    expect(scene.git('log', '-g', '-1', '--format=%gs', 'origin/stays')).toBe('fetch origin: fast-forward')
    expect(names((await list()).remote)).toEqual(['hidden', 'main', 'stays', 'topic/new'])
    expect(scene.git('fsck', '--strict')).toBe('')
    scene.git('config', 'fetch.prune', 'true')
    await fetchRemote(await scene.open(isolatedDeps()), scene.access)
    expect(tracked()).toEqual(['main', 'stays', 'topic/new'])
  })
})
