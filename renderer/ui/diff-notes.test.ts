import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import type { TextChanges, UnseenDifference } from '#shared/domain/text-changes.ts'
import { diffNotes } from './diff-notes.ts'
import { diffPlan } from './diff-plan.ts'

const t = createTexts('en')
const nothing: TextChanges = { whitespace: 'shown', changes: [], isSimplified: false }

function notes(before: string, after: string, unseen: UnseenDifference[]): string {
  const plan = diffPlan({ kind: 'text', text: before }, { kind: 'text', text: after })
  if (plan.kind !== 'texts') throw new Error('Both are texts.')
  return diffNotes(t, plan, nothing, unseen).join(' ')
}

describe('diffNotes', () => {
  it('says what differs where the lines do not', () => {
    expect(notes('a\n', 'a\n', [])).toBe('Both sides are equal.')
    expect(notes('a\n', 'a\n', [{ kind: 'line-endings', before: 'crlf', after: 'lf' }])).toBe(
      'The lines are equal. Line endings differ: CRLF before, LF after.',
    )
    expect(notes('a\n', 'a\n', [{ kind: 'line-endings', before: 'mixed', after: 'mixed' }])).toContain('in some lines')
    expect(notes('a\n', 'a\n', [{ kind: 'byte-order-mark', in: 'after' }])).toContain('mark was added')
    expect(notes('a\n', 'a\n', [{ kind: 'executable', in: 'before' }])).toContain('not executable any more')
  })

  it('says it beside changes of lines as well', () => {
    expect(notes('a\n', 'a ', [{ kind: 'final-line-break', in: 'before' }])).toBe(
      'Only white space differs. The line break at the end of the file was removed.',
    )
  })
})
