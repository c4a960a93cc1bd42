import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Repo } from '#electron/git/repository/repo.ts'
import { status } from '#electron/git/status.ts'
import { DIRECTORIES, TestClone } from '#electron/git/testing/clone.ts'
import { alternate } from './measure.ts'
import { openStatusMatrix } from './status-matrix.ts'
import type { BenchSuite, Measurement } from './suite.ts'

const OTHER_FILES = 19_920
const OWNED_FILES = 80
const FILE_BYTES = 8192
const ROUNDS = 7
const workspace = { directories: DIRECTORIES }

/** Our status of a connection against `git status` and a plain `statusMatrix`, in a clone of 20,000 files. */
export const suite: BenchSuite = {
  name: 'status',
  async run(report) {
    const clone = largeClone()
    try {
      const repo = await clone.open()
      await measure(clone, { name: 'nothing changed, repository open', open: async () => repo }, report)
      await measure(clone, { name: 'nothing changed, nothing cached', open: () => clone.open() }, report)
      clone.write(`${DIRECTORIES.schema}/file-1.yaml`, 'edited: true\n')
      clone.write(`${DIRECTORIES.schema}/new.yaml`, 'new: true\n')
      clone.write('src/0/file-0.txt', 'staged\n')
      clone.git('add', 'src/0/file-0.txt')
      await measure(clone, { name: 'edits and foreign staged files, repository open', open: async () => repo }, report)
      await measure(clone, { name: 'edits and foreign staged files, nothing cached', open: () => clone.open() }, report)
    } finally {
      clone.remove()
    }
  },
}

async function measure(
  clone: TestClone,
  subject: { name: string; open(): Promise<Repo> },
  report: (measurement: Measurement) => void,
): Promise<void> {
  const matrix = openStatusMatrix(clone.root)
  const { ours, peers } = await alternate(ROUNDS, {
    ours: async () => status(await subject.open(), workspace),
    peers: {
      'native git': () =>
        execFileSync('git', ['status', '--porcelain'], {
          cwd: clone.root,
          env: { ...clone.variables, PATH: process.env['PATH'] ?? '' },
        }),
      statusMatrix: () => matrix.run(),
    },
  })
  await matrix.close()
  report({ case: subject.name, metric: 'time', unit: 'ms', ours, peers })
}

function largeClone(): TestClone {
  const clone = new TestClone()
  const filler = `${'0123456789abcde\n'.repeat(FILE_BYTES / 16)}`
  const put = (path: string, number: number) => {
    mkdirSync(dirname(join(clone.root, path)), { recursive: true })
    writeFileSync(join(clone.root, path), `${number}\n${filler}`.slice(0, FILE_BYTES))
  }
  for (let i = 0; i < OTHER_FILES; i++) put(`src/${i % 200}/file-${i}.txt`, i)
  for (let i = 0; i < OWNED_FILES; i++) {
    put(i % 2 === 0 ? `${DIRECTORIES.collection}/file-${i}.json` : `${DIRECTORIES.schema}/file-${i}.yaml`, -i)
  }
  clone.git('add', '-A')
  clone.git('commit', '-q', '-m', 'files')
  clone.git('gc', '-q')
  // The index must be older than any further change, or every file would have to be read again by everyone.
  clone.git('status')
  return clone
}
