/** A span of milliseconds as minutes and two-digit seconds; never below zero. */
export function clockParts(milliseconds: number): { minutes: string; seconds: string } {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return { minutes: String(Math.floor(seconds / 60)), seconds: String(seconds % 60).padStart(2, '0') }
}
