import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommitFile, CommitFiles } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from '../repository/repo.ts'
import { restore } from '../restore.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { scriptHistory } from '../testing/long-history.ts'
import { testClone } from '../testing/tests.ts'
import { commitFiles } from './commit-files.ts'
import { restoreFromCommit } from './restore-from-commit.ts'

const FOLDERS = ['postman/schemas', 'postman/collections', '.postman']
const S = 'postman/schemas'
const C = 'postman/collections'

async function filesOf(repo: Repo, commit: ObjectId): Promise<CommitFiles> {
  const workspace = { root: repo.root, directories: DIRECTORIES }
  const found = await commitFiles(repo, { workspace, remote: 'origin', access: null, commit })
  if ('kind' in found) throw new Error('All of it is here.')
  return found
}

const LETTERS = { added: 'A', modified: 'M', deleted: 'D', renamed: 'R', 'type-changed': 'T', 'mode-changed': 'M' } as const
const line = ({ kind, path, from }: CommitFile) => [LETTERS[kind], ...(from === null ? [] : [from]), path].join('\t')

/** As command-line Git tells it, without the numbers of likeness. */
function diffTree(clone: TestClone, commit: string): string[] {
  const parent = clone.git('rev-list', '--parents', '-1', commit).split(' ')[1]
  const trees = parent === undefined ? ['--root', commit] : [parent, commit]
  const args = ['-r', '-M', '--no-commit-id', '--name-status', ...trees, '--', ...FOLDERS]
  const lines = clone
    .git('-c', 'core.quotePath=false', 'diff-tree', ...args)
    .split('\n')
    .filter(Boolean)
  return lines.map((text) => text.replace(/^([A-Z])\d+/, '$1'))
}

/** Lines enough that likeness can be told. */
const text = (seed: string, lines = 30) => Array.from({ length: lines }, (_, i) => `${seed} line ${i}\n`).join('')

