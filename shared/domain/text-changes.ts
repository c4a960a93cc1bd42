import { z } from 'zod'

/** Whether lines that differ in white space alone count as changed. */
export const Whitespace = z.enum(['shown', 'ignored'])
export type Whitespace = z.infer<typeof Whitespace>

/** A stretch of the text before that became a stretch of the text after; positions in UTF-16 units. */
export const TextChange = z.object({ fromA: z.number(), toA: z.number(), fromB: z.number(), toB: z.number() })
export type TextChange = Readonly<z.infer<typeof TextChange>>

/** What differs between two texts, in order; an absent side counts as an empty text. */
export const TextChanges = z.object({
  whitespace: Whitespace,
  changes: z.array(TextChange).readonly(),
  /** Whether some changes are told as a whole, because looking for their words would take too long. */
  isSimplified: z.boolean(),
})
export type TextChanges = Readonly<z.infer<typeof TextChanges>>

const Side = z.enum(['before', 'after'])

/** How the lines of a text end: all alike, or not. */
export const LineEndings = z.enum(['lf', 'crlf', 'mixed'])
export type LineEndings = z.infer<typeof LineEndings>

/** What differs between two versions of a text file without being seen in its lines. */
export const UnseenDifference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line-endings'), before: LineEndings, after: LineEndings }),
  /** Only the side in `in` begins with a byte-order mark. */
  z.object({ kind: z.literal('byte-order-mark'), in: Side }),
  /** Only the side in `in` ends with a line break. */
  z.object({ kind: z.literal('final-line-break'), in: Side }),
  /** Only the side in `in` may be run as a program (mode 100755). */
  z.object({ kind: z.literal('executable'), in: Side }),
])
export type UnseenDifference = z.infer<typeof UnseenDifference>
