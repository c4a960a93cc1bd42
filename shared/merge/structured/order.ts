/** Three orders of the same things, each thing known by a number; a version lacks what is not in it. */
export interface ThreeOrders {
  readonly base: readonly number[]
  readonly mine: readonly number[]
  readonly theirs: readonly number[]
}

const MOST_TO_SORT = 1500

/**
 * The order in which all that is in mine or theirs stands in the result: mine, with what only theirs has put behind its
 * predecessor there. A move by one side is followed; moves by both are joined pair by pair. Null where they contradict.
 */
export function mergeOrder({ base, mine, theirs }: ThreeOrders): number[] | null {
  const inMine = new Set(mine)
  const inTheirs = new Set(theirs)
  const commonOfMine = mine.filter((row) => inTheirs.has(row))
  const commonOfTheirs = theirs.filter((row) => inMine.has(row))
  if (sameOrder(commonOfMine, commonOfTheirs)) return insert(mine, theirs)
  const inBase = new Set(base)
  const old = base.filter((row) => inMine.has(row) && inTheirs.has(row))
  const movedByMine = !sameOrder(
    old,
    commonOfMine.filter((row) => inBase.has(row)),
  )
  const movedByTheirs = !sameOrder(
    old,
    commonOfTheirs.filter((row) => inBase.has(row)),
  )
  if (!movedByTheirs) return insert(mine, theirs)
  if (!movedByMine) return insert(theirs, mine)
  const joined = joinMoves(old, commonOfMine, commonOfTheirs)
  if (!joined) return null
  return insert(insert(joined, mine), theirs)
}

const sameOrder = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((row, i) => row === b[i])

/** Puts what only `other` has behind what precedes it there, after what `main` alone has at that place. */
function insert(main: readonly number[], other: readonly number[]): number[] {
  const inMain = new Set(main)
  const inOther = new Set(other)
  const start: number[] = []
  const behind = new Map<number, number[]>()
  let bucket = start
  for (const row of other) {
    if (inMain.has(row)) {
      bucket = []
      behind.set(row, bucket)
    } else bucket.push(row)
  }
  const result: number[] = []
  let waiting = start
  for (const row of main) {
    if (inOther.has(row)) {
      result.push(...waiting)
      waiting = []
    }
    result.push(row)
    const followers = behind.get(row)
    if (followers) waiting = [...waiting, ...followers]
  }
  return [...result, ...waiting]
}

/** Of two things each side may keep or turn their order; as there are only two orders, those who turn it agree. */
function joinMoves(old: readonly number[], mine: readonly number[], theirs: readonly number[]): number[] | null {
  if (mine.length > MOST_TO_SORT) return null
  const place = (order: readonly number[]) => new Map(order.map((row, index) => [row, index]))
  const inOld = place(old)
  const inMine = place(mine)
  const inTheirs = place(theirs)
  const before = (order: Map<number, number>, a: number, b: number) => (order.get(a) ?? 0) < (order.get(b) ?? 0)
  const wins = new Map<number, number>()
  for (const a of mine) {
    let count = 0
    for (const b of mine) {
      if (a === b) continue
      const byMine = before(inMine, a, b)
      const wasThere = inOld.has(a) && inOld.has(b)
      const decided = wasThere && byMine === before(inOld, a, b) ? before(inTheirs, a, b) : byMine
      if (decided) count += 1
    }
    wins.set(a, count)
  }
  const order = [...mine].sort((a, b) => (wins.get(b) ?? 0) - (wins.get(a) ?? 0))
  const consistent = order.every((row, index) => wins.get(row) === order.length - 1 - index)
  return consistent ? order : null
}
