import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriedOver, type DecisionEvent, decide, decisionOf, NO_DECISIONS } from './merge-decisions.ts'
import { Decisions } from './merge-session.ts'

const print = (n: number) => n.toString(16).padStart(16, '0')
const file = fc.constantFrom('a.yaml', 'b.json', 'constructor')
const fingerprint = fc.nat(3).map(print)
const conflict = fc.nat(3)
const choice = fc.constantFrom({ kind: 'mine' as const }, { kind: 'theirs' as const }, { kind: 'text' as const, text: 'x' })
const event: fc.Arbitrary<DecisionEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('whole-chosen' as const),
    file,
    choice: fc.constantFrom('mine' as const, 'theirs' as const),
    fingerprint,
  }),
  fc.record({ kind: fc.constant('part-chosen' as const), file, conflict, choice, fingerprint }),
  fc.record({ kind: fc.constant('part-reopened' as const), file, conflict }),
  fc.record({ kind: fc.constant('text-written' as const), file, text: fc.constantFrom('p', 'q'), fingerprint }),
  fc.record({ kind: fc.constant('file-reopened' as const), file }),
)
const played = (events: readonly DecisionEvent[]) => events.reduce(decide, NO_DECISIONS)

describe('decisions of a merge', () => {
  it('can all be taken back, and made again', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const end = played(events)
        let state = end
        for (const _ of end.past) state = decide(state, { kind: 'undone' })
        expect(state.files).toEqual([])
        for (const _ of end.past) state = decide(state, { kind: 'redone' })
        expect(state).toEqual(end)
      }),
    )
  })

  it('are forgotten by no event about another file', () => {
    fc.assert(
      fc.property(fc.array(event), event, (events, last) => {
        const before = played(events)
        const after = decide(before, last)
        for (const { file: name, decision } of before.files) {
          if ('file' in last && last.file !== name) expect(decisionOf(after, name)).toEqual(decision)
        }
      }),
    )
  })

  it('survive being written down and read', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const state = played(events)
        expect(Decisions.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
      }),
    )
  })

  it('are carried over where the question is the same, at its new number', () => {
    const state = played([
      { kind: 'part-chosen', file: 'a.yaml', conflict: 0, choice: { kind: 'mine' }, fingerprint: print(1) },
      { kind: 'part-chosen', file: 'a.yaml', conflict: 1, choice: { kind: 'theirs' }, fingerprint: print(2) },
      { kind: 'whole-chosen', file: 'b.json', choice: 'theirs', fingerprint: print(3) },
      { kind: 'text-written', file: 'c.txt', text: 'mine', fingerprint: print(4) },
    ])
    const { decisions, kept, dropped } = carriedOver(
      state,
      new Map([
        ['a.yaml', { fingerprint: print(9), parts: [print(7), print(8), print(2)] }],
        ['b.json', { fingerprint: print(3), parts: [] }],
        ['c.txt', { fingerprint: print(5), parts: [] }],
      ]),
    )
    expect([kept, dropped]).toEqual([2, 2])
    expect(decisions.files).toEqual([
      {
        file: 'a.yaml',
        decision: { kind: 'parts', parts: [{ conflict: 2, choice: { kind: 'theirs' }, fingerprint: print(2) }] },
      },
      { file: 'b.json', decision: { kind: 'whole', choice: 'theirs', fingerprint: print(3) } },
    ])
  })
})
