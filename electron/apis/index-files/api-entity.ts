import { z } from 'zod'
import type { Directories } from '#shared/domain/connection.ts'
import { addIniSection, type IniDocument, iniValues, parseIni, printIni, setIniList, setIniValue } from './ini-document.ts'

const COLLECTIONS = 'config.relations.collections'
const DEFINITION = 'config.relations.apiDefinition'

const ListedFile = z.object({ path: z.string() })

/** The files of one API as its index file says them; paths within the two directories. */
export interface ApiFiles {
  directories: Directories
  collections: { id: string | null; path: string }[]
  definitionRoots: string[]
  definitionType: string | null
  /** Whether a file that the index lists (path from the root of the clone) is still there. */
  exists: (path: string) => boolean
}

/** Whether an index file of another tool speaks of these two directories. */
export function describesDirectories(text: string, directories: Directories): boolean {
  const document = parseIni(text)
  const collections = rootDirectory(document, COLLECTIONS)
  if (collections !== null && collections !== directories.collection) return false
  const schemas = rootDirectory(document, DEFINITION)
  if (schemas !== null) return schemas === directories.schema
  const listed = iniValues(document, DEFINITION, 'files[]').flatMap((value) => pathOf(value) ?? [])
  const below = listed.every((path) => path.startsWith(`${directories.schema}/`))
  return below && (listed.length > 0 || collections !== null)
}

/**
 * `.postman/api_<id>` in line with the API's files. Entries whose file is still there stay as they are, new ones are added,
 * those of files that are gone are dropped. Null stands for a file that is not there yet.
 */
export function withApiFiles(text: string | null, apiId: string, files: ApiFiles): string {
  const document = parseIni(text ?? newApiEntity(apiId, files.directories))
  return printIni(withDefinition(withCollections(document, files), files))
}

/** The paths from the root of the clone of every file that an index file lists. */
export function listedFiles(text: string): string[] {
  const document = parseIni(text)
  return [COLLECTIONS, DEFINITION].flatMap((section) =>
    iniValues(document, section, 'files[]').flatMap((value) => {
      const path = pathOf(value)
      return path === null ? [] : [fromRoot(rootDirectory(document, section), path)]
    }),
  )
}

function withCollections(before: IniDocument, files: ApiFiles): IniDocument {
  const directory = files.directories.collection
  const document = withDirectory(before, COLLECTIONS, directory)
  const root = rootDirectory(document, COLLECTIONS)
  const wanted = files.collections.map(({ id, path }) => ({
    path: listedPath(root, directory, path),
    value: (listed: string) => JSON.stringify({ ...(id === null ? {} : { id }), path: listed, metaData: {} }),
  }))
  return withListedFiles(document, COLLECTIONS, wanted, files)
}

function withDefinition(before: IniDocument, files: ApiFiles): IniDocument {
  const directory = files.directories.schema
  // Newer index files have no root directory here and give paths from the root of the repository.
  const style = rootDirectory(before, DEFINITION)
  const document = style === null ? addIniSection(before, DEFINITION) : withDirectory(before, DEFINITION, directory)
  const root = rootDirectory(document, DEFINITION)
  const roots = files.definitionRoots.map((path) => listedPath(root, directory, path))
  const listed = withListedFiles(
    document,
    DEFINITION,
    roots.map((path) => ({ path, value: (each: string) => JSON.stringify({ path: each, metaData: {} }) })),
    files,
  )
  const meta = addIniSection(listed, `${DEFINITION}.metaData`)
  const kept = iniValues(meta, `${DEFINITION}.metaData`, 'rootFiles[]').filter((path) => files.exists(fromRoot(root, path)))
  const typed = files.definitionType === null ? meta : setIniValue(meta, `${DEFINITION}.metaData`, 'type', files.definitionType)
  return setIniList(typed, `${DEFINITION}.metaData`, 'rootFiles[]', union(kept, roots))
}

function withListedFiles(
  document: IniDocument,
  section: string,
  wanted: { path: string; value: (path: string) => string }[],
  files: ApiFiles,
): IniDocument {
  const root = rootDirectory(document, section)
  const values = iniValues(document, section, 'files[]')
  const kept = values.filter((value) => {
    const path = pathOf(value)
    return path === null || files.exists(fromRoot(root, path))
  })
  const present = new Set(kept.map(pathOf))
  const added = wanted.filter(({ path }) => !present.has(path)).map(({ path, value }) => value(path))
  return setIniList(document, section, 'files[]', [...kept, ...added])
}

function withDirectory(document: IniDocument, section: string, directory: string): IniDocument {
  return setIniValue(addIniSection(document, section), section, 'rootDirectory', directory)
}

function rootDirectory(document: IniDocument, section: string): string | null {
  const value = iniValues(document, section, 'rootDirectory')[0]
  return value === undefined ? null : value.replaceAll('\\', '/').replace(/^(?:\.?\/)+|\/+$/g, '')
}

function listedPath(root: string | null, directory: string, path: string): string {
  return root === null ? `${directory}/${path}` : path
}

function fromRoot(root: string | null, path: string): string {
  return root === null || root === '' ? path : `${root}/${path}`
}

function pathOf(value: string): string | null {
  try {
    return ListedFile.parse(JSON.parse(value)).path
  } catch {
    return null
  }
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])]
}

function newApiEntity(apiId: string, directories: Directories): string {
  return `# This file is generated and kept up to date by Graft.
configVersion = 1.0.0
type = apiEntityData

[config]
id = ${apiId}

[config.relations]

[${COLLECTIONS}]
rootDirectory = ${directories.collection}

[${COLLECTIONS}.metaData]

[${DEFINITION}]
rootDirectory = ${directories.schema}

[${DEFINITION}.metaData]
`
}
