/** Milliseconds within which a second crash of the page means that loading it again does not help. */
const CRASH_LOOP = 10_000

/**
 * Decides whether to load the page again after its process died. Typed text is kept by the services, so loading again is safe;
 * a page that dies at once is left alone. `now` is in milliseconds.
 */
export function createRevival(now: () => number): (reason: string) => 'reload' | 'leave' {
  let last = Number.NEGATIVE_INFINITY
  return (reason) => {
    if (reason === 'clean-exit') return 'leave'
    const sinceLast = now() - last
    last = now()
    return sinceLast < CRASH_LOOP ? 'leave' : 'reload'
  }
}
