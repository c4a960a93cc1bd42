const SNAKE_LENGTH = 20
const HEURISTIC_FROM_COST = 256
const SNAKE_WEIGHT = 4
const FAR = 0x7fffffff

/** Where a comparison may be cut in two, and which half still has to be searched to the end. */
export interface Middle {
  readonly first: number
  readonly second: number
  readonly lowIsMinimal: boolean
  readonly highIsMinimal: boolean
}

/** Scratch space of one comparison; `offset` is where the diagonal 0 lies in both arrays. */
export interface Diagonals {
  readonly forward: Int32Array
  readonly backward: Int32Array
  readonly offset: number
  readonly maximumCost: number
}

/** A stretch of both sequences: `[start, end)` in each. */
export interface Box {
  readonly start1: number
  readonly end1: number
  readonly start2: number
  readonly end2: number
}

interface Reach {
  readonly low: number
  readonly high: number
  readonly middle: number
}

/**
 * Finds where the shortest edit path of two sequences crosses the middle: Myers' linear-space search with the limits of Git's
 * xdiff (`xdl_split` in git/xdiff/xdiffi.c), so that ambiguous texts are aligned as `git merge-file` aligns them.
 */
export function splitMiddle(a: Int32Array, b: Int32Array, box: Box, space: Diagonals, mustBeMinimal: boolean): Middle {
  const { start1, end1, start2, end2 } = box
  const { forward, backward, offset } = space
  const at = (kept: Int32Array, diagonal: number) => kept[offset + diagonal] ?? 0
  const lowest = start1 - end2
  const highest = end1 - start2
  const forwardMiddle = start1 - start2
  const backwardMiddle = end1 - end2
  const odd = ((forwardMiddle - backwardMiddle) & 1) !== 0
  let forwardLow = forwardMiddle
  let forwardHigh = forwardMiddle
  let backwardLow = backwardMiddle
  let backwardHigh = backwardMiddle
  forward[offset + forwardMiddle] = start1
  backward[offset + backwardMiddle] = end1

  for (let cost = 1; ; cost += 1) {
    let sawSnake = false
    if (forwardLow > lowest) {
      forwardLow -= 1
      forward[offset + forwardLow - 1] = -1
    } else forwardLow += 1
    if (forwardHigh < highest) {
      forwardHigh += 1
      forward[offset + forwardHigh + 1] = -1
    } else forwardHigh -= 1
    for (let d = forwardHigh; d >= forwardLow; d -= 2) {
      let i = at(forward, d - 1) >= at(forward, d + 1) ? at(forward, d - 1) + 1 : at(forward, d + 1)
      const before = i
      while (i < end1 && i - d < end2 && a[i] === b[i - d]) i += 1
      if (i - before > SNAKE_LENGTH) sawSnake = true
      forward[offset + d] = i
      if (odd && backwardLow <= d && d <= backwardHigh && at(backward, d) <= i) {
        return { first: i, second: i - d, lowIsMinimal: true, highIsMinimal: true }
      }
    }

    if (backwardLow > lowest) {
      backwardLow -= 1
      backward[offset + backwardLow - 1] = FAR
    } else backwardLow += 1
    if (backwardHigh < highest) {
      backwardHigh += 1
      backward[offset + backwardHigh + 1] = FAR
    } else backwardHigh -= 1
    for (let d = backwardHigh; d >= backwardLow; d -= 2) {
      let i = at(backward, d - 1) < at(backward, d + 1) ? at(backward, d - 1) : at(backward, d + 1) - 1
      const before = i
      while (i > start1 && i - d > start2 && a[i - 1] === b[i - d - 1]) i -= 1
      if (before - i > SNAKE_LENGTH) sawSnake = true
      backward[offset + d] = i
      if (!odd && forwardLow <= d && d <= forwardHigh && i <= at(forward, d)) {
        return { first: i, second: i - d, lowIsMinimal: true, highIsMinimal: true }
      }
    }

    if (mustBeMinimal) continue
    const ahead = { low: forwardLow, high: forwardHigh, middle: forwardMiddle }
    const behind = { low: backwardLow, high: backwardHigh, middle: backwardMiddle }
    if (sawSnake && cost > HEURISTIC_FROM_COST) {
      const good = goodSnakeAhead(a, b, box, space, ahead, cost) ?? goodSnakeBehind(a, b, box, space, behind, cost)
      if (good) return good
    }
    if (cost >= space.maximumCost) return furthest(box, space, ahead, behind)
  }
}

