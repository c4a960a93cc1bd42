import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { BranchRef, EditsChoice } from '#shared/domain/branch.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { commit } from '../commit.ts'
import type { RemoteAccess } from '../contract.ts'
import { fetchRemote } from '../fetch.ts'
import { pushBranch } from '../push.ts'
import { status } from '../status.ts'
import { type ManagedScene, setManagedScene } from '../testing/managed-scene.ts'
import { COLLECTION, DEFINITION, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { createBranch } from './create-branch.ts'
import { describeBranches } from './describe-branches.ts'
import { listBranches } from './list-branches.ts'
import { switchBranch } from './switch-branch.ts'

const scenes: { dispose(): Promise<void> }[] = []
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.dispose()
})

async function goTo(
  scene: Pick<RemoteScene | ManagedScene, 'open' | 'workspace'>,
  to: BranchRef,
  { access = null, edits = 'ask' }: { access?: RemoteAccess | null; edits?: EditsChoice } = {},
) {
  return switchBranch(await scene.open(), { workspace: scene.workspace, remote: 'origin', access, to, edits })
}

const local = (name: string): BranchRef => ({ kind: 'local', name })
const remote = (name: string): BranchRef => ({ kind: 'remote', name })

it('fetches a remote branch, makes the local one that follows it, and says when it is gone', async () => {
  const scene = await setRemoteScene()
  scenes.push(scene)
  const { access } = scene
  const tip = scene.colleague({ [DEFINITION]: 'feature\n', 'src/new.ts': 'new\n' }, 'feature/pets')
  expect(await goTo(scene, remote('feature/pets'))).toEqual({ kind: 'needs-server' })
  expect(await goTo(scene, remote('feature/pets'), { access })).toMatchObject({
    kind: 'switched',
    branch: 'feature/pets',
    created: true,
  })
  expect(scene.git('rev-parse', 'HEAD')).toBe(tip)
  expect(scene.git('status', '--porcelain=v2', '--branch')).toContain(
    '# branch.upstream origin/feature/pets\n# branch.ab +0 -0',
  )
  expect(scene.git('status', '--porcelain')).toBe('')

  expect(await goTo(scene, local('main'))).toMatchObject({ kind: 'switched', created: false })
  scene.colleague({ [DEFINITION]: 'feature, later\n' }, 'feature/pets')
  expect(await goTo(scene, remote('feature/pets'), { access })).toMatchObject({ kind: 'switched', created: false })
  expect(scene.git('rev-parse', 'HEAD')).toBe(tip)

  // A branch of the name that is in the way, or follows another one, stays what it is.
  scene.colleague({ [DEFINITION]: 'plain\n' }, 'topic')
  scene.git('branch', '-q', 'topic/mine', 'main')
  expect(await goTo(scene, remote('topic'), { access })).toMatchObject({ branch: 'origin-topic', created: true })
  expect(scene.git('rev-parse', '--abbrev-ref', 'origin-topic@{upstream}')).toBe('origin/topic')

  expect(await goTo(scene, remote('never'), { access })).toEqual({ kind: 'branch-missing', ref: remote('never') })
  git(scene.bare, 'update-ref', '-d', 'refs/heads/topic')
  scene.git('switch', '-q', 'main')
  scene.git('branch', '-q', '-D', 'origin-topic')
  expect(await goTo(scene, remote('topic'), { access })).toEqual({ kind: 'branch-missing', ref: remote('topic') })
  expect(scene.git('branch', '-r')).not.toContain('origin/topic')

  const from = remote('feature/pets')
  const made = await createBranch(await scene.open(), {
    workspace: scene.workspace,
    remote: 'origin',
    access,
    name: 'mine',
    from,
    edits: 'ask',
  })
  expect(made).toMatchObject({ kind: 'switched', branch: 'mine', created: true })
  expect(scene.git('show', 'HEAD:postman/schemas/index.yaml')).toBe('feature, later')
  expect(scene.git('config', '--list')).not.toContain('branch.mine.')
})

const tracked = (name: string, counts: { ahead: number; behind: number }) => ({
  kind: 'tracked',
  name: `origin/${name}`,
  ...counts,
})

