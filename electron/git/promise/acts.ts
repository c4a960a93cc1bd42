import { BRANCHING } from './branching.ts'
import { HANDS } from './hands.ts'
import { SAVING } from './saving.ts'
import { SHARING } from './sharing.ts'

/** Everything that happens in a sequence, by name. */
export const ACTS = { ...HANDS, ...SAVING, ...SHARING, ...BRANCHING }
export type ActName = keyof typeof ACTS
