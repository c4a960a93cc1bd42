import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileContent } from '#shared/domain/content.ts'
import {
  asideDropped,
  type Buffer,
  broughtBack,
  changedElsewhere,
  isDirty,
  keptMine,
  opened,
  saved,
  savingStarted,
  tookTheirs,
  typed,
} from './buffer.ts'

const onDisk = (text: string): FileContent => ({ kind: 'text', text, version: `v:${text}`, lineEnding: 'lf', readOnly: false })
const edited = (from: string, to: string) => typed(opened(onDisk(from), null), to)

describe('opening', () => {
  it('shows what lies on disk', () => {
    expect(opened(onDisk('a'), null)).toMatchObject({ kind: 'text', text: 'a', restoredFrom: null })
  })
  it('puts a kept edit back and says so', () => {
    const buffer = opened(onDisk('a'), { text: 'mine', base: 'v:a', keptAt: '2026-01-01T00:00:00Z' })
    expect(buffer).toMatchObject({ text: 'mine', elsewhere: null, restoredFrom: '2026-01-01T00:00:00Z' })
    expect(isDirty(buffer)).toBe(true)
  })
  it('asks when the disk moved on since the edit was kept', () => {
    const buffer = opened(onDisk('b'), { text: 'mine', base: 'v:a', keptAt: '2026-01-01T00:00:00Z' })
    expect(buffer).toMatchObject({ text: 'mine', elsewhere: { text: 'b' } })
  })
  it('keeps an edit of a file that is gone', () => {
    const buffer = opened({ kind: 'missing' }, { text: 'mine', base: 'v:a', keptAt: '2026-01-01T00:00:00Z' })
    expect(buffer).toMatchObject({ kind: 'text', text: 'mine', elsewhere: { kind: 'missing' } })
    expect(keptMine(buffer)).toMatchObject({ text: 'mine', disk: { version: null }, elsewhere: null })
  })
})

describe('saving', () => {
  it('makes the sent text the one on disk, and leaves typing that went on unsaved', () => {
    const sending = savingStarted(edited('a', 'b'))
    const done = saved(typed(sending, 'bc'), { kind: 'written', version: 'v2' })
    expect(done).toMatchObject({ text: 'bc', disk: { text: 'b', version: 'v2' }, saving: { kind: 'idle' } })
    expect(isDirty(done)).toBe(true)
  })
  it('does not start while a choice is open, nor without an edit, nor twice', () => {
    const open = changedElsewhere(edited('a', 'b'), onDisk('c'))
    expect(savingStarted(open)).toBe(open)
    const clean = opened(onDisk('a'), null)
    expect(savingStarted(clean)).toBe(clean)
    const sending = savingStarted(edited('a', 'b'))
    expect(savingStarted(sending)).toBe(sending)
  })
  it('asks when the disk turned out to be another', () => {
    const done = saved(savingStarted(edited('a', 'b')), { kind: 'changed-elsewhere', current: onDisk('c') })
    expect(done).toMatchObject({ text: 'b', elsewhere: { text: 'c' } })
  })
  it('is not taken for somebody else when the event comes before the answer', () => {
    const sending = typed(savingStarted(edited('a', 'b')), 'bc')
    expect(changedElsewhere(sending, onDisk('b'))).toMatchObject({ text: 'bc', disk: { text: 'b' }, elsewhere: null })
  })
})

describe('a change from elsewhere', () => {
  it('is simply shown where nothing was typed', () => {
    expect(changedElsewhere(opened(onDisk('a'), null), onDisk('b'))).toMatchObject({ text: 'b', elsewhere: null })
    expect(changedElsewhere(opened(onDisk('a'), null), { kind: 'missing' })).toMatchObject({ kind: 'no-text' })
  })
  it('lets the person keep theirs or take the other, and bring either back', () => {
    const open = changedElsewhere(edited('a', 'mine'), onDisk('theirs'))
    const mine = keptMine(open)
    expect(mine).toMatchObject({ text: 'mine', disk: { text: 'theirs', version: 'v:theirs' }, elsewhere: null })
    expect(broughtBack(mine, 0)).toMatchObject({ text: 'theirs' })
    const theirs = tookTheirs(open)
    expect(theirs).toMatchObject({ text: 'theirs', elsewhere: null })
    expect(broughtBack(theirs, 0)).toMatchObject({ text: 'mine' })
    expect(broughtBack(broughtBack(theirs, 0), 0)).toMatchObject({ text: 'theirs' })
  })
})

describe('texts set aside', () => {
  const takeTheirs = (buffer: Buffer, mine: string, theirs: string) =>
    tookTheirs(changedElsewhere(typed(buffer, mine), onDisk(theirs)))
  it('a second choice does not take the place of the first', () => {
    const twice = takeTheirs(takeTheirs(opened(onDisk('a'), null), 'mine 1', 'theirs 1'), 'mine 2', 'theirs 2')
    expect(twice).toMatchObject({ text: 'theirs 2', setAside: [{ text: 'mine 1' }, { text: 'mine 2' }] })
    expect(broughtBack(twice, 0)).toMatchObject({ text: 'mine 1', setAside: [{ text: 'theirs 2' }, { text: 'mine 2' }] })
    expect(asideDropped(twice, 0)).toMatchObject({ text: 'theirs 2', setAside: [{ text: 'mine 2' }] })
  })
  it('survive the file', () => {
    const once = takeTheirs(opened(onDisk('a'), null), 'mine', 'theirs')
    expect(changedElsewhere(once, { kind: 'missing' })).toMatchObject({ kind: 'text', setAside: [{ text: 'mine' }] })
  })
})

type Step =
  | { kind: 'type'; text: string }
  | { kind: 'disk'; text: string }
  | { kind: 'mine' | 'theirs' | 'back' | 'start' | 'end' | 'refused' }

function apply(buffer: Buffer, step: Step): Buffer {
  switch (step.kind) {
    case 'type':
      return typed(buffer, step.text)
    case 'disk':
      return changedElsewhere(buffer, onDisk(step.text))
    case 'mine':
      return keptMine(buffer)
    case 'theirs':
      return tookTheirs(buffer)
    case 'back':
      return broughtBack(buffer, 0)
    case 'start':
      return savingStarted(buffer)
    case 'end':
      return buffer.kind === 'text' && buffer.saving.kind === 'saving'
        ? saved(buffer, { kind: 'written', version: `v:${buffer.saving.sent}` })
        : buffer
    case 'refused':
      return saved(buffer, { kind: 'changed-elsewhere', current: onDisk('other') })
  }
}

/** Whether a text can be seen, or brought back. */
function holds(buffer: Buffer, text: string): boolean {
  return buffer.kind === 'text' && (buffer.text === text || buffer.setAside.some((aside) => aside.text === text))
}

it('never drops an unsaved edit without the person’s own typing: it stays in the text, or is set aside', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  const step: fc.Arbitrary<Step> = fc.oneof(
    word.map((text): Step => ({ kind: 'type', text })),
    word.map((text): Step => ({ kind: 'disk', text })),
    fc.constantFrom<Step>(
      { kind: 'mine' },
      { kind: 'theirs' },
      { kind: 'back' },
      { kind: 'start' },
      { kind: 'end' },
      { kind: 'refused' },
    ),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let buffer = opened(onDisk('a'), null)
      for (const one of steps) {
        const before = buffer
        buffer = apply(buffer, one)
        if (before.kind !== 'text') continue
        for (const { text } of before.setAside) expect(holds(buffer, text)).toBe(true)
        if (one.kind !== 'type' && isDirty(before)) expect(holds(buffer, before.text)).toBe(true)
      }
    }),
  )
})
