import { execFileSync } from 'node:child_process'
import { chromium, type Page } from '@playwright/test'
import { startBrowserHost } from '../e2e/fixtures/browser-host.ts'
import { connectPets } from '../e2e/fixtures/connect-pets.ts'
import type { RunningHost } from '../e2e/fixtures/host.ts'
import { type Sandbox, startSandbox } from '../e2e/fixtures/sandbox.ts'
import { createWorld, type World } from '../e2e/fixtures/world.ts'
import { Graft } from '../e2e/pages/graft.ts'
import { buildIfStale } from '../scripts/build-if-stale.ts'
import { findChromium, thisMachine } from '../scripts/testing/hosts.ts'
import type { BenchSuite } from './suite.ts'

const BRANCHES = 10_000
/** Of them, this many are in the clone as well. */
const LOCAL = 1_000
const PEER = 'a plain text box'
const TEAMS = ['pets', 'orders', 'billing', 'search', 'accounts', 'stock', 'mail', 'maps']

/** Searches that narrow 10,000 branches in different ways: by a beginning, in the middle, by parts, to nothing. */
const SEARCHES = ['feature/p', '-42', 'fe/ord/9', 'qqq']
const MOVES = ['ArrowDown', 'PageDown', 'End', 'ArrowUp', 'PageUp', 'Home', 'ArrowDown', 'ArrowDown', 'End', 'PageUp', 'PageUp']
const ROUNDS = 3

/** The switcher in the real window: from a key's press to the paint that shows what came of it. */
export const suite: BenchSuite = {
  name: 'switcher',
  async run(report) {
    if ((await buildIfStale()).kind === 'failed') throw new Error('The window could not be built.')
    const found = findChromium(thisMachine)
    if (found.kind === 'missing') throw new Error(found.reason)
    const world = createWorld()
    const sandbox = await startSandbox(world)
    const browser = await chromium.launch({ executablePath: found.executable })
    let host: RunningHost | null = null
    try {
      makeBranches(world, sandbox)
      const clone = sandbox.clone('pets')
      makeLocalBranches(world, clone)
      host = await startBrowserHost(browser, {
        data: world.data,
        home: world.home,
        env: world.env,
        onPage: (page) => page.setDefaultTimeout(60_000),
        onOutput: () => {},
      })
      const { page, chooseFolder, cancelFolder, openedLinks } = host
      const unused = () => Promise.reject(new Error('Not part of a bench.'))
      const graft = new Graft({
        host: 'browser-host',
        page,
        chooseFolder,
        cancelFolder,
        openedLinks,
        restart: unused,
        crashAndRestart: unused,
        output: () => '',
        expectComplaint: () => {},
      })
      await connectPets(graft, sandbox, clone)
      // What a test records of its window would be measured with it.
      await host.stopTrace(null)
      for (const { name, ours, peer } of await measure(page)) {
        const metric = 'key to paint, 95th percentile'
        report({ case: name, metric, unit: 'ms', ours: percentile(ours, 0.95), peers: { [PEER]: percentile(peer, 0.95) } })
      }
    } finally {
      await host?.close()
      await browser.close()
      await sandbox.server.stop()
      world.dispose()
    }
  },
}

function makeBranches(world: World, { bare }: Sandbox): void {
  const tip = world.git(bare, 'rev-parse', 'main').trim()
  const names = Array.from({ length: BRANCHES - 1 }, (_, at) => `feature/${TEAMS[at % TEAMS.length]}/rework-${at}`)
  updateRefs(
    world,
    bare,
    names.map((name) => `create refs/heads/${name} ${tip}`),
  )
  world.git(bare, 'pack-refs', '--all')
}

function makeLocalBranches(world: World, clone: string): void {
  const tip = world.git(clone, 'rev-parse', 'main').trim()
  updateRefs(
    world,
    clone,
    Array.from({ length: LOCAL }, (_, at) => `create refs/heads/mine/${at}/of-${TEAMS[at % TEAMS.length]} ${tip}`),
  )
  world.git(clone, 'pack-refs', '--all')
}

function updateRefs({ env }: World, folder: string, lines: readonly string[]): void {
  execFileSync('git', ['update-ref', '--stdin'], { cwd: folder, env, input: `${lines.join('\n')}\n` })
}

interface Measured {
  name: string
  ours: number[]
  peer: number[]
}

/** Our box and the plain one in turns, so that whatever else the machine does falls on both alike. */
async function measure(page: Page): Promise<Measured[]> {
  const typing: Measured = { name: `typing a search in ${BRANCHES.toLocaleString('en')} branches`, ours: [], peer: [] }
  const moving: Measured = { name: `moving through ${BRANCHES.toLocaleString('en')} branches`, ours: [], peer: [] }
  const plain = page.getByRole('searchbox', { name: 'Search APIs' })
  await watchPaints(page)
  for (let round = -1; round < ROUNDS; round += 1) {
    await page.getByRole('button', { name: /^Switch branch: / }).click()
    const box = page.getByRole('combobox', { name: /^Find a branch/ })
    await page.getByText('The server was asked').waitFor()
    const moved = await pressAll(page, MOVES)
    const typed = await typeSearches(page)
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'hidden' })
    await plain.focus()
    const peerMoved = await pressAll(page, MOVES)
    const peerTyped = await typeSearches(page)
    // The first round warms both up and counts for nothing.
    if (round < 0) continue
    moving.ours.push(...moved)
    typing.ours.push(...typed)
    moving.peer.push(...peerMoved)
    typing.peer.push(...peerTyped)
  }
  return [typing, moving]
}

async function typeSearches(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const search of SEARCHES) {
    times.push(...(await pressAll(page, [...search])))
    times.push(
      ...(await pressAll(
        page,
        Array.from(search, () => 'Backspace'),
      )),
    )
  }
  return times
}

/** Presses one key after the other, each once the paint after the one before was seen. Milliseconds from press to paint. */
async function pressAll(page: Page, keys: readonly string[]): Promise<number[]> {
  await page.evaluate(() => Object.assign(window, { benchPaints: [] }))
  for (const [at, key] of keys.entries()) {
    await page.keyboard.press(key)
    await page.waitForFunction((count) => Reflect.get(window, 'benchPaints').length > count, at)
  }
  return page.evaluate((): number[] => Reflect.get(window, 'benchPaints'))
}

/** From the key's own time stamp to the moment after the next frame was handed over for painting. */
async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => Reflect.get(window, 'benchPaints').push(performance.now() - timeStamp)
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
