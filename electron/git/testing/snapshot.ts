import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder by path: its kind, right to run, and bytes. What Git keeps for itself is left out. */
export function snapshot(root: string, folder = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): [string, string][] => {
      const path = join(folder, entry.name)
      const place = join(root, path)
      if (path === '.git') return []
      if (entry.isDirectory()) return Object.entries(snapshot(root, path))
      if (entry.isSymbolicLink()) return [[path, `link ${readlinkSync(place)}`]]
      const kind = (lstatSync(place).mode & 0o100) === 0 ? 'file' : 'program'
      return [[path, `${kind} ${readFileSync(place).toString('base64')}`]]
    }),
  )
}
