import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect as connectTo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { git, isolatedGitEnvironment } from '../e2e/sandbox/git-command.ts'
import { makeRepository } from './connect-repository.ts'
import { median } from './measure.ts'
import type { BenchSuite, Measurement } from './suite.ts'

const TOKEN = 'bench-token-0123456789'
const SIZES = [1_000, 20_000, 100_000]
const NATIVE = 'native git clone'
const PARTIAL = 'native git clone, blob:none, sparse'
const PLAIN = 'isomorphic-git clone'
/** Beyond this isomorphic-git needs minutes and gigabytes. */
const PLAIN_UP_TO = 20_000
const MEGABYTE = 1_000_000

/** One way to come to a clone: runs it, and says how long it took. */
interface Way {
  name: string
  /** 0: too slow to be run again; the round in which its bytes are counted is timed. */
  rounds: number
  run(url: string, root: string): Promise<Run>
}

interface Run {
  milliseconds: number
  /** Bytes, of all its processes together. */
  peakMemory: number
}

/** A connection's clone against what other ways cost, on repositories of several sizes with the same 80 files of an API. */
export const suite: BenchSuite = {
  name: 'connect',
  async run(report) {
    const home = mkdtempSync(join(tmpdir(), 'graft-bench-'))
    const repositories = join(home, 'server')
    mkdirSync(repositories)
    const { server, origin } = await startServer(repositories)
    try {
      const program = await buildProcess(join(home, 'program'))
      for (const files of chosenSizes()) {
        const bare = await makeRepository(repositories, `files-${files}.git`, files)
        await measure({ files, home, origin, ways: waysFor(files, program) }, report)
        rmSync(bare, { recursive: true })
      }
    } finally {
      server.kill()
      rmSync(home, { recursive: true, force: true })
    }
  },
}

function chosenSizes(): number[] {
  const chosen = process.env['BENCH_FILES']
  return chosen === undefined ? SIZES : chosen.split(',').map(Number)
}

function waysFor(files: number, program: string): Way[] {
  const own =
    (way: string): Way['run'] =>
    (url, root) =>
      timedInside([program, way, url, root, TOKEN])
  const rounds = files > 20_000 ? 1 : 3
  const partial: Way['run'] = (url, root) =>
    timedOutside(
      ['clone', '-q', '--depth', '1', '--filter=blob:none', '--sparse', url, root],
      ['-C', root, 'sparse-checkout', 'set', 'postman/schemas', 'postman/collections', '.postman'],
    )
  return [
    { name: 'Graft', rounds: Math.max(rounds, 3), run: own('ours') },
    { name: NATIVE, rounds, run: (url, root) => timedOutside(['clone', '-q', url, root]) },
    { name: PARTIAL, rounds: Math.max(rounds, 3), run: partial },
    ...(files <= PLAIN_UP_TO ? [{ name: PLAIN, rounds: files > 1_000 ? 0 : rounds, run: own('plain') }] : []),
  ]
}

interface Figure {
  /** Milliseconds of each round. */
  times: number[]
  memory: number
  received: number
  disk: number
}

interface Subject {
  files: number
  home: string
  origin: string
  ways: readonly Way[]
}

