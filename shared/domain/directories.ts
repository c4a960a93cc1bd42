import type { DirectoryProblem } from '../contract/connections.ts'
import { DEFAULT_COLLECTION_DIRECTORY, DEFAULT_SCHEMA_DIRECTORY } from './connection.ts'
import { isGitFolderName, nameProblem } from './file-name.ts'

export type ResolvedDirectory = { kind: 'usable'; directory: string } | { kind: 'refused'; problem: DirectoryProblem }

export interface TypedDirectories {
  schema: string
  collection: string
}

/** The index files that Graft keeps beside the two directories. */
const INDEX_FOLDER = '.postman'

/**
 * Turns what was typed for the two directories into paths from the root of the repository (forward slashes, none at the ends),
 * or into the reason why one can't be used. Blank means the default. Only the text is looked at, not the disk.
 */
export function resolveDirectories(typed: TypedDirectories): { schema: ResolvedDirectory; collection: ResolvedDirectory } {
  const schema = resolveDirectory(typed.schema, DEFAULT_SCHEMA_DIRECTORY)
  const collection = resolveDirectory(typed.collection, DEFAULT_COLLECTION_DIRECTORY)
  if (schema.kind === 'refused' || collection.kind === 'refused') return { schema, collection }
  const problem = overlap(schema.directory, collection.directory)
  return problem ? { schema: { kind: 'refused', problem }, collection: { kind: 'refused', problem } } : { schema, collection }
}

function resolveDirectory(typed: string, fallback: string): ResolvedDirectory {
  const text = typed.trim()
  if (text === '') return { kind: 'usable', directory: fallback }
  const path = text.replaceAll('\\', '/')
  if (isAbsolute(path)) return refused({ kind: 'absolute' })

  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return refused({ kind: 'leaves-repository' })
  }
  if (parts.length === 0) return refused({ kind: 'repository-root' })
  if (parts.some(isGitFolderName)) return refused({ kind: 'inside-git' })
  if (folded(parts[0] ?? '') === INDEX_FOLDER) return refused({ kind: 'reserved' })
  const bad = parts.find((part) => nameProblem(part) !== null)
  if (bad !== undefined) return refused({ kind: 'invalid-name', name: bad })
  const directory = parts.join('/')
  // What `./` or `x/../` in front had hidden must not mean something else when it is read again.
  if (isAbsolute(directory)) return refused({ kind: 'absolute' })
  if (directory !== directory.trim()) return refused({ kind: 'invalid-name', name: parts[0] ?? '' })
  return { kind: 'usable', directory }
}

/** `/x`, `\\server\share`, `C:\x`, `C:x` and `~/x` all name places that do not depend on the repository. */
function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:/i.test(path) || path === '~' || path.startsWith('~/')
}

/** Compared as the least distinguishing file systems do (letter case and Unicode composition make no difference there). */
function overlap(schema: string, collection: string): DirectoryProblem | null {
  const one = `${folded(schema)}/`
  const other = `${folded(collection)}/`
  if (one === other) return { kind: 'same-as-other' }
  if (other.startsWith(one)) return { kind: 'nested', outer: 'schema' }
  if (one.startsWith(other)) return { kind: 'nested', outer: 'collection' }
  return null
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function refused(problem: DirectoryProblem): ResolvedDirectory {
  return { kind: 'refused', problem }
}
