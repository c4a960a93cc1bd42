import { mkdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { recogniseCollection } from '#shared/domain/collection.ts'
import { Failure } from '../failure.ts'
import type { ApiIndexEntry, CallOptions, Workspace } from '../git/contract.ts'
import { writeAtomically } from '../storage/atomic-write.ts'
import { asFileFailure, isMissing } from '../storage/file-failure.ts'
import { type ApiFiles, describesDirectories, listedFiles, withApiFiles } from './index-files/api-entity.ts'
import { listedApis, withListedApi } from './index-files/api-list.ts'
import { decodeLossless, encodeLossless, holdsOddBytes } from './index-files/lossless-text.ts'
import { areaFolder, resolveInArea } from './safe-path.ts'

const FOLDER = '.postman'

/**
 * Brings the `.postman` index files of a clone in line with one API's files. Unknown keys, their order and comments survive;
 * nothing is written where nothing changes. An index of another tool that speaks of the same two directories is kept valid
 * instead of adding a second one (docs/adr/0006). Gives back the changed paths, from the root of the clone.
 */
export async function writeApiIndex(
  { workspace, entry }: { workspace: Workspace; entry: ApiIndexEntry },
  options?: CallOptions & { mayBeLeftOut?: (path: string) => boolean },
): Promise<string[]> {
  const list = await readIndex(workspace, 'api')
  const apiId = await indexedId(workspace, entry.apiId, list)
  const entity = await readIndex(workspace, `api_${apiId}`)
  const files = await apiFiles(workspace, entry, entity, options?.mayBeLeftOut)
  options?.signal?.throwIfAborted()
  const changed: string[] = []
  const write = async (name: string, before: string | null, after: string): Promise<void> => {
    if (after === before) return
    await writeIndex(workspace, name, after)
    changed.push(`${FOLDER}/${name}`)
  }
  await write(`api_${apiId}`, entity, withApiFiles(entity, apiId, files))
  await write('api', list, withListedApi(list, apiId))
  return changed
}

/** The id under which the repository knows this API: ours, or that of the only API there, when it has our directories. */
async function indexedId(workspace: Workspace, ours: string, list: string | null): Promise<string> {
  const listed = list === null ? [] : listedApis(list)
  const [only] = listed
  if (listed.length !== 1 || only === undefined || only === ours || !/^[\w-]+$/.test(only)) return ours
  const entity = await readIndex(workspace, `api_${only}`)
  return entity !== null && describesDirectories(entity, workspace.directories) ? only : ours
}

/** `mayBeLeftOut` tells of files that are not on the disk and may be on the branch all the same. */
async function apiFiles(
  workspace: Workspace,
  entry: ApiIndexEntry,
  entity: string | null,
  mayBeLeftOut: (path: string) => boolean = () => false,
): Promise<ApiFiles> {
  const { directories } = workspace
  const missing = new Set<string>()
  const mentioned = entity === null ? [] : listedFiles(entity)
  for (const path of mentioned) {
    // A name that is not UTF-8 can't be looked for: what lists it stays.
    const named = path.replaceAll('\\', '/')
    if (holdsOddBytes(path) || mayBeLeftOut(named)) continue
    if (!(await exists(join(workspace.root, ...named.split('/'))))) missing.add(path)
  }
  const collections = await Promise.all(
    entry.collections.map(async ({ id, path }) => ({ id: id ?? (await collectionId(workspace, path)), path })),
  )
  return {
    directories,
    collections,
    definitionRoots: entry.definitionRoots,
    definitionType: entry.definitionType,
    exists: (path) => !missing.has(path),
  }
}

async function collectionId(workspace: Workspace, path: string): Promise<string | null> {
  try {
    const place = await resolveInArea(areaFolder({ kind: 'clone', workspace, definitionRoot: null }, 'collection'), path)
    const recognised = recogniseCollection(await readFile(place, 'utf8'))
    return recognised.kind === 'collection' ? recognised.id : null
  } catch {
    return null
  }
}

async function readIndex(workspace: Workspace, name: string): Promise<string | null> {
  try {
    return decodeLossless(await readFile(await indexPlace(workspace, name)))
  } catch (error) {
    if (isMissing(error)) return null
    throw asFileFailure(error, `${FOLDER}/${name}`)
  }
}

async function writeIndex(workspace: Workspace, name: string, text: string): Promise<void> {
  try {
    const place = await indexPlace(workspace, name)
    await mkdir(dirname(place), { recursive: true })
    await writeAtomically({ file: place, bytes: encodeLossless(text), ...(await permissionsOf(place)) })
  } catch (error) {
    throw asFileFailure(error, `${FOLDER}/${name}`)
  }
}

async function permissionsOf(place: string): Promise<{ mode?: number }> {
  try {
    return { mode: (await stat(place)).mode & 0o777 }
  } catch (error) {
    if (isMissing(error)) return {}
    throw error
  }
}

/** `.postman` has to be a folder of the clone itself; a link there leads who knows where. */
async function indexPlace(workspace: Workspace, name: string): Promise<string> {
  const root = await realpath(workspace.root)
  const place = await resolveInArea({ boundary: root, folder: join(root, FOLDER) }, name)
  if (dirname(place) !== join(root, FOLDER)) throw new Failure('INVALID_PATH', { path: `${FOLDER}/${name}` })
  return place
}

async function exists(path: string): Promise<boolean> {
  try {
    await realpath(path)
    return true
  } catch {
    return false
  }
}
