import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commit } from './commit.ts'
import { status } from './status.ts'
import { DIRECTORIES, type TestClone } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'
import { recover } from './transaction/recover.ts'

const FILE = 'postman/schemas/index.yaml'
const author = { name: 'Ada Lin', email: 'ada@example.test' }
const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** Everything that no ref and no reflog names goes, as `git gc` would do it weeks later. */
function prune(clone: TestClone): void {
  clone.git('reflog', 'expire', '--expire=now', '--all')
  clone.git('gc', '-q', '--prune=now')
}

describe('housekeeping by another Git while Graft has the clone open', () => {
  it('stores content anew that lay in a pack which is gone since', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: 'a: 1\n' })
    const oid = clone.gitWith({ input: 'a: 2\n' }, 'hash-object', '-w', '--stdin')
    clone.git('tag', 'keep', oid)
    clone.git('repack', '-adq')
    clone.git('prune-packed')
    const repo = await clone.open()
    const workspace = { root: clone.root, directories: DIRECTORIES }
    await status(repo, workspace)
    expect(repo.objects.has(oid)).toBe(true)
    clone.git('tag', '-d', 'keep')
    prune(clone)

    clone.write(FILE, 'a: 2\n')
    await commit(repo, { workspace, paths: [FILE], message: 'again\n', author })
    expect(clone.git('show', `HEAD:${FILE}`)).toBe('a: 2')
    expect(clone.fsck()).toBe('')
  })

  it('makes an old object young that is about to be used again, loose or packed', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: 'a: 1\n' })
    const packed = clone.gitWith({ input: 'packed\n' }, 'hash-object', '-w', '--stdin')
    clone.git('tag', 'keep', packed)
    clone.git('repack', '-adq')
    clone.git('prune-packed')
    const loose = clone.gitWith({ input: 'loose\n' }, 'hash-object', '-w', '--stdin')
    const looseFile = clone.path(`.git/objects/${loose.slice(0, 2)}/${loose.slice(2)}`)
    const pack = readdirSync(clone.path('.git/objects/pack')).find((name) => name.endsWith('.pack'))
    const packFile = clone.path(`.git/objects/pack/${pack}`)
    for (const file of [looseFile, packFile]) utimesSync(file, LONG_AGO, LONG_AGO)

    const repo = await clone.open()
    expect(repo.objects.write('blob', Buffer.from('loose\n'))).toBe(loose)
    expect(repo.objects.write('blob', Buffer.from('packed\n'))).toBe(packed)
    for (const file of [looseFile, packFile]) expect(statSync(file).mtimeMs).toBeGreaterThan(LONG_AGO.getTime())
    expect(existsSync(clone.path(`.git/objects/${packed.slice(0, 2)}/${packed.slice(2)}`))).toBe(false)
  })

  it('never moves a branch to a commit whose objects are gone', async () => {
    const clone = testClone()
    const tip = clone.commit({ [FILE]: 'a: 1\n' })
    const dying = await clone.open({
      reached: (point) => {
        if (point === 'commit:journal-written') throw new Error('The process ends here.')
      },
    })
    clone.write(FILE, 'a: 2\n')
    const workspace = { root: clone.root, directories: DIRECTORIES }
    await expect(commit(dying, { workspace, paths: [FILE], message: 'lost\n', author })).rejects.toThrow('ends here')
    prune(clone)

    expect(await recover(await clone.open())).toEqual({ kind: 'rolled-back' })
    expect(clone.git('rev-parse', 'HEAD')).toBe(tip)
    expect(clone.read(FILE)).toBe('a: 2\n')
    expect(clone.git('status', '--porcelain')).toBe(` M ${FILE}`)
    expect(clone.fsck()).toBe('')
    expect(readdirSync(clone.path('.git/graft'))).toEqual([])
  })
})