/** Bytes and disk are counted in a round of their own, through a relay whose work would otherwise count as the server's. */
async function measure({ files, home, origin, ways }: Subject, report: (measurement: Measurement) => void): Promise<void> {
  const path = `files-${files}.git`
  const root = join(home, 'clone')
  const figures = new Map(ways.map(({ name }): [string, Figure] => [name, { times: [], memory: 0, received: 0, disk: 0 }]))
  const relay = await startRelay(origin)
  for (const { name, run, rounds } of ways) {
    const figure = figures.get(name)
    if (!figure) continue
    relay.received = 0
    const { milliseconds, peakMemory } = await run(`${relay.origin}/${path}`, root)
    figure.received = relay.received
    figure.disk = diskUse(root)
    rmSync(root, { recursive: true })
    figure.times = rounds === 0 ? [milliseconds] : []
    figure.memory = peakMemory
  }
  relay.close()
  for (let round = 0; round < Math.max(...ways.map(({ rounds }) => rounds)); round++) {
    for (const { name, run, rounds } of [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)]) {
      const figure = figures.get(name)
      if (!figure || round >= rounds) continue
      const { milliseconds, peakMemory } = await run(`${origin}/${path}`, root)
      figure.times.push(milliseconds)
      figure.memory = Math.max(figure.memory, peakMemory)
      if (name === 'Graft' && git(root, 'status', '--porcelain') !== '') throw new Error('The clone is not clean.')
      rmSync(root, { recursive: true })
    }
  }
  const lines = (metric: string, unit: string, figureOf: (figure: Figure) => number) => {
    const values = [...figures].map(([name, figure]): [string, number] => [name, figureOf(figure)])
    const [[, ours] = ['', 0], ...peers] = values
    report({ case: `${files.toLocaleString('en')} files`, metric, unit, ours, peers: Object.fromEntries(peers) })
  }
  lines('time', 'ms', ({ times }) => median(times))
  lines('peak memory', 'MB', ({ memory }) => memory / MEGABYTE)
  lines('received', 'MB', ({ received }) => received / MEGABYTE)
  lines('disk', 'MB', ({ disk }) => disk / MEGABYTE)
}

/** Processes of ours say how long the clone itself took: in the app the worker runs already. */
async function timedInside(args: readonly string[]): Promise<Run> {
  const { output, peakMemory } = await watched(process.execPath, args)
  const said: unknown = JSON.parse(output)
  if (typeof said !== 'object' || said === null || !('milliseconds' in said)) throw new Error(output)
  return { milliseconds: Number(said.milliseconds), peakMemory }
}

async function timedOutside(...commands: readonly string[][]): Promise<Run> {
  const header = `Authorization: Basic ${Buffer.from(`x:${TOKEN}`).toString('base64')}`
  const before = performance.now()
  let peakMemory = 0
  for (const args of commands) {
    const run = await watched('git', ['-c', `http.extraHeader=${header}`, ...args])
    peakMemory = Math.max(peakMemory, run.peakMemory)
  }
  return { milliseconds: performance.now() - before, peakMemory }
}

const LOOK_EVERY_MS = 20

/** Runs a program to its end, and looks at the memory of all its processes meanwhile (Linux alone tells). */
async function watched(command: string, args: readonly string[]): Promise<{ output: string; peakMemory: number }> {
  const child = spawn(command, args, { env: isolatedGitEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  let peakMemory = 0
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const timer = setInterval(() => {
    peakMemory = Math.max(peakMemory, child.pid === undefined ? 0 : memoryOf(child.pid))
  }, LOOK_EVERY_MS)
  const [code] = await once(child, 'close')
  clearInterval(timer)
  if (code !== 0) throw new Error(`${command} ${args.find((word) => /^[a-z]/.test(word))} ended with ${code}.`)
  return { output, peakMemory }
}

function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const own = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    return children.reduce((sum, child) => sum + memoryOf(Number(child)), own)
  } catch {
    return 0
  }
}

function diskUse(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const place = join(folder, entry.name)
    return sum + (entry.isDirectory() ? diskUse(place) : lstatSync(place).blocks * 512)
  }, 0)
}

async function startServer(repositories: string): Promise<{ server: ChildProcess; origin: string }> {
  const server = fork(join(import.meta.dirname, 'git-server-process.ts'), [repositories, TOKEN], { silent: true })
  const [line] = await once(server.stdout ?? server, 'data')
  return { server, origin: String(line).trim() }
}

/** Passes connections on, and counts what the server sends. */
async function startRelay(origin: string): Promise<{ origin: string; received: number; close(): void }> {
  const port = Number(new URL(origin).port)
  const relay = { origin: '', received: 0, close: () => server.close() }
  const server = createServer((client) => {
    const upstream = connectTo(port, '127.0.0.1')
    upstream.on('data', (chunk: Buffer) => {
      relay.received += chunk.length
    })
    client.pipe(upstream)
    upstream.pipe(client)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  relay.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return relay
}

/** One bundled file, as the worker ships. */
async function buildProcess(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve('bench/connect-process.ts'),
      outDir,
      rollupOptions: { output: { format: 'es', entryFileNames: 'connect-process.mjs' } },
    },
    ssr: { noExternal: true },
  })
  return join(outDir, 'connect-process.mjs')
}
