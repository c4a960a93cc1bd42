import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryPage, HistoryScope } from '#shared/domain/history.ts'
import type { Repo } from '../repository/repo.ts'
import { DIRECTORIES, type TestClone } from '../testing/clone.ts'
import { scriptHistory, scriptOrdinaryHistory } from '../testing/long-history.ts'
import { testClone } from '../testing/tests.ts'
import { listHistory } from './list-history.ts'

const FOLDERS = ['postman/schemas', 'postman/collections', '.postman']

async function page(
  repo: Repo,
  asked: { scope?: HistoryScope; search?: string; cursor?: string | null; limit?: number } = {},
): Promise<HistoryPage> {
  const { scope = 'all', search = '', cursor = null, limit = 200 } = asked
  const workspace = { root: repo.root, directories: DIRECTORIES }
  const found = await listHistory(repo, { workspace, remote: 'origin', access: null, scope, search, cursor, limit })
  if ('kind' in found) throw new Error('All of it is here.')
  return found
}

async function allIds(repo: Repo, asked: Parameters<typeof page>[1] = {}): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const { commits, next }: HistoryPage = await page(repo, { ...asked, cursor })
    ids.push(...commits.map(({ id }) => id))
    cursor = next
  } while (cursor !== null)
  return ids
}

/** As command-line Git lists them. */
function logged(clone: TestClone, ...args: string[]): string[] {
  return clone
    .git('log', '--date-order', '--format=%H', ...args)
    .split('\n')
    .filter(Boolean)
}

function imported(script: { text(): Buffer }, branch = 'main'): TestClone {
  const clone = testClone()
  clone.gitWith({ input: script.text() }, 'fast-import', '--quiet', '--force')
  clone.git('checkout', '-q', '-f', branch)
  return clone
}

