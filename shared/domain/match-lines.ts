/**
 * For each line of `after`, the index of the line of `before` that it most likely is, or null for a new one. Lines keep their
 * order. Equal lines at both ends are matched first, then lines that occur once on both sides (as in patience diff), then runs
 * of equal lines next to those.
 */
export function matchLines(before: readonly string[], after: readonly string[]): (number | null)[] {
  const result: (number | null)[] = after.map(() => null)
  match(before, after, { from: 0, to: before.length }, { from: 0, to: after.length }, result)
  return result
}

interface Span {
  from: number
  to: number
}

function match(before: readonly string[], after: readonly string[], left: Span, right: Span, result: (number | null)[]): void {
  const a = { ...left }
  const b = { ...right }
  while (a.from < a.to && b.from < b.to && before[a.from] === after[b.from]) {
    result[b.from] = a.from
    a.from += 1
    b.from += 1
  }
  while (a.from < a.to && b.from < b.to && before[a.to - 1] === after[b.to - 1]) {
    a.to -= 1
    b.to -= 1
    result[b.to] = a.to
  }
  const anchors = longestRising(uniquePairs(before, after, a, b))
  let start = { left: a.from, right: b.from }
  for (const [leftIndex, rightIndex] of anchors) {
    match(before, after, { from: start.left, to: leftIndex }, { from: start.right, to: rightIndex }, result)
    result[rightIndex] = leftIndex
    start = { left: leftIndex + 1, right: rightIndex + 1 }
  }
  if (anchors.length > 0) match(before, after, { from: start.left, to: a.to }, { from: start.right, to: b.to }, result)
}

/** Lines that occur exactly once in both spans, in the order of `after`. */
function uniquePairs(before: readonly string[], after: readonly string[], a: Span, b: Span): [number, number][] {
  const left = occurrences(before, a)
  const right = occurrences(after, b)
  const pairs: [number, number][] = []
  for (const [line, at] of right) {
    const other = left.get(line)
    if (at !== 'several' && other !== undefined && other !== 'several') pairs.push([other, at])
  }
  return pairs
}

function occurrences(lines: readonly string[], span: Span): Map<string, number | 'several'> {
  const found = new Map<string, number | 'several'>()
  for (let index = span.from; index < span.to; index += 1) {
    const line = lines[index] ?? ''
    found.set(line, found.has(line) ? 'several' : index)
  }
  return found
}

/** The longest subsequence of pairs whose left indexes rise (patience sorting). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const cards: { pair: [number, number]; below: number | null }[] = []
  const tops: number[] = []
  for (const pair of pairs) {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cards[tops[middle] ?? 0]?.pair[0] ?? 0) > pair[0]) high = middle
      else low = middle + 1
    }
    cards.push({ pair, below: tops[low - 1] ?? null })
    tops[low] = cards.length - 1
  }
  const falling: [number, number][] = []
  for (let card = cards[tops.at(-1) ?? -1]; card; card = cards[card.below ?? -1]) falling.push(card.pair)
  return falling.reverse()
}
