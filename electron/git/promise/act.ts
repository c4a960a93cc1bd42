import type { Step } from './steps.ts'
import type { World } from './world.ts'

/** One kind of step; `weight` says how often it comes. */
export interface Act {
  weight: number
  run(world: World, step: Pick<Step, 'which' | 'how' | 'crash'>): Promise<void>
}

export function pick<T>(among: readonly T[], which: number): T | undefined {
  return among[which % among.length]
}
