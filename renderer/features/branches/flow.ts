import type { Trouble } from '#renderer/trouble.ts'
import type { CreateBranchOutcome } from '#shared/domain/branch.ts'
import type { Author, CollidingFile } from '#shared/domain/repository.ts'
import { type Asked, type EditsDecision, type Flow, type Goal, readiness, type Step } from './flow-state.ts'

export type FlowEvent =
  /** `paths` have uncommitted edits; `unsaved` counts files with typing that is not on disk. */
  | { kind: 'wanted'; goal: Goal; from: string | null; paths: readonly string[]; unsaved: number }
  /** The edits changed while the dialog is open. */
  | { kind: 'edits-seen'; paths: readonly string[] }
  | { kind: 'goal-changed'; goal: Goal }
  | { kind: 'decided'; decision: EditsDecision }
  | { kind: 'summary-typed'; text: string }
  | { kind: 'author-given'; author: Author }
  | { kind: 'confirmed' }
  /** Work that a missing sign-in ended goes on as it was asked for. */
  | { kind: 'resumed'; asked: Asked }
  | { kind: 'committed' }
  | { kind: 'author-needed' }
  | { kind: 'ended'; outcome: CreateBranchOutcome }
  | { kind: 'failed'; trouble: Trouble }
  /** Other work of this connection runs. */
  | { kind: 'refused-as-busy' }
  | { kind: 'cancelled' }
  /** The sign-in is asked for elsewhere, and the work goes on from there. */
  | { kind: 'sign-in-asked' }
  | { kind: 'retried' }
  | { kind: 'closed' }
  | { kind: 'said' }

/** The only rule of motion between branches. Pure; what is not foreseen in a step leaves it as it is. */
export function transition(flow: Flow, event: FlowEvent): Flow {
  switch (event.kind) {
    case 'wanted':
      if (flow.step.kind === 'working') return flow
      return isThere(event) ? ended(flow, asWanted(event), { kind: 'already-there' }) : { ...flow, step: wanted(event) }
    case 'said':
      return { ...flow, said: null }
    case 'resumed':
      return flow.step.kind === 'working' ? flow : { ...flow, step: working(event.asked, null) }
    default:
      return moved(flow, event)
  }
}

type LaterEvent = Exclude<FlowEvent, { kind: 'wanted' | 'said' | 'resumed' }>

function moved(flow: Flow, event: LaterEvent): Flow {
  const { step } = flow
  switch (step.kind) {
    case 'idle':
      return flow
    case 'asking':
      return { ...flow, step: whileAsking(step, event) }
    case 'working':
      return whileWorking(flow, step, event)
    case 'stopped':
      return { ...flow, step: whileStopped(step, event) }
  }
}

type Wanted = Extract<FlowEvent, { kind: 'wanted' }>

/** Nothing becomes of the edits of a branch that one is on: there is nothing to ask. The server's one of that name is the same. */
function isThere({ goal, from }: Wanted): boolean {
  return goal.kind === 'switch' && goal.to.name === from
}

function asWanted({ goal, from, paths }: Wanted): Asked {
  return { goal, from, paths, decision: safeDecision(goal), summary: '' }
}

/** Edits and unsaved typing are asked about; a new branch always has its dialog. */
function wanted(event: Wanted): Step {
  const { goal, paths, unsaved } = event
  const asked = asWanted(event)
  const isQuestion = goal.kind === 'create' || paths.length > 0 || unsaved > 0
  return isQuestion ? { kind: 'asking', asked, hindrance: null } : working(asked, null)
}

/** At the same commit nothing can collide and the edits belong to the work that begins; elsewhere they are left. */
function safeDecision(goal: Goal): EditsDecision {
  return goal.kind === 'create' && goal.from.kind === 'head' ? 'bring' : 'leave'
}

function working(asked: Asked, author: Author | null): Step {
  return { kind: 'working', asked, part: asked.decision === 'commit' && asked.paths.length > 0 ? 'commit' : 'switch', author }
}

