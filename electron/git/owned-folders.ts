import type { Directories } from '#shared/domain/connection.ts'

/** Where the index files of APIs lie (facts of the format: `.postman/api`). */
export const INDEX_FOLDER = '.postman'

/** The folders of a clone that belong to a connection: its two directories and the API index. */
export function ownedFolders(directories: Directories): string[] {
  return [...new Set([directories.schema, directories.collection, INDEX_FOLDER])]
}

export function isOwned(directories: Directories, path: string): boolean {
  return ownedFolders(directories).some((folder) => path.startsWith(`${folder}/`))
}

/** For operations that must never touch other people's files: a path outside is a bug of the caller. */
export function requireOwned(directories: Directories, paths: readonly string[]): void {
  for (const path of paths) {
    if (!isOwned(directories, path)) throw new Error(`Not a file of this connection: ${path}`)
  }
}
