import { readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/** Git leaves empty folders behind where longer ref names were; one must not stand in a file's way. A folder that holds files stays. */
export function removeEmptyFolders(place: string): void {
  try {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      if (entry.isDirectory()) removeEmptyFolders(join(place, entry.name))
    }
    rmdirSync(place)
  } catch {
    // Not there, not a folder, or not empty: whatever is done there next says so.
  }
}
