import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesInWindow } from './changes-in-window.ts'

const text = fc.array(fc.constantFrom('a', 'b b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))

describe('changesInWindow', () => {
  it('turns the one text into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let result = ''
        let at = 0
        for (const { fromA, toA, fromB, toB } of changesInWindow(before, after).changes) {
          result += before.slice(at, fromA) + after.slice(fromB, toB)
          at = toA
        }
        expect(result + before.slice(at)).toBe(after)
      }),
      { numRuns: 500 },
    )
  })

  it('tells a large difference as one change, and finds a small one in large texts', () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `line ${at}`)
    const other = lines.map((line) => `${line}!`).join('\n')
    expect(changesInWindow(lines.join('\n'), other)).toMatchObject({ isSimplified: true, changes: { length: 1 } })
    const near = lines.with(30_000, 'line 3').join('\n')
    expect(changesInWindow(lines.join('\n'), near)).toMatchObject({ isSimplified: false, changes: { length: 1 } })
  })
})
