import type { Trouble } from '#renderer/trouble.ts'
import type { BranchRef, BranchStart, SwitchOutcome } from '#shared/domain/branch.ts'
import type { Author, CollidingFile, NameTaken } from '#shared/domain/repository.ts'

/** Where the person wants to be: on a branch that is there, or on a new one. `now` pushes it as soon as it is checked out. */
export type Goal =
  | { kind: 'switch'; to: BranchRef; publish: 'now' | 'later' }
  | { kind: 'create'; name: string; from: BranchStart; publish: 'now' | 'later' }

/** What becomes of uncommitted edits (C2). */
export type EditsDecision = 'leave' | 'bring' | 'commit'

/** What the dialog asks, and what was answered so far. */
export interface Asked {
  goal: Goal
  /** The branch that is left; null where none is checked out. */
  from: string | null
  /** Files with uncommitted edits; empty where there are none. */
  paths: readonly string[]
  decision: EditsDecision
  /** The message of *Commit first*. */
  summary: string
}

/** Why the last attempt did not come to its end although the dialog can go on. Nothing was changed. */
export type Hindrance =
  | { kind: 'collides'; files: readonly CollidingFile[]; decision: EditsDecision }
  | NameTaken
  | { kind: 'author-needed' }

/** Why nothing came of it. */
export type Stop =
  | Extract<SwitchOutcome, { kind: 'collides' | 'branch-missing' | 'in-other-worktree' }>
  | { kind: 'busy' }
  | { kind: 'trouble'; trouble: Trouble }

/** How it ended, to be said once. */
export interface Said {
  outcome: Extract<SwitchOutcome, { kind: 'switched' | 'already-there' }>
  goal: Goal
  from: string | null
}

export type Step =
  | { kind: 'idle' }
  | { kind: 'asking'; asked: Asked; hindrance: Hindrance | null }
  /** `commit` while the edits are committed, which comes before the switch. */
  | { kind: 'working'; asked: Asked; part: 'commit' | 'switch'; author: Author | null }
  | { kind: 'stopped'; asked: Asked; stop: Stop }

/** Switching one connection to another branch, from the wish to what is said at its end. */
export interface Flow {
  step: Step
  said: Said | null
}

export const IDLE: Flow = { step: { kind: 'idle' }, said: null }

/** Whether the dialog's answers are complete; where not, what is missing. */
export function readiness({ goal, paths, decision, summary }: Asked): 'ready' | 'no-name' | 'no-summary' {
  if (goal.kind === 'create' && goal.name.trim() === '') return 'no-name'
  return paths.length > 0 && decision === 'commit' && summary.trim() === '' ? 'no-summary' : 'ready'
}