it('in a managed clone a new branch is tracked from its first push on, and stands beside the default one from the beginning', async () => {
  const scene = await setManagedScene()
  scenes.push(scene)
  await scene.clone()
  const { access, workspace } = scene
  const standing = async () => {
    const { upstream, defaultBranch, onDefaultBranch } = await status(await scene.open(), workspace)
    return { upstream, defaultBranch, onDefaultBranch }
  }
  const onMain = { defaultBranch: null, onDefaultBranch: true }
  expect(await standing()).toEqual({ upstream: tracked('main', { ahead: 0, behind: 0 }), ...onMain })
  expect(await listBranches(await scene.open(), { remote: 'origin' })).toMatchObject({ defaultBranch: 'main', askedAt: null })
  const repo = await scene.open()
  const from = { kind: 'head' } as const
  await createBranch(repo, { workspace, remote: 'origin', access: null, name: 'mine', from, edits: 'ask' })
  const onMine = (ahead: number) => ({ defaultBranch: { name: 'main', ahead, behind: 0 }, onDefaultBranch: false })
  expect(await standing()).toEqual({ upstream: { kind: 'none' }, ...onMine(0) })
  const author = { name: 'Ada', email: 'ada@example.test' }
  const commitText = async (text: string) => {
    writeFileSync(join(workspace.root, DEFINITION), text)
    expect(await commit(repo, { workspace, paths: [DEFINITION], message: text, author })).toMatchObject({ kind: 'committed' })
  }
  await commitText('one\n')
  expect(await pushBranch(repo, access)).toMatchObject({ kind: 'pushed', createdBranch: true })
  expect(await standing()).toEqual({ upstream: tracked('mine', { ahead: 0, behind: 0 }), ...onMine(1) })
  await commitText('two\n')
  scene.colleague({ 'src/app.ts': 'theirs\n' }, 'mine')
  expect(await fetchRemote(repo, access)).toEqual({ kind: 'fetched', upstream: tracked('mine', { ahead: 1, behind: 1 }) })
  expect(await standing()).toEqual({ upstream: tracked('mine', { ahead: 1, behind: 1 }), ...onMine(2) })
  const [details] = await describeBranches(repo, { remote: 'origin', refs: [local('mine')] })
  expect(details).toMatchObject({ againstUpstream: { ahead: 1, behind: 1 }, againstDefault: { ahead: 2, behind: 0 } })
})

it('in a managed clone of another branch the default one is known, too', async () => {
  const scene = await setManagedScene()
  scenes.push(scene)
  scene.colleague({ [DEFINITION]: 'feature\n' }, 'feature')
  await scene.clone({ branch: 'feature' })
  const { defaultBranch, onDefaultBranch } = await status(await scene.open(), scene.workspace)
  expect({ defaultBranch, onDefaultBranch }).toEqual({
    defaultBranch: { name: 'main', ahead: null, behind: null },
    onDefaultBranch: false,
  })
})

it('in a managed clone gets what the folders need, keeps the others in the index alone, and goes on without the server', async () => {
  const scene = await setManagedScene()
  scenes.push(scene)
  await scene.clone()
  const { access, workspace } = scene
  scene.colleague(
    {
      [DEFINITION]: 'feature\n',
      'postman/schemas/parts/new.yaml': 'new\n',
      'src/app.ts': 'other\n',
      'docs/guide/intro.md': null,
      'top.txt': 'top\n',
    },
    'feature',
  )
  writeFileSync(join(workspace.root, DEFINITION), 'mine\r\n')
  writeFileSync(join(workspace.root, 'postman/schemas/fresh.yaml'), 'fresh\n')
  rmSync(join(workspace.root, COLLECTION))
  const edits = [COLLECTION, 'postman/schemas/fresh.yaml', DEFINITION]
  expect(await goTo(scene, remote('feature'))).toEqual({ kind: 'has-edits', paths: edits })
  expect(await goTo(scene, remote('feature'), { edits: 'leave' })).toEqual({ kind: 'needs-server' })
  expect(await goTo(scene, remote('feature'), { access, edits: 'leave' })).toMatchObject({
    kind: 'switched',
    branch: 'feature',
    left: edits,
  })
  const expectClean = async () => {
    expect(scene.git('status', '--porcelain=v2')).toBe('')
    expect(scene.git('fsck', '--strict', '--no-dangling', 'HEAD')).toBe('')
    expect(await status(await scene.open(), workspace)).toMatchObject({ changes: [], foreignStaged: 0 })
  }
  await expectClean()
  expect((await status(await scene.open(), workspace)).upstream).toEqual(tracked('feature', { ahead: 0, behind: 0 }))
  expect(scene.checkedOut()).toContain('postman/schemas/parts/new.yaml')
  expect(existsSync(join(workspace.root, 'src'))).toBe(false)

  // What a branch was made of is here: there and back needs nobody.
  expect(await goTo(scene, local('main'))).toMatchObject({ returned: { kind: 'brought-back', paths: edits } })
  expect((await status(await scene.open(), workspace)).changes.map(({ path }) => path)).toEqual(edits)
  expect(await goTo(scene, local('feature'), { edits: 'leave' })).toMatchObject({ kind: 'switched' })
  await expectClean()
  writeFileSync(join(workspace.root, DEFINITION), 'committed on feature\n')
  const repo = await scene.open()
  const author = { name: 'Ada', email: 'ada@example.test' }
  expect(await commit(repo, { workspace, paths: [DEFINITION], message: 'On feature', author })).toMatchObject({
    kind: 'committed',
  })
  expect(scene.git('diff', '--name-only', 'HEAD~1', 'HEAD')).toBe(DEFINITION)
  expect(readdirSync(join(workspace.root, '.git/graft'))).toEqual(['server-branches.json'])
})
