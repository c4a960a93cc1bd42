import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { switchBranch } from '#electron/git/branches/switch-branch.ts'
import type { Repo } from '#electron/git/repository/repo.ts'
import { DIRECTORIES, TestClone } from '#electron/git/testing/clone.ts'
import { alternate } from './measure.ts'
import type { BenchSuite, Measurement } from './suite.ts'

const OTHER_FILES = 19_800
const OWNED_FILES = 200
const FILE_BYTES = 2048
const ROUNDS = 5

interface Case {
  name: string
  branch: string
  /** How many files of the connection's folders, and of others, the branch changes. */
  owned: number
  others: number
}

const CASES: readonly Case[] = [
  { name: 'branches that hold the same', branch: 'equal', owned: 0, others: 0 },
  { name: '20 files of the API differ', branch: 'few', owned: 20, others: 0 },
  { name: '2,000 files differ', branch: 'many', owned: 200, others: 1800 },
]

/** Switching there and back in a clone of 20,000 files, against `git switch` in a clone of its own. */
export const suite: BenchSuite = {
  name: 'switch',
  async run(report) {
    const [ours, native] = [largeClone(), largeClone()]
    try {
      const repo = await ours.open()
      for (const subject of CASES) await measure({ repo, native }, subject, report)
    } finally {
      ours.remove()
      native.remove()
    }
  },
}

async function measure(
  { repo, native }: { repo: Repo; native: TestClone },
  { name, branch }: Case,
  report: (measurement: Measurement) => void,
): Promise<void> {
  const { ours, peers } = await alternate(ROUNDS, {
    ours: async () => {
      for (const to of [branch, 'main']) await ourSwitch(repo, to)
    },
    peers: {
      'native git': () => {
        for (const to of [branch, 'main']) nativeSwitch(native, to)
      },
    },
  })
  report({ case: name, metric: 'there and back', unit: 'ms', ours, peers })
}

async function ourSwitch(repo: Repo, name: string): Promise<void> {
  const input = { workspace: { directories: DIRECTORIES }, remote: 'origin', access: null, edits: 'ask' } as const
  const outcome = await switchBranch(repo, { ...input, to: { kind: 'local', name } })
  if (outcome.kind !== 'switched') throw new Error(`Not switched: ${outcome.kind}`)
}

function nativeSwitch(clone: TestClone, name: string): void {
  execFileSync('git', ['switch', '-q', name], {
    cwd: clone.root,
    env: { ...clone.variables, PATH: process.env['PATH'] ?? '' },
  })
}

function largeClone(): TestClone {
  const clone = new TestClone()
  const filler = '0123456789abcde\n'.repeat(FILE_BYTES / 16)
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(clone.root, path)), { recursive: true })
    writeFileSync(join(clone.root, path), `${text}\n${filler}`.slice(0, FILE_BYTES))
  }
  const other = (i: number) => `src/${i % 200}/file-${i}.txt`
  const owned = (i: number) =>
    i % 2 === 0 ? `${DIRECTORIES.collection}/file-${i}.json` : `${DIRECTORIES.schema}/file-${i}.yaml`
  for (let i = 0; i < OTHER_FILES; i++) put(other(i), `${i}`)
  for (let i = 0; i < OWNED_FILES; i++) put(owned(i), `${-i}`)
  clone.git('add', '-A')
  clone.git('commit', '-q', '-m', 'files')
  for (const subject of CASES) {
    clone.git('switch', '-q', '-c', subject.branch, 'main')
    for (let i = 0; i < subject.others; i++) put(other(i), `${subject.branch} ${i}`)
    for (let i = 0; i < subject.owned; i++) put(owned(i), `${subject.branch} ${-i}`)
    clone.git('commit', '-q', '-a', '--allow-empty', '-m', subject.branch)
  }
  clone.git('switch', '-q', 'main')
  clone.git('gc', '-q')
  clone.git('status')
  return clone
}
