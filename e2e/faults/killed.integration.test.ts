import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Checkpoint } from '#electron/git/contract.ts'
import type { ForeignWork } from '../fixtures/foreign-work.ts'
import { committed, readClone, readCommit, walk } from '../fixtures/git-facts.ts'
import { bundleProgram } from './bundle.ts'
import { ADDED, DEFINITION, type Ended, mustEndWell, type Scene, setScene } from './scene.ts'

const COMMIT_POINTS = [
  'commit:before-objects',
  'commit:objects-written',
  'commit:journal-written',
  'commit:index-locked',
  'commit:branch-moved',
  'commit:index-written',
] as const satisfies Checkpoint[]
const PULL_POINTS = [
  'pull:fetched',
  'pull:restore-point-made',
  'pull:journal-written',
  'pull:index-locked',
  'pull:first-file-written',
  'pull:files-written',
  'pull:branch-moved',
  'pull:index-written',
] as const satisfies Checkpoint[]
// The transaction of a merge passes the same moments; these differ in what lies there by then.
const MERGE_POINTS = [
  'pull:merge-commit-written',
  'pull:first-file-written',
  'pull:branch-moved',
] as const satisfies Checkpoint[]
const DISCARD_POINTS = ['discard:restore-point-made', 'discard:first-file-written'] as const satisfies Checkpoint[]

const folder = mkdtempSync(join(tmpdir(), 'graft-faults-'))
let scene: Scene
let foreign: ForeignWork

beforeAll(async () => {
  scene = await setScene(await bundleProgram(folder))
})
afterAll(async () => {
  await scene.dispose()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  scene.asNew()
  foreign = scene.foreignWork()
})

describe('killed while committing', () => {
  it.each(COMMIT_POINTS)('at %s: the commit is there or it is not, and nothing is lost', async (point) => {
    const before = head()
    const edits = scene.editEverything()
    expectKilled(await scene.obey({ kind: 'commit', summary: 'Reword' }, point))

    await expectSoundAfterRestart(edits)
    if (head() !== before) expect(readCommit(scene.world, scene.clone)).toMatchObject({ subject: 'Reword', parents: [before] })
    await expectNextCommitWorks()
  })
})

describe('killed while pulling a fast-forward', () => {
  it.each(PULL_POINTS)('at %s: both sides are kept, and the pull ends when asked again', async (point) => {
    scene.pushByHand()
    await pullKilledAt(point)
  })
})

describe('killed while pulling with a merge', () => {
  it.each(MERGE_POINTS)('at %s: both sides are kept, and the pull ends when asked again', async (point) => {
    await pullKilledAt(point)
  })
})

describe('killed while discarding', () => {
  it.each(DISCARD_POINTS)('at %s: every edit is in its file or in a restore point', async (point) => {
    const edits = scene.editEverything()
    expectKilled(await scene.obey({ kind: 'discard' }, point))

    await expectSoundAfterRestart(edits)
    await expectNextCommitWorks()
  })
})

async function pullKilledAt(point: Checkpoint): Promise<void> {
  scene.pushAsColleague()
  const edits = scene.editCollection()
  expectKilled(await scene.obey({ kind: 'pull' }, point))

  await expectSoundAfterRestart(edits)
  mustEndWell(await scene.obey({ kind: 'pull' }))
  expect(readFileSync(join(scene.clone, DEFINITION), 'utf8')).toContain('Every pet')
  for (const [path, text] of Object.entries(edits)) expect(readFileSync(join(scene.clone, path), 'utf8')).toBe(text)
  expect(scene.foreignWork()).toEqual(foreign)
  await expectNextCommitWorks()
}

function head(): string {
  return scene.world.git(scene.clone, 'rev-parse', 'HEAD').trim()
}

function expectKilled(ended: Ended): void {
  expect(ended, ended.stderr).toMatchObject({ signal: 'SIGKILL' })
}

/** Starts Graft again (which finishes or rolls back) and has command-line git look at the clone. */
async function expectSoundAfterRestart(edits: Record<string, string>): Promise<void> {
  readClone(scene.world, scene.clone)
  for (const [path, text] of Object.entries(edits))
    expect(keptPlaces(path, text), `${path} right after the kill`).not.toEqual([])

  mustEndWell(await scene.obey({ kind: 'status' }))
  const { branch } = readClone(scene.world, scene.clone)
  expect(branch).toBe('main')
  expect(locks()).toEqual([])
  expect(scene.foreignWork()).toEqual(foreign)
  for (const [path, text] of Object.entries(edits)) expect(keptPlaces(path, text), `${path} after the restart`).not.toEqual([])
}

/** Where a text is kept: in its file, in a commit of a branch, or in a restore point. */
function keptPlaces(path: string, text: string): string[] {
  const { world, clone } = scene
  const places: string[] = []
  if (readFileIfThere(join(clone, path)) === text) places.push('file')
  const refs = world.git(clone, 'for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/graft')
  for (const ref of refs.split('\n').filter((line) => line !== '')) {
    const holds = world
      .git(clone, 'ls-tree', '-r', '--name-only', '-z', ref)
      .split('\0')
      .filter((name) => name.endsWith(path))
    if (holds.some((name) => committed(world, clone, name, ref) === text)) places.push(ref)
  }
  return places
}

function readFileIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function locks(): string[] {
  const folder = join(scene.clone, '.git')
  return walk(folder)
    .map((file) => relative(folder, file))
    .filter((file) => file.endsWith('.lock'))
}

/** The next edit is committed as if nothing had happened, and other people's work is still not part of it. */
async function expectNextCommitWorks(): Promise<void> {
  writeFileSync(join(scene.clone, ADDED), 'type: object\ntitle: Owner\n')
  const before = head()
  mustEndWell(await scene.obey({ kind: 'commit', summary: 'Go on' }))
  const commit = readCommit(scene.world, scene.clone)
  expect(commit).toMatchObject({ subject: 'Go on', parents: [before] })
  expect(committed(scene.world, scene.clone, ADDED)).toBe('type: object\ntitle: Owner\n')
  expect(readClone(scene.world, scene.clone).status.filter((line) => / \.?postman\//.test(line))).toEqual([])
  expect(scene.foreignWork()).toEqual(foreign)
}