function goodSnakeAhead(a: Int32Array, b: Int32Array, box: Box, space: Diagonals, reach: Reach, cost: number): Middle | null {
  let best = 0
  let found: Middle | null = null
  for (let d = reach.high; d >= reach.low; d -= 2) {
    const i = space.forward[space.offset + d] ?? 0
    const j = i - d
    const gain = i - box.start1 + (j - box.start2) - Math.abs(d - reach.middle)
    const fits =
      gain > SNAKE_WEIGHT * cost &&
      gain > best &&
      box.start1 + SNAKE_LENGTH <= i &&
      i < box.end1 &&
      box.start2 + SNAKE_LENGTH <= j &&
      j < box.end2
    if (!fits) continue
    for (let k = 1; a[i - k] === b[j - k]; k += 1) {
      if (k < SNAKE_LENGTH) continue
      best = gain
      found = { first: i, second: j, lowIsMinimal: true, highIsMinimal: false }
      break
    }
  }
  return found
}

function goodSnakeBehind(a: Int32Array, b: Int32Array, box: Box, space: Diagonals, reach: Reach, cost: number): Middle | null {
  let best = 0
  let found: Middle | null = null
  for (let d = reach.high; d >= reach.low; d -= 2) {
    const i = space.backward[space.offset + d] ?? 0
    const j = i - d
    const gain = box.end1 - i + (box.end2 - j) - Math.abs(d - reach.middle)
    const fits =
      gain > SNAKE_WEIGHT * cost &&
      gain > best &&
      box.start1 < i &&
      i <= box.end1 - SNAKE_LENGTH &&
      box.start2 < j &&
      j <= box.end2 - SNAKE_LENGTH
    if (!fits) continue
    for (let k = 0; a[i + k] === b[j + k]; k += 1) {
      if (k < SNAKE_LENGTH - 1) continue
      best = gain
      found = { first: i, second: j, lowIsMinimal: false, highIsMinimal: true }
      break
    }
  }
  return found
}

function furthest(box: Box, space: Diagonals, ahead: Reach, behind: Reach): Middle {
  let aheadSum = -1
  let aheadFirst = -1
  for (let d = ahead.high; d >= ahead.low; d -= 2) {
    let i = Math.min(space.forward[space.offset + d] ?? 0, box.end1)
    let j = i - d
    if (box.end2 < j) {
      i = box.end2 + d
      j = box.end2
    }
    if (aheadSum < i + j) {
      aheadSum = i + j
      aheadFirst = i
    }
  }
  let behindSum = FAR
  let behindFirst = FAR
  for (let d = behind.high; d >= behind.low; d -= 2) {
    let i = Math.max(box.start1, space.backward[space.offset + d] ?? 0)
    let j = i - d
    if (j < box.start2) {
      i = box.start2 + d
      j = box.start2
    }
    if (i + j < behindSum) {
      behindSum = i + j
      behindFirst = i
    }
  }
  if (box.end1 + box.end2 - behindSum < aheadSum - (box.start1 + box.start2)) {
    return { first: aheadFirst, second: aheadSum - aheadFirst, lowIsMinimal: true, highIsMinimal: false }
  }
  return { first: behindFirst, second: behindSum - behindFirst, lowIsMinimal: false, highIsMinimal: true }
}
