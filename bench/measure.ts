const ROUNDS_AT_LEAST = 5

/**
 * Times our way and the others' in turns, each round beginning with another one, so that whatever else the machine does
 * falls on all of them alike.
 * Returns medians in milliseconds. One round before counts for nothing. `prepare` comes before each and is not timed.
 */
export async function alternate<P extends string>(
  rounds: number,
  ways: {
    ours: () => Promise<unknown> | unknown
    peers: Record<P, () => Promise<unknown> | unknown>
    prepare?: (way: P | 'ours') => Promise<unknown> | unknown
  },
): Promise<{ ours: number; peers: Record<P, number> }> {
  const names = Object.keys(ways.peers).filter((name): name is P => name in ways.peers)
  const times = new Map<P | null, number[]>([null, ...names].map((name) => [name, []]))
  for (let round = -1; round < Math.max(rounds, ROUNDS_AT_LEAST); round++) {
    const order = [...times]
    const first = Math.max(round, 0) % order.length
    for (const [name, list] of [...order.slice(first), ...order.slice(0, first)]) {
      await ways.prepare?.(name ?? 'ours')
      const before = performance.now()
      await (name === null ? ways.ours() : ways.peers[name]())
      if (round >= 0) list.push(performance.now() - before)
    }
  }
  const result = (name: P | null) => median(times.get(name) ?? [])
  return { ours: result(null), peers: mapNames(names, result) }
}

function mapNames<P extends string>(names: readonly P[], value: (name: P) => number): Record<P, number> {
  const record: Partial<Record<P, number>> = {}
  for (const name of names) record[name] = value(name)
  return record as Record<P, number>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2
}
