import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What lies at a path: mode and blob id, as `git ls-files --stage` prints them. */
export type FileState = string
/** Every file of a working folder by its path from the root; `.git` is not among them. */
export type Folder = ReadonlyMap<string, FileState>

/** The id that Git gives to these bytes as a blob. */
export function blobId(content: string | Buffer): string {
  const bytes = Buffer.from(content)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

export function blobOf(state: FileState): string {
  return state.slice(state.indexOf(' ') + 1)
}

export function readFolder(root: string, below = ''): Map<string, FileState> {
  const found = new Map<string, FileState>()
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (path === '.git') continue
    if (entry.isDirectory()) for (const [name, state] of readFolder(root, path)) found.set(name, state)
    else found.set(path, readState(root, path))
  }
  return found
}

function readState(root: string, path: string): FileState {
  const file = join(root, path)
  const executable = (lstatSync(file).mode & 0o100) !== 0
  return `${executable ? '100755' : '100644'} ${blobId(readFileSync(file))}`
}

/** Paths at which two folders differ, sorted. */
export function differences(a: Folder, b: Folder): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort()
}
