import { lstat, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { writeAtomically } from '../storage/atomic-write.ts'
import { isMissing } from '../storage/file-failure.ts'

/** Remembers how files were before an attempt, so that an attempt given up leaves nothing behind. */
export interface UndoLog {
  /**
   * To be called before a file is written. `path` is from the root of the clone, forward slashes; `bytes` are those that the
   * attempt will write, where they are known beforehand.
   */
  remember(path: string, bytes?: Uint8Array): Promise<void>
  /** To be called once the remembered files have been written. */
  seal(): Promise<void>
  /** Puts back what is still as the attempt left it; whatever somebody else changed meanwhile stays. */
  undo(): Promise<void>
}

interface Remembered {
  before: Uint8Array | null
  /** As the attempt leaves it; null while that is not known. */
  after: Uint8Array | null
  /** Folders that were not there, innermost first. */
  newFolders: string[]
}

export function createUndoLog(root: string): UndoLog {
  const files = new Map<string, Remembered>()
  const place = (path: string): string => join(root, ...path.split('/'))
  const seal = async (): Promise<void> => {
    for (const [path, file] of files) file.after ??= await bytesAt(place(path))
  }
  return {
    remember: async (path, bytes) => {
      if (files.has(path)) return
      const [before, newFolders] = [await bytesAt(place(path)), await missingFolders(root, dirname(place(path)))]
      files.set(path, { before, after: bytes ?? null, newFolders })
    },
    seal,
    undo: async () => {
      for (const [path, { before, after, newFolders }] of files) {
        const now = await bytesAt(place(path))
        if (now !== null && same(now, after) && !same(now, before)) {
          if (before === null) await rm(place(path), { force: true })
          else await writeAtomically({ file: place(path), bytes: before })
        }
        for (const folder of newFolders) await removeEmpty(folder)
      }
    },
  }
}

async function bytesAt(place: string): Promise<Uint8Array | null> {
  try {
    return await readFile(place)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function missingFolders(root: string, folder: string): Promise<string[]> {
  const missing: string[] = []
  for (let at = folder; at !== root && !relative(root, at).startsWith(`..${sep}`); at = dirname(at)) {
    if (await isThere(at)) break
    missing.push(at)
  }
  return missing
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await lstat(folder)
    return true
  } catch (error) {
    return !isMissing(error)
  }
}

async function removeEmpty(folder: string): Promise<void> {
  // A folder that is not empty, or gone, is not ours to remove.
  await rmdir(folder).catch(() => undefined)
}

function same(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0
}
