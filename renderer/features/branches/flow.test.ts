import { describe, expect, it } from 'vitest'
import type { SwitchOutcome } from '#shared/domain/branch.ts'
import { type FlowEvent, transition } from './flow.ts'
import { type Flow, type Goal, IDLE } from './flow-state.ts'

const TO: Goal = { kind: 'switch', to: { kind: 'local', name: 'main' }, publish: 'later' }
const NEW: Goal = { kind: 'create', name: 'feature/new', from: { kind: 'head' }, publish: 'later' }
const PATHS = ['postman/schemas/index.yaml']
const SWITCHED: Extract<SwitchOutcome, { kind: 'switched' }> = {
  kind: 'switched',
  branch: 'main',
  created: false,
  left: PATHS,
  brought: [],
  returned: { kind: 'none' },
  restorePoint: null,
}

function flowAfter(...events: FlowEvent[]): Flow {
  return events.reduce(transition, IDLE)
}
const wanted = (goal: Goal, paths: string[] = [], unsaved = 0): FlowEvent => ({
  kind: 'wanted',
  goal,
  from: 'feature/pets',
  paths,
  unsaved,
})
const CONFIRMED: FlowEvent = { kind: 'confirmed' }

describe('switching', () => {
  it('goes at once where nothing is uncommitted, and says how it ended once', () => {
    const flow = flowAfter(wanted(TO))
    expect(flow.step).toMatchObject({ kind: 'working', part: 'switch' })
    const done = transition(flow, { kind: 'ended', outcome: SWITCHED })
    expect(done).toEqual({ step: { kind: 'idle' }, said: { outcome: SWITCHED, goal: TO, from: 'feature/pets' } })
    expect(transition(done, { kind: 'said' })).toEqual(IDLE)
  })

  it('asks about edits with the safe answer chosen, and about typing that is not saved', () => {
    expect(flowAfter(wanted(TO, PATHS)).step).toMatchObject({ kind: 'asking', asked: { decision: 'leave', paths: PATHS } })
    expect(flowAfter(wanted(TO, [], 1)).step).toMatchObject({ kind: 'asking', asked: { paths: [] } })
  })

  it('asks nothing about a branch that one is on, and says so', () => {
    for (const kind of ['local', 'remote'] as const) {
      const here: Goal = { kind: 'switch', to: { kind, name: 'feature/pets' }, publish: 'later' }
      expect(flowAfter(wanted(here, PATHS, 1))).toMatchObject({
        step: { kind: 'idle' },
        said: { outcome: { kind: 'already-there' } },
      })
    }
  })

  it('asks where the clone knows of edits that the window did not', () => {
    const flow = flowAfter(wanted(TO), { kind: 'ended', outcome: { kind: 'has-edits', paths: PATHS } })
    expect(flow.step).toMatchObject({ kind: 'asking', asked: { paths: PATHS, decision: 'leave' } })
  })

  it('commits first only with a message, and then switches with nothing left to ask', () => {
    const commit: FlowEvent[] = [wanted(TO, PATHS), { kind: 'decided', decision: 'commit' }]
    expect(flowAfter(...commit, CONFIRMED).step.kind).toBe('asking')
    const committing = flowAfter(...commit, { kind: 'summary-typed', text: 'feat: pets' }, CONFIRMED)
    expect(committing.step).toMatchObject({ kind: 'working', part: 'commit' })
    expect(transition(committing, { kind: 'committed' }).step).toMatchObject({ part: 'switch', asked: { paths: [] } })
  })

  it('asks for an author where none is known, and goes on with the answer', () => {
    const flow = flowAfter(
      wanted(TO, PATHS),
      { kind: 'decided', decision: 'commit' },
      { kind: 'summary-typed', text: 'feat: pets' },
      CONFIRMED,
      { kind: 'author-needed' },
    )
    expect(flow.step).toMatchObject({ kind: 'asking', hindrance: { kind: 'author-needed' } })
    const author = { name: 'Lin', email: 'lin@acme.test' }
    expect(transition(flow, { kind: 'author-given', author }).step).toMatchObject({ kind: 'working', part: 'commit', author })
  })

  it('names what can’t come along and offers the safe way; what others edited stops it whatever is chosen', () => {
    const bring: FlowEvent[] = [wanted(TO, PATHS), { kind: 'decided', decision: 'bring' }, CONFIRMED]
    const owned = { path: PATHS[0] ?? '', reason: 'uncommitted', owned: true } as const
    expect(flowAfter(...bring, { kind: 'ended', outcome: { kind: 'collides', files: [owned] } }).step).toMatchObject({
      kind: 'asking',
      asked: { decision: 'leave' },
      hindrance: { kind: 'collides', files: [owned], decision: 'bring' },
    })
    const others = { path: 'src/app.ts', reason: 'uncommitted', owned: false } as const
    const stopped = flowAfter(wanted(TO, PATHS), CONFIRMED, { kind: 'ended', outcome: { kind: 'collides', files: [others] } })
    expect(stopped.step).toMatchObject({ kind: 'stopped', stop: { kind: 'collides', files: [others] } })
    expect(transition(stopped, { kind: 'retried' }).step).toMatchObject({ kind: 'working', asked: { decision: 'leave' } })
  })

  it.each([
    { kind: 'branch-missing', ref: { kind: 'remote', name: 'gone' } },
    { kind: 'in-other-worktree', branch: 'main' },
  ] as const)('stops with the reason: $kind', (outcome) => {
    const flow = flowAfter(wanted(TO), { kind: 'ended', outcome })
    expect(flow.step).toMatchObject({ kind: 'stopped', stop: outcome })
    expect(transition(flow, { kind: 'closed' })).toEqual(IDLE)
  })

  it('keeps the answers when it is cancelled, fails, or other work is in the way', () => {
    const running = [wanted(TO, PATHS), { kind: 'decided', decision: 'bring' }, CONFIRMED] as const
    expect(flowAfter(...running, { kind: 'cancelled' }).step).toMatchObject({ kind: 'asking', asked: { decision: 'bring' } })
    expect(flowAfter(wanted(TO), { kind: 'cancelled' }).step.kind).toBe('idle')
    expect(flowAfter(...running, { kind: 'failed', trouble: { kind: 'host-lost' } }, { kind: 'retried' }).step).toMatchObject({
      kind: 'working',
      asked: { decision: 'bring' },
    })
    expect(flowAfter(...running, { kind: 'refused-as-busy' }).step).toMatchObject({ kind: 'stopped', stop: { kind: 'busy' } })
  })

  it('can’t be closed or begun anew while it runs, and goes on after a sign-in', () => {
    const running = flowAfter(wanted(TO))
    expect(transition(running, { kind: 'closed' })).toBe(running)
    expect(transition(running, wanted(NEW))).toBe(running)
    const asked = running.step.kind === 'working' ? running.step.asked : null
    const waiting = transition(running, { kind: 'sign-in-asked' })
    expect(waiting.step.kind).toBe('idle')
    if (asked !== null) expect(transition(waiting, { kind: 'resumed', asked }).step).toEqual(running.step)
  })
})

