import { chmodSync, existsSync, rmSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Hunk } from '#shared/domain/history.ts'
import type { Repo } from '../repository/repo.ts'
import { restore } from '../restore.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { testClone } from '../testing/tests.ts'
import { diffFile } from './diff-file.ts'
import { discardHunks } from './discard-hunks.ts'

const workspace = { directories: DIRECTORIES }
const FILE = 'postman/schemas/index.yaml'

async function versionNow(repo: Repo): Promise<string> {
  const diff = await diffFile(repo, { workspace, source: { kind: 'working' }, path: FILE, access: null })
  if ('kind' in diff) throw new Error('Everything is here.')
  return diff.version
}

const linesOf = (text: string) => text.split('\n').length

/** Git's own hunks, in our lines: where a side ends with a line break, an empty line follows. */
function gitHunks(clone: TestClone, before: string, after: string): { patch: string; hunk: Hunk }[] {
  const [head = '', ...blocks] = clone.git('diff', '-U0', 'HEAD', '--', FILE).split(/^(?=@@ )/m)
  return blocks.map((block) => {
    const [, a = '', b = '1', c = '', d = '1'] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(block) ?? []
    const range = (start: string, count: string) => ({ from: Number(start) - (count === '0' ? 0 : 1), count: Number(count) })
    const hunk = { before: range(a, b), after: range(c, d) }
    const reaches = ({ from, count }: Hunk['before'], text: string) =>
      from + count === linesOf(text) - (text.endsWith('\n') ? 1 : 0)
    if (block.includes('\\ No newline')) {
      if (before.endsWith('\n') && reaches(hunk.before, before)) hunk.before.count += 1
      if (after.endsWith('\n') && reaches(hunk.after, after)) hunk.after.count += 1
    }
    return { patch: `${head}${block.endsWith('\n') ? block : `${block}\n`}`, hunk }
  })
}

describe('discardHunks', () => {
  it.each<[string, string, string]>([
    ['changed, added and removed lines', 'a\nb\nc\nd\ne\nf\ng\n', 'a\nB\nc\ne\nf\nnew\ng\n'],
    ['CRLF throughout', 'a\r\nb\r\nc\r\nd\r\n', 'A\r\nb\r\nd\r\ne\r\n'],
    ['a final line break that went', 'a\nb\nc\n', 'A\nb\nc'],
    ['a final line break that came', 'a\nb\nc', 'A\nb\nc\nd\n'],
  ])('does to each hunk what git apply -R does: %s', async (_name, before, after) => {
    const clone = testClone()
    clone.commit({ [FILE]: before })
    clone.write(FILE, after)
    for (const [index, { patch, hunk }] of gitHunks(clone, before, after).entries()) {
      clone.write(FILE, after)
      clone.gitWith({ input: patch }, 'apply', '-R', '--unidiff-zero', '--whitespace=nowarn')
      const expected = clone.read(FILE)
      clone.write(FILE, after)
      const repo = await clone.open()
      const outcome = await discardHunks(repo, { workspace, path: FILE, version: await versionNow(repo), hunks: [hunk] })
      expect(outcome.kind, `hunk ${index}`).toBe('discarded')
      expect(clone.read(FILE)).toBe(expected)
    }
  })

  it('keeps the mode, what is staged, and what it replaces; refuses a file that moved', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: 'a\nb\nc\nd\n' })
    clone.write(FILE, 'A\nb\nc\nD\n')
    chmodSync(clone.path(FILE), 0o755)
    clone.git('add', FILE)
    const staged = clone.git('ls-files', '--stage')
    const repo = await clone.open()
    const version = await versionNow(repo)
    const first: Hunk = { before: { from: 0, count: 1 }, after: { from: 0, count: 1 } }
    const done = await discardHunks(repo, { workspace, path: FILE, version, hunks: [first] })
    expect(clone.read(FILE)).toBe('a\nb\nc\nD\n')
    expect(statSync(clone.path(FILE)).mode & 0o111).not.toBe(0)
    expect(clone.git('ls-files', '--stage')).toBe(staged)
    expect(await discardHunks(repo, { workspace, path: FILE, version, hunks: [first] })).toEqual({ kind: 'file-moved' })
    expect(clone.read(FILE)).toBe('a\nb\nc\nD\n')
    if (done.kind !== 'discarded') throw new Error('It was discarded.')
    await restore(repo, { workspace, id: done.restorePoint.id, paths: null })
    expect(clone.read(FILE)).toBe('A\nb\nc\nD\n')
    expect(clone.fsck()).toBe('')
  })

  it('is clean for Git once everything is put back: edited under autocrlf, deleted, new', async () => {
    const clone = testClone()
    clone.git('config', 'core.autocrlf', 'true')
    clone.commit({ [FILE]: 'a\nb\n' })
    const whole = async (before: number, after: number) => {
      const repo = await clone.open()
      const hunks = [{ before: { from: 0, count: before }, after: { from: 0, count: after } }]
      return discardHunks(repo, { workspace, path: FILE, version: await versionNow(repo), hunks })
    }
    clone.write(FILE, 'A\r\nb\r\nc\r\n')
    clone.git('add', FILE)
    await whole(3, 4)
    expect(clone.read(FILE)).toBe('a\r\nb\r\n')
    expect(clone.git('status', '--porcelain')).toBe('')
    chmodSync(clone.path(FILE), 0o755)
    clone.commit({})
    rmSync(clone.path(FILE))
    await whole(3, 1)
    expect(clone.git('status', '--porcelain')).toBe('')
    clone.git('rm', '-q', FILE)
    clone.git('commit', '-q', '-m', 'gone')
    clone.write(FILE, 'new\n')
    await whole(1, 2)
    expect(existsSync(clone.path(FILE))).toBe(false)
    expect(clone.git('status', '--porcelain')).toBe('')
  })
})
