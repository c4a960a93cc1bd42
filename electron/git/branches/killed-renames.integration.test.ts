import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Checkpoint } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { listRestorePoints } from '../restore-points.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { testClone } from '../testing/tests.ts'
import { recover } from '../transaction/recover.ts'
import { deleteBranch } from './delete-branch.ts'
import { listLeftEdits } from './left-edits-ref.ts'
import { renameBranch } from './rename-branch.ts'
import { switchBranch } from './switch-branch.ts'

const DEFINITION = 'postman/schemas/index.yaml'

/** On `main`, with edits that wait on `work`, which follows a branch of a remote. */
async function setScene(): Promise<TestClone> {
  const clone = testClone()
  clone.git('config', 'remote.origin.url', 'https://example.test/pets.git')
  clone.commit({ [DEFINITION]: 'version: 1\n' })
  clone.git('switch', '-q', '-c', 'work')
  clone.commit({ 'src/app.ts': 'work\n' })
  for (const name of ['main', 'work']) {
    clone.git('config', `branch.${name}.remote`, 'origin')
    clone.git('config', `branch.${name}.merge`, `refs/heads/${name}`)
  }
  clone.write(DEFINITION, 'waits on work\r\n')
  const input = { workspace: { directories: DIRECTORIES }, remote: 'origin', access: null } as const
  await switchBranch(await clone.open(), { ...input, to: { kind: 'local', name: 'main' }, edits: 'leave' })
  clone.git('pack-refs', '--all')
  return clone
}

/** All that a person or another Git client sees of the branches. */
async function stateOf(clone: TestClone) {
  const branches = clone.git('for-each-ref', '--format=%(refname:lstrip=2) %(objectname)', 'refs/heads').split('\n')
  const tellsOf = (branch: string) => clone.git('log', '-g', '--format=%gs', branch, '--')
  return {
    head: clone.git('symbolic-ref', 'HEAD'),
    branches,
    logs: branches.map((line) => tellsOf(`refs/heads/${line.split(' ')[0]}`)),
    config: clone.git('config', '--local', '--get-regexp', '^branch\\.'),
    left: [...listLeftEdits(await clone.open())].map(([branch, { paths }]) => [branch, paths]),
    remains: readdirSync(clone.path('.git/graft')),
    status: clone.git('status', '--porcelain'),
    fsck: clone.fsck(),
  }
}

class Killed extends Error {}

/** Cuts an operation off at its n-th moment: the clone is gone from its place, so that nothing can be cleaned up, and comes back. */
async function cutOff(clone: TestClone, at: number, operate: (repo: Repo) => Promise<unknown>): Promise<Checkpoint | null> {
  const gone = `${clone.root}.gone`
  let met = 0
  let moment: Checkpoint | null = null
  const repo = await clone.open({
    reached: (checkpoint) => {
      if (moment !== null || met++ < at) return
      moment = checkpoint
      renameSync(clone.root, gone)
      throw new Killed()
    },
  })
  try {
    await operate(repo)
  } catch (error) {
    if (moment === null) throw error
  }
  if (!existsSync(gone)) return null
  rmSync(clone.root, { recursive: true, force: true })
  renameSync(gone, clone.root)
  return moment
}

const rename = (name: string, newName: string) => (repo: Repo) => renameBranch(repo, { name, newName })

const EACH_RENAMING: Checkpoint[] = [
  'rename:index-locked',
  'rename:refs-moved',
  'rename:head-moved',
  'rename:branch-moved',
  'rename:noted',
]

it.each<[string, (repo: Repo) => Promise<unknown>, Checkpoint[]]>([
  ['renaming a branch on which edits wait', rename('work', 'feature/work'), ['rename:journal-written', ...EACH_RENAMING]],
  [
    'renaming the active branch into its own folder',
    rename('main', 'main/deep'),
    ['rename:journal-written', ...EACH_RENAMING, 'rename:goes-on', ...EACH_RENAMING],
  ],
  [
    'deleting a branch on which edits wait',
    (repo) => deleteBranch(repo, { remote: 'origin', name: 'work', unmerged: 'delete' }),
    ['delete:restore-point-made', 'delete:journal-written', 'delete:index-locked', 'delete:branch-moved', 'delete:noted'],
  ],
])('%s, killed at any moment, is done or was never begun', async (_name, operate, moments) => {
  const scene = await setScene()
  const saved = `${scene.root}.saved`
  cpSync(scene.root, saved, { recursive: true })
  const before = await stateOf(scene)
  await operate(await scene.open())
  const after = await stateOf(scene)
  expect(after).not.toEqual(before)
  expect({ ...after, remains: before.remains, fsck: '' }).toEqual(after)
  const met: Checkpoint[] = []
  for (let at = 0; ; at++) {
    rmSync(scene.root, { recursive: true, force: true })
    cpSync(saved, scene.root, { recursive: true })
    const moment = await cutOff(scene, at, operate)
    if (moment === null) break
    met.push(moment)
    const repo = await scene.open()
    const isPlanned = moment !== 'delete:restore-point-made'
    expect(await recover(repo), moment).toEqual({ kind: isPlanned ? 'finished' : 'nothing' })
    expect(await stateOf(scene), `${moment}, ${at}`).toEqual(isPlanned ? after : before)
    const kept = await listRestorePoints(repo)
    const points = moment.startsWith('delete:') ? ['branch-deleted', 'switch'] : ['switch']
    expect(kept.map(({ reason }) => reason).sort(), moment).toEqual(points)
  }
  expect(met).toEqual(moments)
})
