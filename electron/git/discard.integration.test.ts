import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { discard } from './discard.ts'
import { restore } from './restore.ts'
import { listRestorePoints, makeRestorePoint } from './restore-points.ts'
import { DIRECTORIES } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'

const workspace = { directories: DIRECTORIES }
const S = 'postman/schemas'

describe('discard and restore', () => {
  it('puts files back, undoably to the byte, and leaves other entries alone', async () => {
    const clone = testClone()
    clone.git('config', 'core.autocrlf', 'true')
    clone.commit({ [`${S}/a.yaml`]: 'a\n', [`${S}/gone.yaml`]: 'g\n', [`${S}/kept.yaml`]: 'k\n', 'src/x': 'x\n' })
    clone.write('src/x', 'staged\n')
    clone.git('add', 'src/x')
    clone.write(`${S}/a.yaml`, 'a\r\nmixed\nends\r\n')
    chmodSync(clone.path(`${S}/a.yaml`), 0o755)
    clone.git('add', `${S}/a.yaml`)
    rmSync(clone.path(`${S}/gone.yaml`))
    clone.write(`${S}/new/deep.yaml`, 'new\n')
    symlinkSync('../nowhere', clone.path(`${S}/link`))
    clone.write(`${S}/kept.yaml`, 'my edit\n')
    const others = () => clone.indexOutside(...['a.yaml', 'gone.yaml'].map((name) => `${S}/${name}`))
    const outside = others()
    const paths = ['a.yaml', 'gone.yaml', 'new/deep.yaml', 'link'].map((name) => `${S}/${name}`)

    const repo = await clone.open()
    const { restorePoint } = await discard(repo, { workspace, paths })
    expect(restorePoint).toMatchObject({ reason: 'discard', branch: 'main', paths: [...paths].sort() })
    expect(clone.git('status', '--porcelain')).toBe(` M ${S}/kept.yaml\nM  src/x`)
    expect(clone.read(`${S}/a.yaml`)).toBe('a\r\n')
    expect(existsSync(clone.path(`${S}/new`))).toBe(false)
    expect(others()).toBe(outside)

    clone.git('gc', '-q', '--prune=now')
    const { restored, undo } = await restore(await clone.open(), { workspace, id: restorePoint.id, paths: null })
    expect(restored).toEqual([...paths].sort())
    expect(undo?.reason).toBe('restore')
    expect(clone.read(`${S}/a.yaml`)).toBe('a\r\nmixed\nends\r\n')
    expect(statSync(clone.path(`${S}/a.yaml`)).mode & 0o111).not.toBe(0)
    expect(existsSync(clone.path(`${S}/gone.yaml`))).toBe(false)
    expect(clone.read(`${S}/new/deep.yaml`)).toBe('new\n')
    expect(readlinkSync(clone.path(`${S}/link`))).toBe('../nowhere')
    expect(clone.read(`${S}/kept.yaml`)).toBe('my edit\n')
    expect(clone.git('branch', '--all')).toBe('* main')
    expect(clone.fsck()).toBe('')
  })

  it('keeps what was staged besides what lies in the working folder', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/a`]: 'committed\n', [`${S}/b`]: 'committed\n' })
    for (const name of ['a', 'b']) clone.write(`${S}/${name}`, 'staged\r\n')
    clone.git('add', '-A')
    clone.write(`${S}/a`, 'edited\n')
    const repo = await clone.open()
    const { restorePoint } = await discard(repo, { workspace, paths: [`${S}/a`, `${S}/b`] })
    expect(restorePoint.paths).toEqual([`${S}/a`, `${S}/b`])
    const other = (await listRestorePoints(repo)).find(({ id }) => id !== restorePoint.id)
    if (!other) throw new Error('What was staged is kept.')
    await restore(repo, { workspace, id: other.id, paths: null })
    expect([clone.read(`${S}/a`), clone.read(`${S}/b`)]).toEqual(['staged\r\n', 'committed\n'])
  })

  it('restores single paths and says when a point is not there', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/a`]: '1', [`${S}/b`]: '1' })
    clone.write(`${S}/a`, '2')
    clone.write(`${S}/b`, '2')
    const repo = await clone.open()
    const { restorePoint } = await discard(repo, { workspace, paths: [`${S}/a`, `${S}/b`] })
    expect((await restore(repo, { workspace, id: restorePoint.id, paths: [`${S}/b`] })).restored).toEqual([`${S}/b`])
    expect([clone.read(`${S}/a`), clone.read(`${S}/b`)]).toEqual(['1', '2'])
    clone.git('update-ref', '-d', `refs/graft/restore/${restorePoint.id}`)
    await expect(restore(repo, { workspace, id: restorePoint.id, paths: null })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { what: 'restore-point' },
    })
  })

  it('keeps permissions that a file has', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/secret`]: '1' })
    clone.write(`${S}/secret`, '2')
    chmodSync(clone.path(`${S}/secret`), 0o600)
    await discard(await clone.open(), { workspace, paths: [`${S}/secret`] })
    expect(statSync(clone.path(`${S}/secret`)).mode & 0o777).toBe(0o600)
  })

  it('does not write through a link, nor over a folder that holds something', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/sub/a`]: '1', [`${S}/f`]: '1' })
    rmSync(clone.path(`${S}/sub`), { recursive: true })
    mkdirSync(clone.path('outside'))
    symlinkSync('../../outside', clone.path(`${S}/sub`))
    rmSync(clone.path(`${S}/f`))
    clone.write(`${S}/f/mine`, 'mine')
    const repo = await clone.open()
    for (const path of [`${S}/sub/a`, `${S}/f`]) {
      await expect(discard(repo, { workspace, paths: [path] })).rejects.toMatchObject({ code: 'REPOSITORY_MOVED' })
    }
    expect(existsSync(clone.path('outside/a'))).toBe(false)
    expect(clone.read(`${S}/f/mine`)).toBe('mine')
    expect(lstatSync(clone.path(`${S}/sub`)).isSymbolicLink()).toBe(true)
    expect(existsSync(clone.path('.git/index.lock'))).toBe(false)
    await discard(repo, { workspace, paths: [`${S}/sub`, `${S}/sub/a`, `${S}/f/mine`, `${S}/f`] })
    expect(clone.git('status', '--porcelain')).toBe('')
  })

  it('keeps what changed and forgets points that are old or too many', async () => {
    const clone = testClone()
    clone.commit({ [`${S}/a`]: '1' })
    const repo = await clone.open()
    expect(await makeRestorePoint(repo, { workspace, reason: 'pull' })).toBeNull()
    clone.write(`${S}/a`, '2')
    const old = await clone.open({ now: () => new Date(Date.now() - 91 * 24 * 3600 * 1000) })
    const first = await makeRestorePoint(old, { workspace, reason: 'pull' })
    expect((await listRestorePoints(repo)).map(({ id }) => id)).toEqual([first?.id])
    clone.git('pack-refs', '--all')
    for (let minutes = 203; minutes > 0; minutes--) {
      const then = await clone.open({ now: () => new Date(Date.now() - minutes * 60_000) })
      await makeRestorePoint(then, { workspace, reason: 'pull' })
    }
    clone.git('pack-refs', '--all')
    const newest = await makeRestorePoint(repo, { workspace, reason: 'disconnect' })
    const left = (await listRestorePoints(repo)).map(({ id }) => id)
    expect(left).toHaveLength(200)
    expect(left[0]).toBe(newest?.id)
    expect(left).not.toContain(first?.id)
    expect(clone.git('for-each-ref', 'refs/graft').split('\n')).toHaveLength(200)
    expect(clone.fsck()).toBe('')
  })
})
