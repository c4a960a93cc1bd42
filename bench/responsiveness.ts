import { type ChildProcess, fork } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { once } from 'node:events'
import fs, { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { RPCHandler } from '@orpc/server/message-port'
import * as plainGit from 'isomorphic-git'
import plainHttp from 'isomorphic-git/http/node'
import { build } from 'vite'
import { PUBLIC_ADDRESSES } from '#electron/hosts/addresses.ts'
import { createBrowserPlatform } from '#electron/platform/browser.ts'
import { createRouter } from '#electron/rpc/router.ts'
import { createServices } from '#electron/services.ts'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import { cloneRepository, commitFiles, commitToBare, createBareRepository, git } from '../e2e/sandbox/git-command.ts'
import { median } from './measure.ts'
import type { BenchSuite } from './suite.ts'

const MEGABYTES = 100
const FILE_BYTES = 50_000
const ROUNDS = 5
const EVERY_MS = 20
const STATUS_READS = 20
/** What the machine itself makes of a ping, for comparison. */
const IDLE_MS = 3000
const TOKEN = 'bench-token-0123456789'
const PEER = 'isomorphic-git on the main thread'
const SMALL: Record<string, string> = { 'postman/schemas/index.yaml': 'openapi: 3.1.0\n', 'README.md': '# Large\n' }

/** How soon a ping through the contract is answered while a large repository is fetched and its status read. */
export const suite: BenchSuite = {
  name: 'responsiveness',
  async run(report) {
    const scene = await setScene()
    try {
      const ours: number[][] = []
      const theirs: number[][] = []
      const idle: number[][] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        idle.push(await pingDuring(scene.client, () => wait(IDLE_MS)))
        const clone = scene.makeClone(`ours-${round}`)
        ours.push(await pingDuring(scene.client, () => connectAndRead(scene.client, scene.domain, clone)))
        await disconnect(scene.client, clone)
        const folder = scene.makeClone(`peer-${round}`)
        theirs.push(await pingDuring(scene.client, () => fetchAndReadPlainly(join(scene.home, folder))))
      }
      for (const [metric, share] of [
        ['ping, median', 0.5],
        ['ping, 99th percentile', 0.99],
      ] as const) {
        const value = (rounds: number[][]) => median(rounds.map((latencies) => percentile(latencies, share)))
        const name = `fetch of ${MEGABYTES} MB, then status`
        report({
          case: name,
          metric,
          unit: 'ms',
          ours: value(ours),
          peers: { [PEER]: value(theirs), 'nothing running': value(idle) },
        })
      }
    } finally {
      await scene.dispose()
    }
  },
}

interface Scene {
  home: string
  domain: string
  client: ContractClient
  /** A clone that lacks the large commit; returns its name below the home. */
  makeClone(name: string): string
  dispose(): Promise<void>
}

