import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Checkpoint } from '../contract.ts'
import { listRestorePoints, readRestorePoint } from '../restore-points.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { snapshot } from '../testing/snapshot.ts'
import { testClone } from '../testing/tests.ts'
import { recover } from '../transaction/recover.ts'
import { readLeftEdits } from './left-edits-ref.ts'
import { switchBranch } from './switch-branch.ts'

const workspace = { directories: DIRECTORIES }
const DEFINITION = 'postman/schemas/index.yaml'
const WAITING = 'postman/schemas/waiting.yaml'

const input = { workspace, remote: 'origin', access: null, edits: 'leave' } as const

/** On `main` with edits; the remote has `feature`, which is not here, but edits were once left on a branch of that name. */
async function setScene(): Promise<TestClone> {
  const clone = testClone()
  clone.git('config', 'remote.origin.url', 'https://example.test/pets.git')
  clone.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
  clone.commit({
    [DEFINITION]: 'version: 1\n',
    'postman/schemas/run.sh': '#!/bin/sh\n',
    'src/app.ts': 'main\n',
    'src/gone.ts': 'gone\n',
  })
  clone.git('switch', '-q', '-c', 'feature')
  rmSync(clone.path('src/gone.ts'))
  clone.commit({ [DEFINITION]: 'version: feature\n', 'src/app.ts': 'feature\n', 'src/new.ts': 'new\n' })
  clone.write(WAITING, 'waits on feature\r\n')
  await switchBranch(await clone.open(), { ...input, to: { kind: 'local', name: 'main' } })
  clone.git('update-ref', 'refs/remotes/origin/feature', 'feature')
  clone.git('update-ref', '-d', 'refs/heads/feature')
  clone.git('pack-refs', '--all')
  clone.write(DEFINITION, 'mine\r\n')
  clone.write('postman/schemas/fresh.yaml', 'mine, too\n')
  chmodSync(clone.path('postman/schemas/run.sh'), 0o755)
  return clone
}

function killAt(clone: TestClone, operation: string, moment: Checkpoint, ...words: string[]): void {
  const script = fileURLToPath(new URL('../testing/killed-process.ts', import.meta.url))
  const ended = spawnSync(process.execPath, ['--import', 'tsx', script, clone.root, operation, moment, ...words], {
    env: { PATH: process.env['PATH'] ?? '', ...clone.variables },
    encoding: 'utf8',
  })
  expect(ended.signal, ended.stderr).toBe('SIGKILL')
}

/** All that a person or another Git client sees of a clone: HEAD, branches, left edits, index and files. */
async function stateOf(clone: TestClone) {
  const repo = await clone.open()
  const left = (branch: string) => [...(readLeftEdits(repo, branch)?.files ?? [])]
  return {
    head: clone.git('symbolic-ref', 'HEAD'),
    branches: clone.git('for-each-ref', 'refs/heads', 'refs/remotes'),
    left: { main: left('main'), feature: left('feature') },
    index: clone.git('ls-files', '--stage'),
    status: clone.git('status', '--porcelain'),
    files: snapshot(clone.root),
  }
}

function expectNoRemains(clone: TestClone): void {
  expect(clone.fsck()).toBe('')
  expect(readdirSync(clone.path('.git/graft'))).toEqual([])
  const locks = ['index', 'HEAD', 'packed-refs', 'config', 'refs/heads/main', 'refs/heads/feature', 'refs/heads/killed']
  expect(locks.filter((name) => existsSync(clone.path(`.git/${name}.lock`)))).toEqual([])
  expect(clone.git('for-each-ref', 'refs/graft/left').includes('.lock')).toBe(false)
}

const MOMENTS: Checkpoint[] = [
  'switch:fetched',
  'switch:restore-point-made',
  'switch:edits-kept',
  'switch:upstream-written',
  'switch:journal-written',
  'switch:index-locked',
  'switch:first-file-written',
  'switch:files-written',
  'switch:refs-moved',
  'switch:branch-moved',
  'switch:index-written',
]
/** From here on what was begun is finished. */
const PLANNED = MOMENTS.slice(4)

it('a switch killed at any moment is done or was never begun, and no edit is lost', { timeout: 300_000 }, async () => {
  const whole = await setScene()
  const before = await stateOf(whole)
  await switchBranch(await whole.open(), { ...input, to: { kind: 'remote', name: 'feature' } })
  const after = await stateOf(whole)
  expect(after).toMatchObject({ head: 'refs/heads/feature', status: `?? ${WAITING}`, left: { feature: [] } })
  for (const moment of MOMENTS) {
    const clone = await setScene()
    killAt(clone, 'switch', moment, 'feature')
    const repo = await clone.open()
    const isFinished = PLANNED.includes(moment)
    expect(await recover(repo), moment).toEqual({ kind: isFinished ? 'finished' : 'nothing' })
    const state = await stateOf(clone)
    expect(withoutIds(state), moment).toEqual(withoutIds(isFinished ? after : before))
    expectNoRemains(clone)
    if (moment !== 'switch:fetched') {
      const [point] = await listRestorePoints(repo)
      expect(point && [...readRestorePoint(repo, point.id).keys()].sort(), moment).toEqual(
        before.left.main.length === 0 ? ['postman/schemas/fresh.yaml', DEFINITION, 'postman/schemas/run.sh'] : [],
      )
    }
    const on = isFinished ? ({ kind: 'local', name: 'main' } as const) : ({ kind: 'remote', name: 'feature' } as const)
    expect(await switchBranch(repo, { ...input, to: on }), moment).toMatchObject({
      kind: 'switched',
      returned: { kind: 'brought-back' },
    })
    expect(clone.git('config', 'branch.feature.merge'), moment).toBe('refs/heads/feature')
  }
})

it('edits that were coming back stay kept where another program wrote to their place before the next start', async () => {
  const clone = await setScene()
  killAt(clone, 'switch', 'switch:journal-written', 'feature')
  const { feature } = (await stateOf(clone)).left
  clone.write(WAITING, 'of another program\n')
  const repo = await clone.open()
  expect(await recover(repo)).toEqual({ kind: 'finished' })
  expect(clone.read(WAITING)).toBe('of another program\n')
  expect(feature).toHaveLength(1)
  expect((await stateOf(clone)).left.feature).toEqual(feature)
  expectNoRemains(clone)
})

/** Commits carry the second they were made in. */
function withoutIds({ branches, ...state }: Awaited<ReturnType<typeof stateOf>>) {
  return { ...state, branches: branches.replace(/^[0-9a-f]{40} /gm, '') }
}

it.each(['commit:refs-moved', 'commit:branch-moved'] as const)(
  'a commit onto a new branch killed at %s is finished',
  async (moment) => {
    const clone = await setScene()
    const tip = clone.git('rev-parse', 'main')
    killAt(clone, 'commit-onto', moment, DEFINITION)
    expect(await recover(await clone.open())).toEqual({ kind: 'finished' })
    expect(clone.git('symbolic-ref', 'HEAD')).toBe('refs/heads/killed')
    expect([clone.git('rev-parse', 'main'), clone.git('rev-parse', 'HEAD~1')]).toEqual([tip, tip])
    expect(clone.git('diff', 'HEAD', '--name-only')).toBe('postman/schemas/run.sh')
    expect(clone.git('log', '-g', '--format=%gs', 'killed')).toBe('commit: Killed\nbranch: Created from HEAD')
    expect(clone.git('log', '-2', '-g', '--format=%gs', 'HEAD')).toBe('commit: Killed\ncheckout: moving from main to killed')
    expectNoRemains(clone)
  },
)
