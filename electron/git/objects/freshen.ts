import { utimesSync } from 'node:fs'

/**
 * Sets a file's times to now, so that `git gc` counts what it holds among the new objects (git-gc, `--prune`). False where the
 * file is gone, or not ours to touch.
 */
export function makeYoung(file: string): boolean {
  try {
    const now = new Date()
    utimesSync(file, now, now)
    return true
  } catch {
    return false
  }
}
