import { Text } from '@codemirror/state'

/** Both texts as the editors hold them. */
export interface DiffTexts {
  readonly before: Text
  readonly after: Text
}

/** Characters of both texts together from which on a step of the work has its own turn of the event loop. */
const LARGE = 1_000_000

/** Whether both texts together are so large that colouring their syntax would keep the window busy for seconds. */
export const isLarge = (before: string, after: string): boolean => before.length + after.length > LARGE

/**
 * Reads two texts for the editors and hands them to `use`: small ones at once; of large ones each in a turn of its own, so that
 * nobody waits for both. Returns what calls it off.
 */
export function readDiffTexts(before: string, after: string, use: (texts: DiffTexts) => void): () => void {
  const read = (text: string) => Text.of(text.split('\n'))
  if (!isLarge(before, after)) {
    use({ before: read(before), after: read(after) })
    return () => {}
  }
  let turn = setTimeout(() => {
    const old = read(before)
    turn = setTimeout(() => {
      const now = read(after)
      turn = setTimeout(() => use({ before: old, after: now }))
    })
  })
  return () => clearTimeout(turn)
}
