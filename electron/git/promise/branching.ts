import { expect } from 'vitest'
import type { BranchRef, EditsChoice, ReturnedEdits } from '#shared/domain/branch.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { isOwned } from '../owned-folders.ts'
import { type Act, pick } from './act.ts'
import { blobOf } from './folder.ts'
import { changedPaths, expectHolds, expectStays, expectUntouched, heldIn, uncommitted } from './stays.ts'
import type { Crash } from './steps.ts'
import type { Ended, World } from './world.ts'

const CHOICES: EditsChoice[] = ['ask', 'leave', 'bring', 'leave']
const NEW_NAMES = ['feature/new', 'feature', 'wip', 'feature/new/deeper', 'fix/größe', 'feature/here']

const branchOf = ({ head }: RepositoryStatus) => (head.kind === 'detached' ? null : head.branch)

async function listed(world: World): Promise<BranchRef[]> {
  const { workspace, access } = world.scene
  const { local, remote } = await world.ask('listBranches', { workspace, remote: access.remote })
  return [
    ...local.map(({ name }) => ({ kind: 'local' as const, name })),
    ...remote.map(({ name }) => ({ kind: 'remote' as const, name })),
  ]
}

/** What became of edits that were left on the branch now checked out, held against what the model knows of them. */
function noteReturned(world: World, branch: string, returned: ReturnedEdits, ended: Ended<unknown>): void {
  const left = world.model.left.get(branch)
  if (returned.kind === 'waiting') return
  world.model.left.delete(branch)
  if (left === undefined || left === 'unknown') return
  expect(returned.kind, `edits left on ${branch} come back`).toBe('brought-back')
  if (returned.kind !== 'brought-back') return
  expect(returned.paths).toEqual([...left.keys()].sort())
  expectHolds(ended.after, left, `edits left on ${branch} come back byte for byte`)
}

async function moveTo(
  world: World,
  edits: EditsChoice,
  crash: Crash | null,
  target: { kind: 'switch'; to: BranchRef } | { kind: 'create'; name: string; from: { kind: 'head' } | BranchRef },
): Promise<void> {
  const { workspace, access } = world.scene
  const status = await world.ask('status', workspace)
  const [from, to] = [branchOf(status), target.kind === 'switch' ? target.to.name : target.name]
  const changes = changedPaths(status)
  const every = uncommitted(world, status, world.folder())
  const common = { workspace, remote: access.remote, access, edits }
  const ended =
    target.kind === 'switch'
      ? await world.graft('switchBranch', { ...common, to: target.to }, crash)
      : await world.graft('createBranch', { ...common, name: target.name, from: target.from }, crash)
  const others = [...every].filter((path) => !isOwned(workspace.directories, path))
  expectStays(ended, others, 'a switch leaves edits outside the folders alone')
  if (ended.kind === 'crashed') {
    for (const branch of [from, to]) if (branch !== null) world.model.left.set(branch, 'unknown')
    return
  }
  if (ended.kind !== 'done' || ended.outcome.kind === 'needs-server') return
  const { outcome } = ended
  if (outcome.kind !== 'switched') {
    expectUntouched(ended, `a switch that ends as ${outcome.kind}`)
    if (outcome.kind === 'has-edits') expect(outcome.paths).toEqual(changes)
    return
  }
  const { branch, left, brought, returned, restorePoint } = outcome
  const now = await world.ask('status', workspace)
  expect(branchOf(now)).toBe(branch)
  if (restorePoint) world.model.pointMade(restorePoint, ended.before)
  if (left.length > 0 && from !== null) {
    const before = heldIn(ended.before, left)
    expect(left).toEqual(changes)
    world.model.keep([...before.values()].flatMap((state) => (state === null ? [] : blobOf(state))))
    world.model.left.set(from, world.model.left.has(from) ? 'unknown' : before)
  }
  expectStays(ended, brought, 'edits that come along stay as they are')
  expect([...left, ...brought].sort(), 'each edit is left or comes along').toEqual(changes)
  const back = returned.kind === 'brought-back' ? returned.paths : []
  for (const path of changedPaths(now)) expect([...brought, ...back], 'nothing else is changed after a switch').toContain(path)
  noteReturned(world, branch, returned, ended)
}

