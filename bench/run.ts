import { benchLine, benchTable } from './report.ts'
import type { BenchSuite } from './suite.ts'

/** Every bench by name, loaded only when asked for. */
const BENCHES: Readonly<Record<string, { shows: string; load(): Promise<BenchSuite> }>> = {
  connect: {
    shows: 'a managed clone of repositories of 1,000 to 100,000 files (BENCH_FILES=1000,20000 picks sizes)',
    load: async () => (await import('./connect.ts')).suite,
  },
  pull: {
    shows: 'a pull of 40 changed files into a clone of 20,000, forward and by a merge (BENCH_FILES=2000 picks the size)',
    load: async () => (await import('./pull.ts')).suite,
  },
  log: {
    shows: 'history page by page, for all and for the folders, in a clone of 8,800 commits',
    load: async () => (await import('./log.ts')).suite,
  },
  replay: {
    shows: 'real merges of the corpus (or of a folder: -- replay <folder>): how many need a person, how many lose an edit',
    load: async () => (await import('./replay.ts')).suite,
  },
  responsiveness: {
    shows: 'how soon a ping is answered while 100 MB are fetched',
    load: async () => (await import('./responsiveness.ts')).suite,
  },
  status: {
    shows: 'status of a connection in a clone of 20,000 files',
    load: async () => (await import('./status.ts')).suite,
  },
  switch: {
    shows: 'switching there and back in a clone of 20,000 files',
    load: async () => (await import('./switch.ts')).suite,
  },
  switcher: {
    shows: 'from key press to paint in the switcher with 10,000 branches, in the real window',
    load: async () => (await import('./switcher.ts')).suite,
  },
}

const words = process.argv.slice(2)
const [name, subject] = words.filter((word) => !word.startsWith('--'))
const entry = name === undefined ? undefined : BENCHES[name]
if (entry === undefined || name === undefined) {
  if (name !== undefined) console.error(`There is no bench “${name}”.`)
  console.log('npm run bench -- <name> [--json]\n')
  for (const [known, { shows }] of Object.entries(BENCHES)) console.log(`  ${known.padEnd(16)}${shows}`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  const asJson = words.includes('--json')
  const suite = await entry.load()
  const lines: ReturnType<typeof benchLine>[] = []
  await suite.run((measurement) => {
    const line = benchLine(name, measurement)
    lines.push(line)
    if (asJson) console.log(JSON.stringify(line))
  }, subject)
  if (!asJson) for (const line of benchTable(lines)) console.log(line)
  // What a bench leaves open (ports, kept-alive connections) must not hold the command; everything is written first.
  process.stdout.write('', () => process.exit(0))
}
