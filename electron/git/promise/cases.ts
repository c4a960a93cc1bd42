import type { Step } from './steps.ts'

/** Sequences that failed once, as short as they could be made, and what was wrong. They run before all others. */
export const KNOWN_CASES: readonly { was: string; steps: Step[] }[] = [
  {
    was: 'a branch could not be made where the log of another one had been in a folder of its name',
    steps: [
      { act: 'delete-branch', which: 56, how: 26, crash: null },
      { act: 'create-branch', which: 19, how: 65, crash: null },
    ],
  },
  {
    was: 'restoring a file where a folder lies was no refusal that the model knew',
    steps: [
      { act: 'delete-branch', which: 10, how: 49, crash: null },
      { act: 'create', which: 88, how: 77, crash: null },
      { act: 'push', which: 52, how: 94, crash: null },
      { act: 'discard', which: 74, how: 75, crash: null },
      { act: 'edit', which: 28, how: 20, crash: null },
      { act: 'colleague', which: 86, how: 10, crash: null },
      { act: 'discard', which: 19, how: 24, crash: null },
      { act: 'create', which: 96, how: 99, crash: null },
      { act: 'pull', which: 61, how: 21, crash: null },
      { act: 'restore', which: 41, how: 83, crash: null },
    ],
  },
]