describe('creating', () => {
  it('asks for everything in one dialog: edits come along from here, and are left where the new branch begins elsewhere', () => {
    const here = flowAfter(wanted(NEW, PATHS))
    expect(here.step).toMatchObject({ kind: 'asking', asked: { decision: 'bring' } })
    const elsewhere: FlowEvent = { kind: 'goal-changed', goal: { ...NEW, from: { kind: 'remote', name: 'main' } } }
    expect(transition(here, elsewhere).step).toMatchObject({ asked: { decision: 'leave' } })
    const chosen = flowAfter(wanted(NEW, PATHS), { kind: 'decided', decision: 'commit' }, elsewhere)
    expect(chosen.step).toMatchObject({ asked: { decision: 'commit' } })
  })

  it('goes back to the name where it is taken after all', () => {
    const taken = { kind: 'clashes', name: 'feature/new', other: 'feature' } as const
    const flow = flowAfter(wanted(NEW), CONFIRMED, { kind: 'ended', outcome: taken })
    expect(flow.step).toMatchObject({ kind: 'asking', hindrance: taken })
    const renamed = transition(flow, { kind: 'goal-changed', goal: { ...NEW, name: 'new' } })
    expect(renamed.step).toMatchObject({ hindrance: null, asked: { goal: { name: 'new' } } })
  })

  it('needs a name', () => {
    expect(flowAfter(wanted({ ...NEW, name: ' ' }), CONFIRMED).step.kind).toBe('asking')
  })
})
