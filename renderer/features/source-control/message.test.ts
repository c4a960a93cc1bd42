import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { repositoryWith, TWO_CHANGES } from './fixtures.ts'
import { type MessageEvent, writeMessage } from './message.ts'
import type { Message, RepositoryState } from './state.ts'

const EARLIER: Message[] = [
  { summary: 'newest', description: 'why' },
  { summary: 'older', description: '' },
]
const DRAFT: Message = { summary: 'half a thought', description: 'and its reason' }
const COMMIT = 'b'.repeat(40)

const begin = (message: Message = DRAFT) => repositoryWith(TWO_CHANGES, message)
const play = (state: RepositoryState, ...events: MessageEvent[]) => events.reduce(writeMessage, state)
const older: MessageEvent = { kind: 'earlier-recalled', earlier: EARLIER }
const newer: MessageEvent = { kind: 'later-recalled' }
const amend: MessageEvent = { kind: 'amend-begun', commit: COMMIT, message: EARLIER[0] ?? DRAFT }

describe('earlier messages', () => {
  it('come one by one, and stop at the oldest', () => {
    expect(play(begin(), older)).toMatchObject(EARLIER[0] ?? {})
    expect(play(begin(), older, older)).toMatchObject(EARLIER[1] ?? {})
    expect(play(begin(), older, older, older)).toMatchObject({ summary: 'older', recall: { at: 1 } })
  })
  it('become a draft by typing', () => {
    const typed = play(begin(), older, { kind: 'summary-typed', text: 'newest, again' })
    expect(typed).toMatchObject({ summary: 'newest, again', description: 'why', recall: null })
  })
  it('never cost the draft: as many steps forth as back bring it back', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.string(), (steps, summary) => {
        const there = play(begin({ summary, description: 'x' }), ...Array<MessageEvent>(steps).fill(older))
        const back = play(there, ...Array<MessageEvent>(steps).fill(newer))
        expect(back).toMatchObject({ summary, description: 'x', recall: null })
      }),
    ))
})

describe('amending', () => {
  it('sets the draft aside, and gives it back where it is left', () => {
    const amending = play(begin(), amend)
    expect(amending).toMatchObject({ summary: 'newest', writing: { kind: 'amend', commit: COMMIT, draft: DRAFT } })
    expect(play(amending, { kind: 'amend-left' })).toMatchObject({ ...DRAFT, writing: { kind: 'new' } })
  })
  it('ends where another commit is the last one, so that no message lands on the wrong commit', () => {
    const amending = play(begin(), amend)
    expect(play(amending, { kind: 'head-seen', commit: COMMIT })).toBe(amending)
    expect(play(amending, { kind: 'head-seen', commit: 'c'.repeat(40) })).toMatchObject({ ...DRAFT, writing: { kind: 'new' } })
    const typed = play(begin({ summary: '', description: '' }), amend, { kind: 'summary-typed', text: 'reworded' })
    expect(play(typed, { kind: 'head-seen', commit: null })).toMatchObject({ summary: 'reworded', writing: { kind: 'new' } })
  })
  it('and a new branch exclude each other', () => {
    expect(play(begin(), amend, { kind: 'branch-named', name: 'topic' })).toMatchObject({ ...DRAFT, writing: { kind: 'new' } })
    expect(play(begin(), { kind: 'branch-named', name: 'topic' }, amend).onto).toEqual({ kind: 'current' })
  })
})
