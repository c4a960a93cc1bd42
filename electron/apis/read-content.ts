import { type FileHandle, open } from 'node:fs/promises'
import { recogniseCollection } from '#shared/domain/collection.ts'
import type { ApiContent, CollectionFile, DefinitionFile } from '#shared/domain/content.ts'
import { recogniseDefinition, settleRoots } from '#shared/domain/definition-kind.ts'
import { topLevelKeys } from '#shared/domain/top-level-keys.ts'
import type { CallOptions, ContentLocation } from '../git/contract.ts'
import { asFileFailure, isMissing } from '../storage/file-failure.ts'
import { isLfsPointer, LARGEST_FILE } from './file-content.ts'
import { areaFolder } from './safe-path.ts'
import { type AreaFile, walkArea } from './walk-area.ts'

/** Definitions say what they are near their beginning. */
const DEFINITION_HEAD = 512 * 1024

/**
 * Lists an API's definition files and collections with their kinds. The root is the remembered one while it is still a root,
 * else the only one there is. Fails with `NO_PERMISSION` where a folder can't be listed.
 */
export async function readContent(location: ContentLocation, options?: CallOptions): Promise<ApiContent> {
  const definitions = await readDefinitions(location, options?.signal)
  const roots = definitions.filter((file) => file.root).map((file) => file.path)
  const remembered = location.definitionRoot
  return {
    source: location.kind === 'draft' ? 'draft' : 'connected',
    definitions,
    collections: await readCollections(location, options?.signal),
    definitionRoot:
      remembered !== null && roots.includes(remembered) ? remembered : roots.length === 1 ? (roots[0] ?? null) : null,
  }
}

async function readDefinitions(location: ContentLocation, signal?: AbortSignal): Promise<DefinitionFile[]> {
  const files: DefinitionFile[] = []
  for (const file of await walkArea(areaFolder(location, 'schema'), signal)) {
    const head = await readHead(file)
    if (!head) continue
    const recognised = isLfsPointer(head)
      ? { kind: 'other' as const, root: false }
      : recogniseDefinition(file.path, Buffer.from(head).toString('utf8'))
    files.push({ path: file.path, kind: recognised.kind, root: recognised.root, size: file.size })
  }
  return settleRoots(files)
}

async function readCollections(location: ContentLocation, signal?: AbortSignal): Promise<CollectionFile[]> {
  const found: CollectionFile[] = []
  for (const file of await walkArea(areaFolder(location, 'collection'), signal)) {
    if (/(?:^|\/)\.resources\/definition\.ya?ml$/i.test(file.path)) found.push(await describeMultiFile(file))
    else if (/\.json$/i.test(file.path) && !file.path.includes('/.resources/')) found.push(await describeCollection(file))
  }
  return found
}

async function describeCollection(file: AreaFile): Promise<CollectionFile> {
  const unreadable = { path: file.path, name: baseName(file.path), format: 'unreadable' as const, size: file.size }
  if (file.size > LARGEST_FILE) return unreadable
  const recognised = recogniseCollection(await readText(file))
  if (recognised.kind === 'not-a-collection') return unreadable
  return { path: file.path, name: recognised.name, format: recognised.format, size: file.size }
}

/** A collection kept as one file per request; its folder carries its name unless the definition does. */
async function describeMultiFile(file: AreaFile): Promise<CollectionFile> {
  const keys = topLevelKeys(Buffer.from((await readHead(file)) ?? []).toString('utf8'))
  const folder = file.path.split('/').at(-3) ?? file.path
  return {
    path: file.path,
    name: keys.get('name') || folder,
    format: keys.get('$kind') === 'collection' ? 'multi-file' : 'unreadable',
    size: file.size,
  }
}

/** Null for a file that is gone meanwhile; fails with `NO_PERMISSION`. */
async function readHead(file: AreaFile): Promise<Uint8Array | null> {
  const handle = await openFile(file)
  if (!handle) return null
  try {
    const buffer = Buffer.alloc(Math.min(file.size, DEFINITION_HEAD))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function openFile(file: AreaFile): Promise<FileHandle | null> {
  try {
    return await open(file.place, 'r')
  } catch (error) {
    if (isMissing(error)) return null
    throw asFileFailure(error, file.path)
  }
}

async function readText(file: AreaFile): Promise<string> {
  const handle = await openFile(file)
  if (!handle) return ''
  return handle.readFile('utf8').finally(() => handle.close())
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.json$/i, '')
}
