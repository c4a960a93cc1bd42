import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPORARY_NAME } from '../storage/atomic-write.ts'
import { asFileFailure, isMissing } from '../storage/file-failure.ts'
import type { AreaFolder } from './safe-path.ts'
import { isWithin, resolveInArea } from './safe-path.ts'

export interface AreaFile {
  /** Within the area, forward slashes. */
  path: string
  /** Absolute. */
  place: string
  size: number
}

const DEEPEST = 32
const MOST_FILES = 20_000

/**
 * The files of an area in the order of their paths. Links are followed only to files that lie in the area too; Git's folders,
 * temporary files of ours and names that can't be reached safely are left out. An area that is not there has no files.
 */
export async function walkArea(area: AreaFolder, signal?: AbortSignal): Promise<AreaFile[]> {
  const files: AreaFile[] = []
  await walk(area, '', 0, files, signal)
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

async function walk(area: AreaFolder, path: string, depth: number, files: AreaFile[], signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  for (const entry of await entriesOf(join(area.folder, path), path)) {
    if (files.length >= MOST_FILES) return
    if (entry.name === '.git' || TEMPORARY_NAME.test(entry.name)) continue
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) {
      if (depth < DEEPEST) await walk(area, inner, depth + 1, files, signal)
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      const file = await fileAt(area, inner)
      if (file) files.push(file)
    }
  }
}

async function fileAt(area: AreaFolder, path: string): Promise<AreaFile | null> {
  try {
    const place = await resolveInArea(area, path)
    const facts = await stat(place)
    return facts.isFile() && isWithin(area.boundary, join(area.folder, path)) ? { path, place, size: facts.size } : null
  } catch {
    // Not reachable safely, or gone meanwhile: not one of the API's files.
    return null
  }
}

async function entriesOf(folder: string, path: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw asFileFailure(error, path)
  }
}