describe('the files of a commit', () => {
  it('are what git diff-tree -M tells, in roots, merges and between; others are counted', async () => {
    const clone = testClone()
    const root = clone.commit({
      [`${S}/a.yaml`]: text('a'),
      [`${S}/b.yaml`]: text('b'),
      [`${C}/c.json`]: '{}\n',
      'src/x': 'x\n',
    })
    renameSync(clone.path(`${S}/a.yaml`), clone.path(`${C}/moved ü.yaml`))
    mkdirSync(clone.path('.postman'))
    const renamed = clone.commit({
      [`${S}/b2.yaml`]: `${text('b')}more\n`,
      [`${C}/d.json`]: '[]\n',
      'src/x': 'y\n',
      'src/y': 'y\n',
    })
    rmSync(clone.path(`${S}/b.yaml`))
    const deleted = clone.commit({})
    chmodSync(clone.path(`${C}/c.json`), 0o755)
    rmSync(clone.path(`${C}/d.json`))
    symlinkSync('c.json', clone.path(`${C}/d.json`))
    const typed = clone.commit({})
    clone.git('checkout', '-q', '-b', 'side', root)
    clone.commit({ [`${S}/side.yaml`]: text('side'), 'src/side': '1\n' })
    clone.git('checkout', '-q', 'main')
    clone.git('merge', '-q', '--no-edit', 'side')
    const merged = clone.git('rev-parse', 'HEAD')
    // Names that are not UTF-8 can't be asked for, and are counted.
    const odd = 'M 100644 inline "postman/schemas/x\\377"\ndata 1\nx\n'
    const input = `commit refs/heads/odd\ncommitter X <x@example.test> 1600000000 +0000\ndata 3\nodd\nfrom refs/heads/main^0\n${odd}\n`
    clone.gitWith({ input }, 'fast-import', '--quiet')
    const repo = await clone.open()
    for (const commit of [root, renamed, deleted, typed, merged]) {
      const { files } = await filesOf(repo, commit)
      expect(files.map(line).sort(), commit).toEqual(diffTree(clone, commit).sort())
    }
    expect((await filesOf(repo, renamed)).otherFiles).toBe(2)
    expect(await filesOf(repo, typed)).toMatchObject({
      commit: { id: typed, subject: 'change' },
      files: [
        { path: `${C}/c.json`, kind: 'mode-changed', from: null },
        { path: `${C}/d.json`, kind: 'type-changed', from: null },
      ],
      otherFiles: 0,
    })
    expect(await filesOf(repo, clone.git('rev-parse', 'odd'))).toMatchObject({ files: [], otherFiles: 1 })
    await expect(filesOf(repo, clone.git('rev-parse', 'main^{tree}'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { what: 'commit' },
    })
  })

  it('are paired by how alike they are, as Git pairs them', async () => {
    const parts = fc.constantFrom('paths:\n', '  /pets:\n', 'x'.repeat(90), 'type: object\r\n', 'required: true\n', '\n')
    const lines = fc.array(parts, { minLength: 1, maxLength: 25 })
    const cases = fc.record({ before: lines, kept: fc.double({ min: 0, max: 1, noNaN: true }), after: lines })
    const script = scriptHistory()
    let tip: string | null = null
    const go = (files: Record<string, string | null>) => {
      const parents: readonly string[] = tip === null ? [] : [tip]
      tip = script.commit({ branch: 'main', parents, seconds: 1_600_000_000, message: 'x\n', files })
    }
    for (const { before, kept, after } of fc.sample(cases, { numRuns: 60, seed: 5 })) {
      go({ [`${S}/before.yaml`]: before.join(''), [`${S}/after.yaml`]: null })
      const some = before.slice(0, Math.round(before.length * kept))
      go({ [`${S}/before.yaml`]: null, [`${S}/after.yaml`]: [...some, ...after].join('') })
    }
    const clone = testClone()
    clone.gitWith({ input: script.text() }, 'fast-import', '--quiet')
    const repo = await clone.open()
    const told = clone.git('log', '-M', '--name-status', '--format=%x00%H', 'main').split('\0').slice(1)
    const renames = new Set<boolean>()
    for (const one of told) {
      const [commit = '', , ...changed] = one.trimEnd().split('\n')
      const { files } = await filesOf(repo, commit)
      expect(files.map(line).sort(), commit).toEqual(changed.map((text) => text.replace(/^([A-Z])\d+/, '$1')).sort())
      renames.add(files.some(({ kind }) => kind === 'renamed'))
    }
    expect(renames).toEqual(new Set([true, false]))
  })
})

describe('a file put back from a commit', () => {
  const FILE = `${S}/index.yaml`
  it('is written as git checkout would, can be undone, and leaves index and branch alone', async () => {
    const clone = testClone()
    clone.commit({
      '.gitattributes': '*.yaml text eol=crlf\n*.big filter=lfs\n',
      [FILE]: 'one\r\n',
      [`${S}/run.sh`]: '#!\n',
      [`${S}/x.big`]: 'x\n',
    })
    chmodSync(clone.path(`${S}/run.sh`), 0o755)
    const old = clone.commit({ [FILE]: 'two\r\n' })
    rmSync(clone.path(`${S}/run.sh`))
    const gone = clone.commit({ [FILE]: 'three\r\n' })
    clone.write(FILE, 'edited\n')
    clone.git('add', FILE)
    clone.write(FILE, 'edited again\n')
    const index = clone.git('ls-files', '--stage')
    const repo = await clone.open()
    const workspace = { root: clone.root, directories: DIRECTORIES }
    const put = (commit: string, path: string) => restoreFromCommit(repo, { workspace, access: null, commit, path })

    const outcome = await put(old, FILE)
    expect(outcome).toMatchObject({ kind: 'restored', restored: [FILE], undo: { reason: 'restore', paths: [FILE] } })
    expect(readFileSync(clone.path(FILE), 'latin1')).toBe('two\r\n')
    expect(clone.git('ls-files', '--stage')).toBe(index)
    expect(clone.git('rev-parse', 'HEAD')).toBe(gone)
    expect(await put(old, FILE)).toEqual({ kind: 'restored', restored: [], undo: null })
    expect(await put(old, `${S}/run.sh`)).toMatchObject({ restored: [`${S}/run.sh`] })
    expect(clone.git('hash-object', `${S}/run.sh`)).toBe(clone.git('rev-parse', `${old}:${S}/run.sh`))
    expect(statSync(clone.path(`${S}/run.sh`)).mode & 0o111).toBe(0o111)
    if (outcome.kind !== 'restored' || outcome.undo === null) throw new Error('It can be undone.')
    await restore(repo, { workspace, id: outcome.undo.id, paths: null })
    expect(clone.read(FILE)).toBe('edited again\n')

    await expect(put(gone, `${S}/run.sh`)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'file' } })
    await expect(put(old, S)).rejects.toThrow('Not a file of this connection')
    await expect(put('1'.repeat(40), FILE)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'commit' } })
    clone.write(`${S}/x.big`, 'mine\n')
    await expect(put(old, `${S}/x.big`)).rejects.toMatchObject({ code: 'FILTERED_FILE' })
    expect(clone.read(`${S}/x.big`)).toBe('mine\n')
    expect(clone.fsck()).toBe('')
  })
})
