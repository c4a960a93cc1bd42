import { spawn } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checkpoint } from '#electron/git/contract.ts'
import { type ForeignWork, leaveForeignWork, readForeignWork } from '../fixtures/foreign-work.ts'
import { PETS_COLLECTION, PETS_DEFINITION } from '../fixtures/pets.ts'
import { type Sandbox, startSandbox } from '../fixtures/sandbox.ts'
import { createWorld, type World } from '../fixtures/world.ts'
import type { Bundle } from './bundle.ts'
import type { Instructions, Order } from './orders.ts'

export const DEFINITION = 'postman/schemas/index.yaml'
export const COLLECTION = 'postman/collections/Pets.json'
export const ADDED = 'postman/schemas/owner.yaml'

/** How a process of Graft ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A connected clone with other people's staged and unstaged work in it, on a fresh computer with its own server. */
export interface Scene {
  world: World
  sandbox: Sandbox
  clone: string
  /** Runs Graft in a process of its own for one order, to its end or to the checkpoint at which it is killed. */
  obey(order: Order, killAt?: Checkpoint): Promise<Ended>
  foreignWork(): ForeignWork
  /** Edits a definition, edits a collection, adds a file; returns what must not be lost (path → text). */
  editEverything(): Record<string, string>
  editCollection(): Record<string, string>
  pushAsColleague(): void
  /** What was pushed is pushed by command-line git, as far as it is committed. */
  pushByHand(): void
  /** Puts everything on the computer and its server back to how the scene was set. */
  asNew(): void
  dispose(): Promise<void>
}

/** Sets the scene: connected, the connection committed, and other people's work left lying. */
export async function setScene(bundle: Bundle): Promise<Scene> {
  const world = createWorld()
  const sandbox = await startSandbox(world)
  const clone = sandbox.clone('pets')
  const write = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(clone, path), text)
    return files
  }
  const obey = (order: Order, killAt?: Checkpoint) =>
    runGraft(bundle, { data: world.data, home: world.home, token: sandbox.token, order }, world.env, killAt)

  mustEndWell(await obey({ kind: 'connect', domain: sandbox.server.url, folder: ['work', 'pets'] }))
  mustEndWell(await obey({ kind: 'commit', summary: 'Connect the API' }))
  leaveForeignWork(world, clone)

  const kept = `${world.root}-as-set`
  const copy = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true }
  cpSync(world.root, kept, copy)

  return {
    world,
    sandbox,
    clone,
    obey,
    foreignWork: () => readForeignWork(world, clone),
    editEverything: () =>
      write({
        [DEFINITION]: PETS_DEFINITION.replace('summary: One pet', 'summary: A single pet'),
        [COLLECTION]: editedCollection(),
        [ADDED]: 'type: object\n',
      }),
    editCollection: () => write({ [COLLECTION]: editedCollection() }),
    pushAsColleague() {
      const folder = sandbox.colleagueClone()
      const file = join(folder, DEFINITION)
      writeFileSync(file, readFileSync(file, 'utf8').replace('List all pets', 'Every pet'))
      world.gitAsColleague(folder, 'commit', '--quiet', '--all', '--message', 'Reword the list')
      world.gitAsColleague(folder, 'push', '--quiet')
    },
    pushByHand() {
      world.git(clone, 'push', '--quiet', sandbox.bare, 'main')
      world.git(clone, 'update-ref', 'refs/remotes/origin/main', 'main')
    },
    asNew() {
      rmSync(world.root, { recursive: true, force: true, maxRetries: 5 })
      cpSync(kept, world.root, copy)
    },
    async dispose() {
      await sandbox.server.stop()
      rmSync(kept, { recursive: true, force: true, maxRetries: 5 })
      world.dispose()
    },
  }
}

/** Fails with the process's own words unless it ended by itself and well. */
export function mustEndWell(ended: Ended): void {
  if (ended.code !== 0) throw new Error(`Graft ended with ${ended.code ?? ended.signal}: ${ended.stderr}${ended.stdout}`)
}

function editedCollection(): string {
  return PETS_COLLECTION.replace('"One pet"', '"A single pet"')
}

function runGraft(
  { program, worker }: Bundle,
  instructions: Omit<Instructions, 'worker'>,
  env: Record<string, string>,
  killAt: Checkpoint | undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify({ ...instructions, worker })], {
      env: { ...env, KILL_AT: killAt ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8')
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}
