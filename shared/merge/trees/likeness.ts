/** The longest stretch of bytes that counts as one, where no line ends before. */
const LONGEST_STRETCH = 64
const LINE_FEED = 10
const CARRIAGE_RETURN = 13
/** As far as a NUL is looked for to tell a binary. */
const BINARY_LOOK = 8000

/** How many bytes of a content lie in stretches (lines, or 64 bytes of a long one) of each kind. */
export type Stretches = ReadonlyMap<string, number>

/** Cuts a content into stretches and weighs each kind. A carriage return before a line feed does not count in a text. */
export function stretchesOf(content: Uint8Array): Stretches {
  const weights = new Map<string, number>()
  const isText = !content.subarray(0, BINARY_LOOK).includes(0)
  let stretch: number[] = []
  const end = () => {
    if (stretch.length === 0) return
    const key = String.fromCharCode(...stretch)
    weights.set(key, (weights.get(key) ?? 0) + stretch.length)
    stretch = []
  }
  for (let at = 0; at < content.length; at += 1) {
    const byte = content[at] ?? 0
    if (isText && byte === CARRIAGE_RETURN && content[at + 1] === LINE_FEED) continue
    stretch.push(byte)
    if (stretch.length >= LONGEST_STRETCH || byte === LINE_FEED) end()
  }
  end()
  return weights
}

/**
 * How much of `before` is found again in `after`, as a part of the larger of the two: 1 for the same content. By the measure of
 * Git's rename detection (gitdiffcore, "similarity index").
 */
export function likeness(
  before: { readonly size: number; readonly stretches: Stretches },
  after: { readonly size: number; readonly stretches: Stretches },
): number {
  const larger = Math.max(before.size, after.size)
  if (larger === 0) return 0
  let found = 0
  for (const [key, weight] of before.stretches) found += Math.min(weight, after.stretches.get(key) ?? 0)
  return found / larger
}