async function setScene(): Promise<Scene> {
  const home = mkdtempSync(join(tmpdir(), 'graft-bench-'))
  const repositories = join(home, 'server')
  mkdirSync(repositories)
  const bare = createBareRepository(repositories, 'large.git')
  commitToBare(bare, SMALL, 'Begin')
  const { server, domain } = await startServer(repositories)
  const template = cloneRepository(bare, join(home, 'template'), `${domain}/large.git`)
  fillWithNoise(bare, join(home, 'filling'))
  const services = await createServices(
    createBrowserPlatform({
      version: '0.0.0-bench',
      dataFolder: join(home, 'data'),
      homeFolder: home,
      gitWorkerFile: await buildWorker(join(home, 'worker')),
      log: { info: () => {}, warn: () => {}, error: (message, error) => console.error(message, error) },
      env: process.env,
      system: process.platform,
      cloudAddresses: PUBLIC_ADDRESSES,
    }),
  )
  const { port1, port2 } = new MessageChannel()
  new RPCHandler(createRouter(services)).upgrade(port1, { context: {} })
  port1.start()
  const client: ContractClient = createORPCClient(new RPCLink({ port: port2 }))
  port2.start()
  return {
    home,
    domain,
    client,
    makeClone(name) {
      cpSync(template, join(home, name), { recursive: true })
      return name
    },
    async dispose() {
      await services.close()
      server.kill()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function startServer(repositories: string): Promise<{ server: ChildProcess; domain: string }> {
  const server = fork(join(import.meta.dirname, 'git-server-process.ts'), [repositories, TOKEN], { silent: true })
  const [line] = await once(server.stdout ?? server, 'data')
  return { server, domain: String(line).trim() }
}

/** Pushes files that neither compress nor resemble each other. */
function fillWithNoise(bare: string, scratch: string): void {
  git(bare, 'clone', '-q', bare, scratch)
  for (let file = 0; file * FILE_BYTES < MEGABYTES * 1_000_000; file += 1) {
    const folder = join(scratch, `data/${file % 40}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${file}.bin`), noise(file))
  }
  commitFiles(scratch, { 'postman/schemas/index.yaml': 'openapi: 3.1.0\n# grown\n' }, 'Grow')
  git(scratch, 'push', '-q', 'origin', 'HEAD:refs/heads/main')
  rmSync(scratch, { recursive: true })
}

/** The same bytes in every run. */
function noise(seed: number): Buffer {
  const key = Buffer.alloc(16)
  key.writeUInt32BE(seed)
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(FILE_BYTES))
}

/** The worker as it ships: one file, bundled. */
async function buildWorker(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve('electron/git/worker/worker.ts'),
      outDir,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'git-worker.cjs' } },
    },
    ssr: { noExternal: true },
  })
  return join(outDir, 'git-worker.cjs')
}

async function connect(client: ContractClient, domain: string, name: string) {
  const api = await client.apis.create({ name, summary: '', starter: 'empty' })
  await client.tokens.keep({ domain, username: null, token: TOKEN })
  const home = await client.folders.browse({ folder: null })
  const clone = home.kind === 'listed' ? home.children.find((child) => child.name === name) : undefined
  if (!clone) throw new Error('The clone is not listed.')
  const events = await client.connections.connect({
    apiId: api.id,
    host: 'gitlab-self-managed',
    domain,
    folder: clone.handle,
    remote: 'origin',
    directories: { schema: '', collection: '' },
    signIn: { kind: 'token' },
  })
  let last: ConnectEvent | null = null
  for await (const event of events) last = event
  if (last?.kind !== 'connected') throw new Error(`Not connected: ${JSON.stringify(last)}`)
  return last.connection.id
}

/** A repository belongs to one API, and every round connects a clone of the same one. */
async function disconnect(client: ContractClient, name: string): Promise<void> {
  for (const { id } of await client.connections.list()) {
    await client.connections.disconnect({ connectionId: id, confirmName: name })
  }
}

/** Connecting fetches everything the clone lacks. */
async function connectAndRead(client: ContractClient, domain: string, name: string): Promise<void> {
  const connectionId = await connect(client, domain, name)
  for (let read = 0; read < STATUS_READS; read += 1) {
    const { upstream } = await client.sourceControl.status({ connectionId })
    if (upstream.kind !== 'tracked' || upstream.behind !== 1) throw new Error('The large commit was not fetched.')
  }
}

async function fetchAndReadPlainly(dir: string): Promise<void> {
  const onAuth = () => ({ username: 'x', password: TOKEN })
  await plainGit.fetch({ fs, http: plainHttp, dir, remote: 'origin', ref: 'main', singleBranch: true, onAuth })
  await plainGit.statusMatrix({ fs, dir })
}

/** Milliseconds from when each ping was due until its answer: a ping that could not even be sent in time counts in full. */
async function pingDuring(client: ContractClient, work: () => Promise<void>): Promise<number[]> {
  const latencies: number[] = []
  const answers: Promise<void>[] = []
  let due = performance.now() + EVERY_MS
  const ping = async (at: number) => {
    await client.app.ping()
    latencies.push(performance.now() - at)
  }
  const sendDue = () => {
    for (; due <= performance.now(); due += EVERY_MS) answers.push(ping(due))
    timer = setTimeout(sendDue, due - performance.now())
  }
  let timer = setTimeout(sendDue, EVERY_MS)
  try {
    await work()
  } finally {
    // The one that waits has to go first: sending what is due by now sets another.
    clearTimeout(timer)
    sendDue()
    clearTimeout(timer)
  }
  await Promise.all(answers)
  return latencies
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
