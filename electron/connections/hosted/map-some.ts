/** Maps all items in their order, at most `atOnce` of them at a time. The first failure is the whole's, and begins no more. */
export async function mapSome<T, R>(items: readonly T[], atOnce: number, map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const waiting = items.entries()
  let failed = false
  const lane = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (failed) return
      try {
        results[at] = await map(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  return results
}
