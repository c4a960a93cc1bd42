import { env } from 'node:process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { ACTS } from './acts.ts'
import { KNOWN_CASES } from './cases.ts'
import { Stage } from './scene.ts'
import { type Step, steps } from './steps.ts'
import { expectPromiseKept } from './where-kept.ts'
import { World } from './world.ts'

/** Sequences; `PROMISE_RUNS=5000` makes more, `PROMISE_SEED=…` those of another time. */
const SEQUENCES = Number(env['PROMISE_RUNS'] ?? 300)
const SEED = env['PROMISE_SEED'] === undefined ? {} : { seed: Number(env['PROMISE_SEED']) }
const PATIENCE = 120_000 + SEQUENCES * 3000

let stage: Stage
beforeAll(async () => {
  stage = await Stage.set()
})
afterAll(() => stage.strike())

async function play(sequence: readonly Step[]): Promise<void> {
  const scene = stage.scene()
  try {
    const world = new World(scene)
    for (const step of sequence) await ACTS[step.act].run(world, step)
    await world.recover()
    await expectPromiseKept(world)
  } finally {
    scene.remove()
  }
}

describe('no edit is ever lost', () => {
  it(`in ${SEQUENCES} sequences of work, crashes and other hands`, { timeout: PATIENCE }, async () => {
    await fc.assert(fc.asyncProperty(steps, play), {
      ...SEED,
      numRuns: SEQUENCES,
      // Shrinking stops here too, with the shortest sequence found so far.
      interruptAfterTimeLimit: PATIENCE - 60_000,
      markInterruptAsFailure: true,
    })
  })

  it.for(KNOWN_CASES)('where once $was', async ({ steps: sequence }) => play(sequence))
})
