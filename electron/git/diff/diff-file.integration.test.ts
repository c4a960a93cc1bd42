import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DiffSource } from '#shared/domain/history.ts'
import { ObjectId } from '#shared/domain/ids.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { discard } from '../discard.ts'
import { DIRECTORIES } from '../testing/clone.ts'
import { setManagedScene } from '../testing/managed-scene.ts'
import { testClone } from '../testing/tests.ts'
import { diffFile } from './diff-file.ts'
import { readImage } from './read-image.ts'

const workspace = { directories: DIRECTORIES }
const FILE = 'postman/schemas/index.yaml'
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const text = (value: string) => ({ kind: 'text', text: value })
const working: DiffSource = { kind: 'working' }

describe('diffFile', () => {
  it('shows the working folder, a commit and a restore point, each with a version that follows the bytes', async () => {
    const clone = testClone()
    const first = ObjectId.parse(clone.commit({ [FILE]: 'one\r\n' }))
    const second = ObjectId.parse(clone.commit({ [FILE]: 'two\n', 'postman/schemas/old.yaml': 'same\n' }))
    clone.git('mv', 'postman/schemas/old.yaml', 'postman/schemas/new.yaml')
    const third = ObjectId.parse(clone.commit({}))
    clone.write(FILE, '\uFEFFthree\n')
    const repo = await clone.open()
    const diff = (source: DiffSource, path = FILE) => diffFile(repo, { workspace, source, path, access: null })
    const inWork = await diff(working)
    expect(inWork).toMatchObject({
      before: text('two\n'),
      after: text('three\n'),
      changes: { whitespace: 'shown', changes: [{ fromA: 0, toA: 3, fromB: 0, toB: 5 }], isSimplified: false },
      unseen: [{ kind: 'byte-order-mark', in: 'after' }],
    })
    expect(await diff({ kind: 'commit', commit: first })).toMatchObject({ before: { kind: 'absent' }, after: text('one\n') })
    expect(await diff({ kind: 'commit', commit: second })).toMatchObject({ before: text('one\n'), after: text('two\n') })
    const renamed = { kind: 'commit', commit: third, from: 'postman/schemas/old.yaml' } as const
    expect(await diff(renamed, 'postman/schemas/new.yaml')).toMatchObject({ before: text('same\n'), after: text('same\n') })
    const { restorePoint } = await discard(repo, { workspace, paths: [FILE] })
    const kept = { kind: 'restore-point', id: restorePoint.id } as const
    expect(await diff(kept)).toMatchObject({ before: text('three\n'), after: text('two\n') })
    clone.write(FILE, 'three\n')
    // The byte-order mark is not shown, but it is not nothing.
    expect(await diff(working)).toEqual({ ...inWork, unseen: [], version: expect.not.stringMatching(/^$/) })
    expect(await diff(working)).not.toEqual(inWork)
    clone.write(FILE, '\uFEFFthree\n')
    expect(await diff(working)).toEqual(inWork)
    await expect(diff(working, 'README.md')).rejects.toThrow()
  })

  it('says what differs where no line does, and nothing of what checking out does by itself', async () => {
    const clone = testClone()
    clone.git('config', 'core.autocrlf', 'false')
    const first = ObjectId.parse(clone.commit({ [FILE]: 'one\r\n  two\r\n' }))
    const second = ObjectId.parse(clone.commit({ [FILE]: 'one\ntwo' }))
    const ask = async (source: DiffSource, whitespace: 'shown' | 'ignored' = 'shown') => {
      const found = await diffFile(await clone.open(), { workspace, source, path: FILE, access: null, whitespace })
      if ('kind' in found) throw new Error('Everything is here.')
      return found
    }
    const inCommit = { kind: 'commit', commit: second } as const
    const endings = { kind: 'line-endings', before: 'crlf', after: 'lf' }
    expect((await ask(inCommit)).unseen).toEqual([endings, { kind: 'final-line-break', in: 'before' }])
    expect((await ask(inCommit)).changes?.changes).not.toEqual((await ask(inCommit, 'ignored')).changes?.changes)
    expect((await ask({ kind: 'commit', commit: first })).unseen).toEqual([])
    clone.write(FILE, 'one\r\ntwo')
    chmodSync(clone.path(FILE), 0o755)
    const executable = { kind: 'executable', in: 'after' }
    expect((await ask(working)).unseen).toEqual([{ ...endings, before: 'lf', after: 'crlf' }, executable])
    clone.git('config', 'core.autocrlf', 'true')
    clone.git('config', 'core.filemode', 'false')
    expect((await ask(working)).unseen).toEqual([])
  })

  it('says what a file without text is, and shows images up to a size', async () => {
    const clone = testClone()
    const logo = 'postman/schemas/logo.png'
    const files = { [logo]: PNG, [FILE]: Buffer.from('PK\x03\x04\0\0', 'latin1'), 'postman/schemas/a.svg': '<svg/>' }
    const commit = ObjectId.parse(clone.commit(files))
    clone.write(logo, Buffer.concat([PNG, Buffer.alloc(6 * 1024 * 1024)]))
    symlinkSync('/etc/passwd', clone.path('postman/schemas/link.png'))
    const repo = await clone.open()
    const size = { width: 1, height: 1 }
    const input = { workspace, source: { kind: 'commit', commit } as const, access: null }
    expect(await diffFile(repo, { ...input, path: logo })).toMatchObject({
      after: { kind: 'binary', size: PNG.length, media: { kind: 'image', format: 'png', size } },
    })
    expect(await diffFile(repo, { ...input, path: FILE })).toMatchObject({ after: { media: { format: 'zip' } } })
    const url = `data:image/png;base64,${PNG.toString('base64')}`
    const image = async (path: string, side: 'before' | 'after', source: DiffSource) =>
      readImage(repo, { workspace, source, path, access: null, side })
    expect(await image(logo, 'after', input.source)).toEqual({ kind: 'image', url })
    expect(await image(logo, 'before', working)).toEqual({ kind: 'image', url })
    expect(await image(logo, 'after', working)).toEqual({ kind: 'image', url: null })
    expect(await image(FILE, 'after', input.source)).toEqual({ kind: 'image', url: null })
    expect(await image('postman/schemas/a.svg', 'after', input.source)).toEqual({ kind: 'image', url: null })
    expect(await image('postman/schemas/link.png', 'after', working)).toEqual({ kind: 'image', url: null })
  })

  it('in a small clone: asks for the server only where something is missing, and fetches that alone', async () => {
    const scene = await setManagedScene()
    onTestFinished(() => scene.dispose())
    await scene.clone()
    const repo = await scene.open()
    const oldest = ObjectId.parse(git(scene.bare, 'rev-list', '--max-parents=0', 'main'))
    const tip = ObjectId.parse(git(scene.bare, 'rev-parse', 'main'))
    const diff = (source: DiffSource, access: typeof scene.access | null) =>
      diffFile(repo, { workspace: scene.workspace, source, path: FILE, access })
    writeFileSync(join(scene.workspace.root, FILE), 'mine\n')
    expect(await diff(working, null)).toMatchObject({ after: text('mine\n') })
    expect(await diff({ kind: 'commit', commit: tip }, null)).toEqual({ kind: 'needs-server' })
    const shown = { before: { kind: 'absent' }, after: text('openapi: 3.1.0\ninfo:\n  title: Pets\n') }
    expect(await diff({ kind: 'commit', commit: tip }, scene.access)).toMatchObject(shown)
    expect(await diff({ kind: 'commit', commit: tip }, null)).toMatchObject(shown)
    expect(await diff({ kind: 'commit', commit: oldest }, null)).toMatchObject({ before: { kind: 'absent' } })
    expect(scene.git('status', '--porcelain')).toBe(`M ${FILE}`.replace(/^/, ' '))
  })
})
