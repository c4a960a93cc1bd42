import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
let folder = ''
let command = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-file-'))
  // Built, and run without files for its usage; then taken away from the project's packages.
  spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/build-merge-file.ts')], { cwd: ROOT })
  command = join(folder, 'merge-file.mjs')
  copyFileSync(join(ROOT, 'out/merge-file.mjs'), command)
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, contents: string | Buffer) => {
  writeFileSync(join(folder, name), contents)
  return name
}
function merge(...words: string[]) {
  const run = spawnSync(process.execPath, [command, ...words], { cwd: folder })
  return { code: run.status, out: run.stdout.toString('utf8'), bytes: run.stdout, err: run.stderr.toString('utf8') }
}

describe('the command merge-file', () => {
  it('merges by structure and says so by its exit code', () => {
    const files = [
      put('b.json', '{\n  "a": 1,\n  "b": 2\n}'),
      put('m.json', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}'),
      put('t.json', '{\n  "a": 1,\n  "b": 2,\n  "d": 4\n}'),
    ]
    expect(merge(...files)).toMatchObject({ code: 0, out: '{\n  "a": 1,\n  "b": 2,\n  "c": 3,\n  "d": 4\n}' })
    expect(merge(...files, '--text').code).toBe(1)
    expect(merge(...files, '--path', 'notes.txt').code).toBe(1)
    expect(merge(...files, '--path', 'notes.txt', '--structured').code).toBe(0)
  })

  it('marks what conflicts and nothing beside it', () => {
    const files = [
      put('b.json', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n'),
      put('m.json', '{\n  "a": 1,\n  "b": 5,\n  "c": 3\n}\n'),
      put('t.json', '{\n  "a": 1,\n  "b": 6,\n  "c": 4\n}\n'),
    ]
    const { code, out } = merge(...files, '-L', 'ours', '-L', 'old', '-L', 'theirs')
    expect(code).toBe(1)
    expect(out).toBe(
      '{\n  "a": 1,\n<<<<<<< ours\n  "b": 5,\n||||||| old\n  "b": 2,\n=======\n  "b": 6,\n>>>>>>> theirs\n  "c": 4\n}\n',
    )
    expect(JSON.parse(merge(...files, '--json').out)).toMatchObject({
      kind: 'conflicted',
      conflicts: [{ place: ['b'], cause: 'changed', mine: { text: '5' }, theirs: { text: '6' } }],
    })
  })

  it('marks text as git merge-file --diff3 does', () => {
    const files = [put('b.txt', 'a\nb\nc\n'), put('m.txt', 'a\nB\nc\n'), put('t.txt', 'a\nbb\nc\nd')]
    const git = spawnSync('git', ['merge-file', '-p', '--diff3', 'm.txt', 'b.txt', 't.txt'], { cwd: folder, encoding: 'utf8' })
    expect(merge(...files)).toMatchObject({ code: git.status, out: git.stdout })
  })

  it('keeps bytes that are no UTF-8, and byte-order marks', () => {
    const bytes = (middle: string, last: string) => Buffer.from(`\xe9t\xe9\n${middle}\n-\n${last}\n`, 'latin1')
    const files = [put('b.txt', bytes('a', 'z')), put('m.txt', bytes('\xe0', 'z')), put('t.txt', bytes('a', '\xfc'))]
    expect(merge(...files)).toMatchObject({ code: 0, bytes: bytes('\xe0', '\xfc') })
    const marked = [
      put('b.json', '\uFEFF{"a":1,"b":1}'),
      put('m.json', '\uFEFF{"a":2,"b":1}'),
      put('t.json', '\uFEFF{"a":1,"b":2}'),
    ]
    expect(merge(...marked)).toMatchObject({ code: 0, out: '\uFEFF{"a":2,"b":2}' })
  })

  it('fails with 255: too few files, missing ones, binary ones', () => {
    expect(merge('b.txt')).toMatchObject({ code: 255, out: '' })
    expect(merge('b.txt', 'm.txt', 'missing')).toMatchObject({ code: 255, out: '' })
    const binary = [put('b', 'a'), put('m', Buffer.from([1, 0, 2])), put('t', 'c')]
    expect(merge(...binary)).toMatchObject({ code: 255, out: '' })
  })

  it('counts conflicts up to 127', () => {
    const many = (value: (index: number) => string) =>
      Array.from({ length: 200 }, (_, index) => `k${index}: ${value(index)}\n`).join('')
    const files = [
      put(
        'b.yaml',
        many(() => 'a'),
      ),
      put(
        'm.yaml',
        many(() => 'b'),
      ),
      put(
        't.yaml',
        many(() => 'c'),
      ),
    ]
    expect(merge(...files).code).toBe(127)
    expect(JSON.parse(merge(...files, '--json').out).conflicts).toHaveLength(200)
  })
})

describe('as the merge driver of Git', () => {
  const git = (repository: string, ...words: string[]) =>
    spawnSync('git', words, {
      cwd: repository,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: repository,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    })

  it('merges what Git cannot, and leaves real conflicts in the index', () => {
    const repository = mkdtempSync(join(folder, 'repository-'))
    const commit = (contents: string, message: string) => {
      writeFileSync(join(repository, 'openapi.yaml'), contents)
      git(repository, 'add', '.')
      expect(git(repository, 'commit', '-q', '-m', message).status).toBe(0)
    }
    const spec = (tags: string, title: string) => `openapi: 3.0.0\ninfo:\n  title: ${title}\n  version: "1"\ntags:\n${tags}`
    git(repository, 'init', '-q', '-b', 'main')
    writeFileSync(join(repository, '.gitattributes'), '*.yaml merge=graft\n')
    const driver = `"${process.execPath}" "${command}" --write --path %P %O %A %B`
    git(repository, 'config', 'merge.graft.driver', driver)
    commit(spec('  - name: a\n', 'Pets'), 'base')
    git(repository, 'switch', '-q', '-c', 'other')
    commit(spec('  - name: a\n  - name: c\n', 'Pets'), 'theirs')
    git(repository, 'switch', '-q', 'main')
    commit(spec('  - name: a\n  - name: b\n', 'Pets'), 'mine')
    expect(git(repository, 'merge', '-q', '-m', 'merge', 'other').status).toBe(0)
    expect(readFileSync(join(repository, 'openapi.yaml'), 'utf8')).toBe(spec('  - name: a\n  - name: b\n  - name: c\n', 'Pets'))
    expect(git(repository, 'status', '--porcelain=v2').stdout).toBe('')

    commit(spec('  - name: a\n', 'Cats'), 'mine again')
    git(repository, 'switch', '-q', 'other')
    commit(spec('  - name: a\n  - name: c\n', 'Dogs'), 'theirs again')
    expect(git(repository, 'merge', '-q', '-m', 'merge', 'main').status).toBe(1)
    expect(git(repository, 'status', '--porcelain=v2').stdout).toMatch(/^u UU .* openapi\.yaml$/m)
    expect(readFileSync(join(repository, 'openapi.yaml'), 'utf8')).toContain('<<<<<<<')
    expect(execFileSync('git', ['fsck', '--strict', '--no-dangling'], { cwd: repository, encoding: 'utf8' })).toBe('')
  })
})
