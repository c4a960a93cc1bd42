import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hunk } from '#shared/domain/history.ts'
import { putBackLines } from './put-back-lines.ts'

const bytes = (text: string) => Buffer.from(text)

/** A file cut into what both sides share and what differs, so that the hunks are known by construction. */
const pieces = fc.array(
  fc.record({
    shared: fc.array(fc.constantFrom('a', 'b', '', '\r'), { minLength: 1, maxLength: 3 }),
    before: fc.array(fc.constantFrom('old', '', 'x'), { maxLength: 3 }),
    after: fc.array(fc.constantFrom('new', '', 'y'), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
)
type Pieces = typeof pieces extends fc.Arbitrary<infer P> ? P : never

/** The two files, their hunks, and what is left when some of them are put back. */
function sceneOf(parts: Pieces, tail: readonly string[]) {
  const hunks: Hunk[] = []
  const before: string[] = []
  const after: string[] = []
  for (const part of parts) {
    before.push(...part.shared)
    after.push(...part.shared)
    hunks.push({
      before: { from: before.length, count: part.before.length },
      after: { from: after.length, count: part.after.length },
    })
    before.push(...part.before)
    after.push(...part.after)
  }
  const file = (side: string[], eol: string) => bytes([...side, ...tail].join(eol))
  const expected = (chosen: ReadonlySet<number>) =>
    parts.flatMap((part, index) => [...part.shared, ...(chosen.has(index) ? part.before : part.after)])
  return { hunks, before, after, file, expected }
}

describe('putBackLines', () => {
  it('puts back the chosen hunks and no byte else, in any order', () => {
    fc.assert(
      fc.property(
        pieces,
        fc.constantFrom(['end'], ['end', '']),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(5)),
        fc.func(fc.nat()),
        (parts, tail, eol, picks, order) => {
          // A line's own carriage return cannot be told from a line end's.
          if (eol === '\r\n' && parts.some(({ shared }) => shared.includes('\r'))) return
          const scene = sceneOf(parts, tail)
          const chosen = new Set(picks.filter((index) => index < parts.length))
          const hunks = [...chosen].map((index) => scene.hunks[index]).filter((hunk) => hunk !== undefined)
          const shuffled = [...hunks].sort((a, b) => order(a.after.from) - order(b.after.from))
          const before = scene.file(scene.before, eol)
          const after = scene.file(scene.after, eol)
          expect(`${putBackLines(before, after, shuffled)}`).toBe(`${scene.file(scene.expected(chosen), eol)}`)
          expect(`${putBackLines(before, after, scene.hunks)}`).toBe(`${before}`)
          expect(putBackLines(before, after, []).equals(after)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each<[string, string | null, string | null, Hunk, string]>([
    [
      'a line in a file whose ends were changed ends as the file does',
      'a\nold\nc\n',
      'a\r\nnew\r\nc\r\n',
      hunk(1, 1, 1, 1),
      'a\r\nold\r\nc\r\n',
    ],
    ['mixed ends stay as they are', 'a\nold\nc\n', 'a\r\nnew\nc\n', hunk(1, 1, 1, 1), 'a\r\nold\nc\n'],
    ['the last line had no end', 'a', 'a\r\nb\r\n', hunk(1, 0, 1, 2), 'a'],
    ['the last line had one', 'a\r\nb\r\n', 'a\r\nb', hunk(1, 2, 1, 1), 'a\r\nb\r\n'],
    ['a line comes back behind a last one without end', 'a\nb\nc', 'a\nb', hunk(2, 1, 2, 0), 'a\nb\nc'],
    ['a byte-order mark stays the first of all', '\uFEFFa\nb\n', '\uFEFFb\n', hunk(0, 1, 0, 0), '\uFEFFa\nb\n'],
    ['a deleted file', '\uFEFFa\r\nb', null, hunk(0, 2, 0, 1), '\uFEFFa\r\nb'],
    ['a new file, in part', null, 'a\nb\nc\n', hunk(0, 0, 1, 1), 'a\nc\n'],
    ['a new file', null, 'a\nb\n', hunk(0, 1, 0, 3), ''],
  ])('%s', (_name, before, after, one, result) => {
    expect(`${putBackLines(before === null ? null : bytes(before), after === null ? null : bytes(after), [one])}`).toBe(result)
  })

  it('refuses hunks that overlap or lie outside', () => {
    expect(() => putBackLines(bytes('a'), bytes('b'), [hunk(0, 1, 0, 2)])).toThrow()
    expect(() => putBackLines(bytes('a'), bytes('b'), [hunk(0, 2, 0, 1)])).toThrow()
    expect(() => putBackLines(bytes('a\nb'), bytes('c\nd'), [hunk(0, 1, 0, 2), hunk(1, 1, 1, 1)])).toThrow()
  })
})

function hunk(from: number, count: number, afterFrom: number, afterCount: number): Hunk {
  return { before: { from, count }, after: { from: afterFrom, count: afterCount } }
}
