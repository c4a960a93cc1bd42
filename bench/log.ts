import { execFileSync } from 'node:child_process'
import { listHistory } from '#electron/git/history/list-history.ts'
import type { Repo } from '#electron/git/repository/repo.ts'
import { DIRECTORIES, TestClone } from '#electron/git/testing/clone.ts'
import { scriptOrdinaryHistory } from '#electron/git/testing/long-history.ts'
import type { HistoryScope } from '#shared/domain/history.ts'
import { alternate } from './measure.ts'
import type { BenchSuite, Measurement } from './suite.ts'

const COMMITS = 8800
const PAGE = 50
const ROUNDS = 7
const FOLDERS = [DIRECTORIES.schema, DIRECTORIES.collection, '.postman']
/** What a page shows of each commit. */
const FORMAT = '--format=%H%x00%P%x00%an%x00%ae%x00%at%x00%ct%x00%D%x00%B%x00'

/** Our history, page by page, against `git log` of the same commits, in a clone of 8,800. */
export const suite: BenchSuite = {
  name: 'log',
  async run(report) {
    const clone = new TestClone()
    try {
      clone.gitWith({ input: scriptOrdinaryHistory(COMMITS).text() }, 'fast-import', '--quiet')
      clone.git('gc', '-q')
      const repo = await clone.open()
      for (const scope of ['all', 'api'] as const) {
        const paths = scope === 'api' ? ['--', ...FOLDERS] : []
        const log = (...args: string[]) => gitLog(clone, ...args, ...paths)
        const middle = await cursorAfter(repo, scope, scope === 'api' ? 400 : 8000)
        const skip = scope === 'api' ? 400 : 8000
        const what = scope === 'api' ? 'of the folders' : 'of all'
        await measure(report, `first page ${what}, repository open`, {
          ours: () => page(repo, scope, null),
          'native git': () => log(`-n${PAGE}`),
        })
        await measure(report, `first page ${what}, nothing cached`, {
          ours: async () => page(await clone.open(), scope, null),
          'native git': () => log(`-n${PAGE}`),
        })
        await measure(report, `page after ${skip} ${what}, repository open`, {
          ours: () => page(repo, scope, middle),
          'native git': () => log(`-n${PAGE}`, `--skip=${skip}`),
        })
        await measure(report, `page after ${skip} ${what}, nothing cached`, {
          ours: async () => page(await clone.open(), scope, middle),
          'native git': () => log(`-n${PAGE}`, `--skip=${skip}`),
        })
        await measure(report, `every page ${what}, nothing cached`, {
          ours: async () => everyPage(await clone.open(), scope),
          'native git': () => log(),
        })
      }
    } finally {
      clone.remove()
    }
  },
}

async function measure(
  report: (measurement: Measurement) => void,
  name: string,
  ways: { ours: () => Promise<unknown>; 'native git': () => unknown },
): Promise<void> {
  const { ours, peers } = await alternate(ROUNDS, { ours: ways.ours, peers: { 'native git': ways['native git'] } })
  report({ case: name, metric: 'time', unit: 'ms', ours, peers })
}

async function page(repo: Repo, scope: HistoryScope, cursor: string | null, limit = PAGE) {
  const workspace = { root: repo.root, directories: DIRECTORIES }
  const found = await listHistory(repo, { workspace, remote: 'origin', access: null, scope, search: '', cursor, limit })
  if ('kind' in found) throw new Error('All of it is here.')
  return found
}

async function cursorAfter(repo: Repo, scope: HistoryScope, commits: number): Promise<string | null> {
  let cursor: string | null = null
  for (let past = 0; past < commits; past += 200) cursor = (await page(repo, scope, cursor, 200)).next
  return cursor
}

async function everyPage(repo: Repo, scope: HistoryScope): Promise<void> {
  for (let cursor = (await page(repo, scope, null)).next; cursor !== null; ) cursor = (await page(repo, scope, cursor)).next
}

function gitLog(clone: TestClone, ...args: string[]): Buffer {
  return execFileSync('git', ['log', FORMAT, '--date-order', 'main', ...args], {
    cwd: clone.root,
    env: { ...clone.variables, PATH: process.env['PATH'] ?? '' },
    maxBuffer: 64 * 1024 * 1024,
  })
}