describe('the history of a branch', () => {
  it('of 5,000 commits is what git log lists, page by page, for all and for the folders; and is searched as a whole', async () => {
    const clone = imported(scriptOrdinaryHistory(5000))
    const repo = await clone.open()
    const all = logged(clone)
    expect(all).toHaveLength(5000)
    expect(await allIds(repo)).toEqual(all)
    const ofFolders = logged(clone, '--', ...FOLDERS)
    expect(await allIds(repo, { scope: 'api', limit: 60 })).toEqual(ofFolders)

    const second = await page(repo, { limit: 40, cursor: (await page(repo, { limit: 40 })).next })
    expect(second.commits.map(({ id }) => id)).toEqual(all.slice(40, 80))
    // A cursor means the same to whoever walked nothing yet, and after the branch moved.
    clone.commit({ 'README.md': 'new\n' })
    const third = await page(await clone.open(), { limit: 40, cursor: second.next })
    expect(third).toMatchObject({ tip: all[0] })
    expect(third.commits.map(({ id }) => id)).toEqual(all.slice(80, 120))

    const search = async (text: string, scope: HistoryScope = 'all') => allIds(repo, { search: text, scope })
    expect(await search('WHAT it is about number 4321.')).toEqual(logged(clone, '--grep=number 4321\\.'))
    expect(await search('grace@example.test')).toEqual(logged(clone, '--author=grace@example.test'))
    expect(await search('grace', 'api')).toEqual(logged(clone, '--author=grace', '--', ...FOLDERS))
    const old = all.at(-7) ?? ''
    expect(await search(old.slice(0, 12).toUpperCase())).toEqual([old])
    expect(await search('nobody wrote this')).toEqual([])
    const aborted = AbortSignal.abort()
    const workspace = { root: clone.root, directories: DIRECTORIES }
    const asked = { workspace, remote: 'origin', access: null, scope: 'all', search: 'x', cursor: null, limit: 50 } as const
    await expect(listHistory(repo, asked, { signal: aborted })).rejects.toThrow('abort')
  })

  it('of any shape is what git log lists: criss-cross and octopus merges, several roots, clocks that run backwards', async () => {
    const shapes = fc.array(
      fc.record({
        parents: fc.uniqueArray(fc.nat(), { maxLength: 3 }),
        minutes: fc.integer({ min: -40, max: 40 }),
        file: fc.constantFrom('postman/schemas/a', 'postman/collections/b', 'src/c', '.postman/d', 'postman/notes'),
        content: fc.constantFrom('one\n', 'two\n', null),
      }),
      { minLength: 2, maxLength: 40 },
    )
    const clone = testClone()
    const runs = fc.sample(shapes, { numRuns: 40, seed: 4 })
    const script = scriptHistory()
    for (const [run, shape] of runs.entries()) {
      const marks: string[] = []
      for (const [at, { parents, minutes, file, content }] of shape.entries()) {
        // Mostly upon the last one, so that the branch's history is long; now and then upon nothing.
        const chosen = parents.map((n) => marks[n % Math.max(at, 1)]).filter((mark) => mark !== undefined)
        const last = marks.at(-1)
        const all = at % 13 === 12 ? [] : last === undefined ? chosen : [last, ...chosen]
        const commit = { branch: `shape-${run}`, parents: [...new Set(all)], seconds: 1_600_000_000 + (at + minutes) * 60 }
        marks.push(script.commit({ ...commit, message: `${run} ${at}\n`, files: { [file]: content } }))
      }
      const tips = marks.filter((_, at) => at % 13 === 12).slice(0, 3)
      script.commit({
        branch: `shape-${run}`,
        parents: [...new Set([marks.at(-1) ?? '', ...tips])],
        seconds: 1_600_000_000,
        message: 'tip\n',
        files: {},
      })
    }
    clone.gitWith({ input: script.text() }, 'fast-import', '--quiet', '--force')
    for (const run of runs.keys()) {
      clone.git('symbolic-ref', 'HEAD', `refs/heads/shape-${run}`)
      const repo = await clone.open()
      expect(await allIds(repo, { limit: 7 }), `shape ${run}`).toEqual(logged(clone))
      expect(await allIds(repo, { scope: 'api', limit: 3 }), `shape ${run}`).toEqual(logged(clone, '--', ...FOLDERS))
    }
  })

  it('tells of each commit what it says of itself, whatever it is written in', async () => {
    const script = scriptHistory()
    const at = (seconds: number) => ({ branch: 'main', seconds, files: { 'postman/schemas/a': `${seconds}\n` } })
    const root = script.commit({ ...at(1_600_000_000), parents: [], message: '' })
    const latin = Buffer.from('Sch\u00f6ne Gr\u00fc\u00dfe\n\nVon Jos\u00e9\n', 'latin1')
    const second = script.commit({ ...at(1_600_000_060), parents: [root], message: latin, encoding: 'ISO-8859-1' })
    const broken = Buffer.from([0xff, 0xfe, 0x20, 0x61, 0x0a])
    const third = script.commit({ ...at(1_600_000_120), parents: [second], message: broken })
    script.commit({
      ...at(1_600_000_180),
      parents: [third],
      message: 'A subject\nin two lines\n\n\nBody\n\nmore\n\n',
      author: 'X <>',
    })
    const clone = imported(script)
    clone.git('tag', 'light', 'HEAD~1')
    clone.git('tag', '-a', '-m', 'x', 'v1/annotated', 'HEAD~1')
    clone.git('tag', '-a', '-m', 'x', 'of-a-tag', 'v1/annotated')
    clone.git('tag', 'of-a-file', clone.git('rev-parse', 'HEAD:postman/schemas/a'))
    clone.git('remote', 'add', 'origin', 'https://example.test/pets.git')
    clone.git('update-ref', 'refs/remotes/origin/main', 'HEAD~2')
    const repo = await clone.open()
    const { commits } = await page(repo)
    expect(commits.map(({ subject, body, pushed, tags }) => ({ subject, body, pushed, tags }))).toEqual([
      { subject: 'A subject in two lines', body: 'Body\n\nmore', pushed: false, tags: [] },
      { subject: '\ufffd\ufffd a', body: '', pushed: false, tags: ['light', 'of-a-tag', 'v1/annotated'] },
      { subject: 'Schöne Grüße', body: 'Von José', pushed: true, tags: [] },
      { subject: '', body: '', pushed: true, tags: [] },
    ])
    expect(commits[0]).toMatchObject({ author: { name: 'X', email: '' }, committedAt: '2020-09-13T12:29:40.000Z' })
    expect((await page(repo, { search: 'grüße josé' })).commits.map(({ id }) => id)).toEqual([commits[2]?.id])
    // A new branch has no counterpart: what any branch of the remote holds is pushed.
    clone.git('checkout', '-q', '-b', 'new')
    expect((await page(repo)).commits.map(({ pushed }) => pushed)).toEqual([false, false, true, true])
    clone.git('checkout', '-q', '--detach', 'HEAD~1')
    expect((await page(repo)).commits).toHaveLength(3)
    clone.git('checkout', '-q', '--orphan', 'unborn')
    expect(await page(repo)).toEqual({ commits: [], next: null, tip: null })
  })
})
