import { expect } from 'vitest'
import { type Act, pick } from './act.ts'
import { blobOf, type Folder } from './folder.ts'
import { changedPaths, expectHolds, expectStays, expectUntouched } from './stays.ts'
import type { World } from './world.ts'

/** Some of these, never none where there are any. */
function some<T>(among: readonly T[], how: number): T[] {
  if (how % 3 === 0) return [...among]
  const chosen = among.filter((_, i) => (how >> i) % 2 === 1)
  return chosen.length > 0 ? chosen : among.slice(0, 1)
}

/** What was committed is kept for good. */
function committed(world: World, folder: Folder, paths: readonly string[]): void {
  world.model.keep(paths.flatMap((path) => blobOf(folder.get(path) ?? ' ')))
}

const NEW_NAMES = ['feature/new', 'feature', 'wip', 'feature/new/deeper', 'fix/größe']
const AUTHOR = null

/** Operations that keep edits, or take them away at a person's word. */
export const SAVING = {
  commit: {
    weight: 6,
    run: async (world, { how, crash }) => {
      const { workspace } = world.scene
      const paths = some(changedPaths(await world.ask('status', workspace)), how)
      const ended = await world.graft('commit', { workspace, paths, message: 'Commit', author: AUTHOR }, crash)
      expectUntouched(ended, 'a commit changes no file')
      if (ended.kind !== 'done' || ended.outcome.kind !== 'committed') return
      for (const path of ended.outcome.paths) expect(paths).toContain(path)
      committed(world, ended.before, ended.outcome.paths)
      const rest = changedPaths(await world.ask('status', workspace))
      expect(rest.filter((path) => ended.outcome.kind === 'committed' && ended.outcome.paths.includes(path))).toEqual([])
    },
  },
  'commit-onto-new-branch': {
    weight: 2,
    run: async (world, { which, how, crash }) => {
      const { workspace } = world.scene
      const paths = some(changedPaths(await world.ask('status', workspace)), how)
      const name = pick(NEW_NAMES, which) ?? ''
      const ended = await world.graft(
        'commit',
        { workspace, paths, message: 'Commit', author: AUTHOR, onto: { kind: 'new-branch', name } },
        crash,
      )
      expectUntouched(ended, 'a commit changes no file')
      if (ended.kind !== 'done' || ended.outcome.kind !== 'committed') return
      committed(world, ended.before, ended.outcome.paths)
      expect((await world.ask('status', workspace)).head).toMatchObject({ branch: name, commit: ended.outcome.commit.id })
    },
  },
  amend: {
    weight: 3,
    run: async (world, { how, crash }) => {
      const { workspace } = world.scene
      const paths = how % 4 === 0 ? [] : some(changedPaths(await world.ask('status', workspace)), how)
      const ended = await world.graft('amend', { workspace, paths, message: 'Amended', author: AUTHOR }, crash)
      expectUntouched(ended, 'amending changes no file')
      if (ended.kind === 'done' && ended.outcome.kind === 'amended') committed(world, ended.before, ended.outcome.paths)
    },
  },
  discard: {
    weight: 4,
    run: async (world, { how, crash }) => {
      const { workspace } = world.scene
      const changes = changedPaths(await world.ask('status', workspace))
      const paths = some(changes, how)
      const ended = await world.graft('discard', { workspace, paths }, crash)
      const others = [...ended.before.keys()].filter((path) => !paths.includes(path))
      expectStays(ended, others, 'a discard touches the chosen files alone')
      if (ended.kind !== 'done') return
      const { restorePoint } = ended.outcome
      world.model.pointMade(restorePoint, ended.before)
      expect(restorePoint.paths).toEqual([...paths].sort())
      expect(changedPaths(await world.ask('status', workspace))).toEqual(changes.filter((path) => !paths.includes(path)))
    },
  },
  'discard-hunk': {
    weight: 2,
    run: async (world, { which, crash }) => {
      const { workspace } = world.scene
      const path = pick(changedPaths(await world.ask('status', workspace)), which)
      if (!path) return
      const diff = await world.ask('diffFile', { workspace, path, source: { kind: 'working' }, access: null })
      if ('kind' in diff || diff.before.kind !== 'text' || diff.after.kind !== 'text') return
      const [before, after] = [diff.before.text.split('\n'), diff.after.text.split('\n')]
      const alike = before.findIndex((line, i) => line !== after[i])
      const from = alike < 0 ? Math.min(before.length, after.length) : alike
      const hunk = {
        before: { from, count: Math.min(1, before.length - from) },
        after: { from, count: Math.min(1, after.length - from) },
      }
      const input = { workspace, path, version: diff.version, hunks: [hunk] }
      const ended = await world.graft('discardHunks', input, crash)
      const others = [...ended.before.keys()].filter((other) => other !== path)
      expectStays(ended, others, 'a discard touches the chosen file alone')
      if (ended.kind === 'done' && ended.outcome.kind === 'discarded') {
        world.model.pointMade(ended.outcome.restorePoint, ended.before)
      }
    },
  },
  'make-restore-point': {
    weight: 1,
    run: async (world, { crash }) => {
      const { workspace } = world.scene
      const ended = await world.graft('makeRestorePoint', { workspace, reason: 'overwrite' }, crash)
      expectUntouched(ended, 'a restore point changes no file')
      if (ended.kind === 'done' && ended.outcome) world.model.pointMade(ended.outcome, ended.before)
    },
  },
  restore: {
    weight: 5,
    run: async (world, { which, how, crash }) => {
      const { workspace } = world.scene
      const point = pick(await world.ask('listRestorePoints', workspace), which)
      if (!point) return
      const path = how % 2 === 0 ? pick(point.paths, how) : undefined
      const ended = await world.graft('restore', { workspace, id: point.id, paths: path ? [path] : null }, crash)
      if (ended.kind !== 'done') return
      const { restored, undo, branch } = ended.outcome
      const others = [...ended.before.keys()].filter((other) => !restored.includes(other))
      expectStays(ended, others, 'restoring touches what it names alone')
      if (undo) world.model.pointMade(undo, ended.before)
      const known = world.model.points.get(point.id)
      if (!known) return
      const wanted = [...known.files].filter(([held]) => !path || held === path)
      expectHolds(ended.after, new Map(wanted), 'a restored file is what the point held')
      if (branch !== null && known.commit !== null) {
        expect(world.git('rev-parse', `refs/heads/${branch}`)).toBe(known.commit)
      }
    },
  },
  'restore-from-commit': {
    weight: 1,
    run: async (world, { which, how, crash }) => {
      const { workspace } = world.scene
      const commit = pick(world.git('rev-list', '--branches', '--max-count=10').split('\n'), which)
      const path = pick(['postman/schemas/index.yaml', 'postman/collections/pets.json'], how)
      if (!commit || !path) return
      const ended = await world.graft('restoreFromCommit', { workspace, access: null, commit, path }, crash)
      const others = [...ended.before.keys()].filter((other) => other !== path)
      expectStays(ended, others, 'restoring touches the chosen file alone')
      if (ended.kind !== 'done' || ended.outcome.kind !== 'restored' || !ended.outcome.undo) return
      world.model.pointMade(ended.outcome.undo, ended.before)
    },
  },
} satisfies Record<string, Act>
