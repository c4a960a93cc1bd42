import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'

/** Where a page ended. */
const Cursor = z.object({
  tip: ObjectId,
  /** How many commits of the history, found or not, lie before it. */
  past: z.number().int().nonnegative(),
  /** The last of those. */
  last: ObjectId,
})
export type Cursor = z.infer<typeof Cursor>

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Null where it is none of ours: the list begins anew then. */
export function readCursor(text: string | null): Cursor | null {
  if (text === null) return null
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