function whileAsking(step: Extract<Step, { kind: 'asking' }>, event: LaterEvent): Step {
  const { asked } = step
  const answer = (part: Partial<Asked>): Step => ({ ...step, asked: { ...asked, ...part } })
  switch (event.kind) {
    case 'edits-seen':
      return answer({ paths: event.paths })
    case 'goal-changed':
      return { ...withGoal(step, event.goal), hindrance: step.hindrance?.kind === 'collides' ? step.hindrance : null }
    case 'decided':
      return answer({ decision: event.decision })
    case 'summary-typed':
      return answer({ summary: event.text })
    case 'author-given':
      return readiness(asked) === 'ready' ? working(asked, event.author) : step
    case 'confirmed':
      return readiness(asked) === 'ready' ? working(asked, null) : step
    case 'closed':
      return { kind: 'idle' }
    default:
      return step
  }
}

/** Another start has another safe answer, unless the person has chosen one already. */
function withGoal(step: Extract<Step, { kind: 'asking' }>, goal: Goal): Extract<Step, { kind: 'asking' }> {
  const { asked } = step
  const isUntouched = asked.decision === safeDecision(asked.goal)
  return { ...step, asked: { ...asked, goal, decision: isUntouched ? safeDecision(goal) : asked.decision } }
}

function whileWorking(flow: Flow, step: Extract<Step, { kind: 'working' }>, event: LaterEvent): Flow {
  const { asked } = step
  const at = (next: Step): Flow => ({ ...flow, step: next })
  switch (event.kind) {
    case 'committed':
      return at({ ...step, asked: { ...asked, paths: [], summary: '' }, part: 'switch' })
    case 'edits-seen':
      return step.part === 'switch' ? flow : at({ ...step, asked: { ...asked, paths: event.paths } })
    case 'author-needed':
      return at({ kind: 'asking', asked, hindrance: { kind: 'author-needed' } })
    case 'ended':
      return ended(flow, asked, event.outcome)
    case 'failed':
      return at({ kind: 'stopped', asked, stop: { kind: 'trouble', trouble: event.trouble } })
    case 'refused-as-busy':
      return at({ kind: 'stopped', asked, stop: { kind: 'busy' } })
    case 'cancelled':
      return at(
        asked.paths.length > 0 || asked.goal.kind === 'create' ? { kind: 'asking', asked, hindrance: null } : { kind: 'idle' },
      )
    case 'sign-in-asked':
      return at({ kind: 'idle' })
    default:
      return flow
  }
}

function ended(flow: Flow, asked: Asked, outcome: CreateBranchOutcome): Flow {
  const at = (step: Step): Flow => ({ ...flow, step })
  switch (outcome.kind) {
    case 'switched':
    case 'already-there':
      return { step: { kind: 'idle' }, said: { outcome, goal: asked.goal, from: asked.from } }
    case 'has-edits':
      return at({
        kind: 'asking',
        asked: { ...asked, paths: outcome.paths, decision: safeDecision(asked.goal) },
        hindrance: null,
      })
    case 'exists':
    case 'clashes':
      return at({ kind: 'asking', asked, hindrance: outcome })
    case 'collides':
      return at(collided(asked, outcome.files))
    case 'branch-missing':
    case 'in-other-worktree':
      return at({ kind: 'stopped', asked, stop: outcome })
  }
}

/** Edits that can't come along may still be left or committed; files of others outside the folders stop every choice. */
function collided(asked: Asked, files: readonly CollidingFile[]): Step {
  const decision = asked.decision
  const canDecideAnew = asked.paths.length > 0 && decision === 'bring' && files.some(({ owned }) => owned)
  if (!canDecideAnew) return { kind: 'stopped', asked, stop: { kind: 'collides', files: [...files] } }
  return { kind: 'asking', asked: { ...asked, decision: 'leave' }, hindrance: { kind: 'collides', files, decision } }
}

function whileStopped(step: Extract<Step, { kind: 'stopped' }>, event: LaterEvent): Step {
  switch (event.kind) {
    case 'edits-seen':
      return { ...step, asked: { ...step.asked, paths: event.paths } }
    case 'retried':
      return working(step.asked, null)
    case 'closed':
      return { kind: 'idle' }
    default:
      return step
  }
}