/** Operations on branches. */
export const BRANCHING = {
  switch: {
    weight: 9,
    run: async (world, { which, how, crash }) => {
      const to = pick(await listed(world), which)
      if (to) await moveTo(world, pick(CHOICES, how) ?? 'ask', crash, { kind: 'switch', to })
    },
  },
  'create-branch': {
    weight: 3,
    run: async (world, { which, how, crash }) => {
      const name = pick(NEW_NAMES, which) ?? ''
      const from = pick([{ kind: 'head' as const }, ...(await listed(world))], how)
      if (from) await moveTo(world, pick(CHOICES, how) ?? 'ask', crash, { kind: 'create', name, from })
    },
  },
  'rename-branch': {
    weight: 1,
    run: async (world, { which, how, crash }) => {
      const { workspace } = world.scene
      const branch = pick(
        (await listed(world)).filter(({ kind }) => kind === 'local'),
        which,
      )
      const newName = pick(NEW_NAMES, how)
      if (!branch || !newName) return
      const ended = await world.graft('renameBranch', { workspace, name: branch.name, newName }, crash)
      expectUntouched(ended, 'renaming a branch')
      const { left } = world.model
      const held = left.get(branch.name)
      if (ended.kind === 'crashed') for (const name of [branch.name, newName]) left.set(name, 'unknown')
      if (ended.kind !== 'done' || ended.outcome.kind !== 'renamed' || held === undefined) return
      left.delete(branch.name)
      left.set(newName, held)
    },
  },
  'delete-branch': {
    weight: 2,
    run: async (world, { which, how, crash }) => {
      const { workspace, access } = world.scene
      const branch = pick(
        (await listed(world)).filter(({ kind }) => kind === 'local'),
        which,
      )
      if (!branch) return
      const tip = world.git('rev-parse', '-q', '--verify', `refs/heads/${branch.name}`)
      const unmerged = how % 2 === 0 ? 'ask' : 'delete'
      const ended = await world.graft('deleteBranch', { workspace, remote: access.remote, name: branch.name, unmerged }, crash)
      expectUntouched(ended, 'deleting a branch')
      if (ended.kind === 'crashed') world.model.left.set(branch.name, 'unknown')
      if (ended.kind !== 'done' || ended.outcome.kind !== 'deleted') return
      world.model.left.delete(branch.name)
      expect(ended.outcome.restorePoint.commit, 'the restore point holds the branch').toBe(tip)
    },
  },
  'bring-back': {
    weight: 2,
    run: async (world, { crash }) => {
      const { workspace } = world.scene
      const branch = branchOf(await world.ask('status', workspace))
      const ended = await world.graft('bringBackEdits', workspace, crash)
      if (branch === null) return
      const left = world.model.left.get(branch)
      if (ended.kind === 'crashed') world.model.left.set(branch, 'unknown')
      if (ended.kind !== 'done') return
      if (ended.outcome.kind !== 'brought-back') return expectUntouched(ended, `bringing back that ${ended.outcome.kind}`)
      world.model.left.delete(branch)
      if (left !== undefined && left !== 'unknown') expectHolds(ended.after, left, 'what was left is here again')
    },
  },
  'drop-left-edits': {
    weight: 1,
    run: async (world, { which, crash }) => {
      const { workspace } = world.scene
      const branch = pick([...world.model.left.keys()], which)
      if (branch === undefined) return
      const ended = await world.graft('dropLeftEdits', { workspace, branch }, crash)
      expectUntouched(ended, 'dropping left edits')
      if (ended.kind === 'crashed') world.model.left.set(branch, 'unknown')
      if (ended.kind === 'done') world.model.left.delete(branch)
    },
  },
} satisfies Record<string, Act>
