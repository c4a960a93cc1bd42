import { describe, expect, it } from 'vitest'
import type { FileSide } from '#shared/domain/repository.ts'
import { diffPlan } from './diff-plan.ts'

const text = (value: string): FileSide => ({ kind: 'text', text: value })
const absent: FileSide = { kind: 'absent' }

describe('diffPlan', () => {
  it('compares two texts', () => {
    expect(diffPlan(text('a'), text('b'))).toEqual({ kind: 'texts', before: 'a', after: 'b', note: null })
  })
  it('says when only the line ends or the mode differ', () => {
    expect(diffPlan(text('a'), text('a'))).toMatchObject({ note: 'common.diff.same' })
  })
  it('shows a new and a deleted file against nothing', () => {
    expect(diffPlan(absent, text('a'))).toMatchObject({ before: '', after: 'a', note: 'common.diff.absentBefore' })
    expect(diffPlan(text('a'), absent)).toMatchObject({ before: 'a', after: '', note: 'common.diff.absentAfter' })
  })
  it.each<FileSide>([
    { kind: 'binary', size: 1, media: null },
    { kind: 'too-large', size: 1 },
    { kind: 'lfs-pointer', size: 1 },
    { kind: 'symlink', target: 'x' },
  ])('uses words as soon as one side is $kind', (side) => {
    expect(diffPlan(text('a'), side).kind).toBe('words')
    expect(diffPlan(side, absent).kind).toBe('words')
  })
})
