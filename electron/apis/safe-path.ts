import { lstat, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { Area } from '#shared/domain/content.ts'
import { isSafeRelativePath } from '#shared/domain/file-name.ts'
import { Failure } from '../failure.ts'
import type { ContentLocation } from '../git/contract.ts'
import { isMissing } from '../storage/file-failure.ts'

/** Folder that may not be left, and the area's folder within it. Both absolute; the area's folder need not exist. */
export interface AreaFolder {
  boundary: string
  folder: string
}

/** Where the files of one area lie. */
export function areaFolder(location: ContentLocation, area: Area): AreaFolder {
  if (location.kind === 'draft') {
    return { boundary: location.folder, folder: join(location.folder, area === 'schema' ? 'schemas' : 'collections') }
  }
  const { root, directories } = location.workspace
  return { boundary: root, folder: join(root, ...directories[area].split('/')) }
}

/**
 * The absolute place of a file within an area, links resolved. Fails with `INVALID_PATH` where the path is not plain and
 * relative, names something that one of the systems refuses, or where a link leads out of the area or the area out of its clone.
 */
export async function resolveInArea(area: AreaFolder, path: string): Promise<string> {
  if (!isSafeRelativePath(path)) throw new Failure('INVALID_PATH', { path })
  const folder = await resolvedPlace(area.folder)
  if (!isWithin(await resolvedPlace(area.boundary), folder)) throw new Failure('INVALID_PATH', { path })
  const place = await resolvedPlace(join(area.folder, ...path.split('/')))
  if (place === folder || !isWithin(folder, place)) throw new Failure('INVALID_PATH', { path })
  return place
}

/** Whether `place` is `folder` or lies in it. Both absolute and resolved. */
export function isWithin(folder: string, place: string): boolean {
  const path = relative(folder, place)
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path))
}

/** The real path of a place that may not exist yet: its nearest existing folder is resolved, the rest is appended. */
async function resolvedPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error
  }
  // A link that leads nowhere exists by itself; a write would go where it points.
  if (await isLink(path)) throw new Failure('INVALID_PATH', { path: relative(dirname(path), path) })
  const parent = await resolvedPlace(dirname(path))
  return join(parent, relative(dirname(path), path))
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
