import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textChanges } from './text-changes.ts'

const text = fc
  .array(fc.constantFrom('a b', 'a  b', '  c', 'c', 'word one', 'word two', ''), { maxLength: 12 })
  .map((l) => l.join('\n'))

describe('textChanges', () => {
  it('turns the one text into the other, in order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let result = ''
        let at = 0
        for (const { fromA, toA, fromB, toB } of textChanges(before, after, 'shown').changes) {
          expect(fromA).toBeGreaterThanOrEqual(at)
          result += before.slice(at, fromA) + after.slice(fromB, toB)
          at = toA
        }
        expect(result + before.slice(at)).toBe(after)
      }),
      { numRuns: 500 },
    )
  })

  it('finds nothing in white space that is ignored', () => {
    expect(textChanges('a b\n  c\n', 'a  b\nc \n', 'ignored').changes).toEqual([])
    expect(textChanges('a b\nc', 'a  b\nd', 'ignored').changes).toEqual([{ fromA: 4, toA: 5, fromB: 5, toB: 6 }])
  })

  it('says when it did not look for words', () => {
    const long = 'word '.repeat(3000)
    expect(textChanges(`a\n${long}x`, `a\n${long}y`, 'shown')).toMatchObject({
      isSimplified: true,
      changes: [{ fromA: 15_002, toA: 15_003, fromB: 15_002, toB: 15_003 }],
    })
    expect(textChanges('a', `a\n${long}`, 'shown').isSimplified).toBe(false)
  })
})
