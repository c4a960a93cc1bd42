import fc from 'fast-check'
import { ACTS, type ActName } from './acts.ts'

/**
 * How an operation is cut off, at the n-th checkpoint it meets: `vanish` takes the repository from under it, so that not one
 * byte changes after that moment, as in a crash; `throw` is a failure in its midst; `kill` is a process of its own and SIGKILL.
 */
export interface Crash {
  how: 'vanish' | 'throw' | 'kill'
  at: number
}

/** One step of a sequence. `which` and `how` choose among what there is at that moment, so that every step always means something. */
export interface Step {
  act: ActName
  which: number
  how: number
  crash: Crash | null
}

const acts: ActName[] = []
for (const name of Object.keys(ACTS) as ActName[]) acts.push(...Array<ActName>(ACTS[name].weight).fill(name))

/** Real kills are few, as each costs a process. */
const crash = fc.oneof(
  { weight: 200, arbitrary: fc.constant(null) },
  { weight: 28, arbitrary: fc.record<Crash>({ how: fc.constant('vanish'), at: fc.nat(8) }) },
  { weight: 10, arbitrary: fc.record<Crash>({ how: fc.constant('throw'), at: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record<Crash>({ how: fc.constant('kill'), at: fc.nat(8) }) },
)

export const steps = fc.array(fc.record<Step>({ act: fc.constantFrom(...acts), which: fc.nat(99), how: fc.nat(99), crash }), {
  minLength: 1,
  maxLength: 30,
  size: 'max',
})
