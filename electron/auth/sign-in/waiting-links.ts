/** Addresses of sign-ins that wait right now: these alone may be opened in the browser again. */
export interface WaitingLinks {
  whileWaiting<T>(link: string, wait: () => Promise<T>): Promise<T>
  isWaiting(link: string): boolean
}

export function createWaitingLinks(): WaitingLinks {
  const waiting = new Map<string, number>()
  const count = (link: string, step: 1 | -1): void => {
    const next = (waiting.get(link) ?? 0) + step
    if (next === 0) waiting.delete(link)
    else waiting.set(link, next)
  }
  return {
    whileWaiting: async (link, wait) => {
      count(link, 1)
      try {
        return await wait()
      } finally {
        count(link, -1)
      }
    },
    isWaiting: (link) => waiting.has(link),
  }
}
