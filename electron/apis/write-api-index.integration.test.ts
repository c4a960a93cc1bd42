import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiIndexEntry, Workspace } from '../git/contract.ts'
import { withApiFiles } from './index-files/api-entity.ts'
import { withListedApi } from './index-files/api-list.ts'
import { writeApiIndex } from './write-api-index.ts'

const OURS = '5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11'
const THEIRS = '9ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c99'
const entry: ApiIndexEntry = {
  apiId: OURS,
  collections: [{ id: null, path: 'Pets.json' }],
  definitionRoots: ['index.yaml'],
  definitionType: 'openapi:3',
}
let root: string
let workspace: Workspace

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'graft-index-'))
  workspace = { root, directories: { schema: 'postman/schemas', collection: 'postman/collections' } }
  await mkdir(join(root, 'postman/schemas'), { recursive: true })
  await mkdir(join(root, 'postman/collections'), { recursive: true })
  await writeFile(join(root, 'postman/schemas/index.yaml'), 'openapi: 3.0.0\n')
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
  const collection = { info: { _postman_id: 'the-id', name: 'Pets', schema }, item: [] }
  await writeFile(join(root, 'postman/collections/Pets.json'), JSON.stringify(collection))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const index = (name: string) => readFile(join(root, '.postman', name), 'utf8')

describe('the index files of a clone', () => {
  it('are made, and stay when written again', async () => {
    expect(await writeApiIndex({ workspace, entry })).toEqual([`.postman/api_${OURS}`, '.postman/api'])
    expect(await index(`api_${OURS}`)).toContain('files[] = {"id":"the-id","path":"Pets.json","metaData":{}}')
    expect(await writeApiIndex({ workspace, entry })).toEqual([])
    expect((await readdir(join(root, '.postman'))).sort()).toEqual(['api', `api_${OURS}`])
  })

  it('of another tool with the same directories are kept valid instead of adding ours', async () => {
    const foreign = withApiFiles(null, THEIRS, {
      directories: workspace.directories,
      collections: [],
      definitionRoots: ['index.yaml'],
      definitionType: 'openapi:3',
      exists: () => true,
    })
    await mkdir(join(root, '.postman'))
    await writeFile(join(root, '.postman/api'), `${withListedApi(null, THEIRS)}future = 1\n`)
    await writeFile(join(root, `.postman/api_${THEIRS}`), foreign)
    expect(await writeApiIndex({ workspace, entry })).toEqual([`.postman/api_${THEIRS}`])
    expect(await index('api')).toBe(`${withListedApi(null, THEIRS)}future = 1\n`)
    expect(await index(`api_${THEIRS}`)).toContain('Pets.json')
  })

  it('keep every byte that is not UTF-8', async () => {
    await writeApiIndex({ workspace, entry: { ...entry, collections: [] } })
    const place = join(root, '.postman', `api_${OURS}`)
    const odd = Buffer.from('# gr\xfcn\nfiles[] = {"path":"gr\xfcn.json"}\n', 'latin1')
    const text = await readFile(place)
    const at = text.indexOf('[config.relations.collections]\n') + '[config.relations.collections]\n'.length
    await writeFile(place, Buffer.concat([text.subarray(0, at), odd, text.subarray(at)]))
    expect(await writeApiIndex({ workspace, entry })).toEqual([`.postman/api_${OURS}`])
    const after = await readFile(place)
    expect(after.includes(odd)).toBe(true)
    expect(after.includes('Pets.json')).toBe(true)
  })

  it('of another API stay, with ours beside them', async () => {
    await mkdir(join(root, '.postman'))
    await writeFile(join(root, '.postman/api'), withListedApi(null, THEIRS))
    await writeFile(join(root, `.postman/api_${THEIRS}`), '[config.relations.apiDefinition]\nrootDirectory = other\n')
    expect(await writeApiIndex({ workspace, entry })).toEqual([`.postman/api_${OURS}`, '.postman/api'])
    expect(await index(`api_${THEIRS}`)).toBe('[config.relations.apiDefinition]\nrootDirectory = other\n')
    expect(await index('api')).toContain(THEIRS)
  })

  it('are not written through a link', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'graft-elsewhere-'))
    await symlink(elsewhere, join(root, '.postman'))
    await expect(writeApiIndex({ workspace, entry })).rejects.toMatchObject({ code: 'INVALID_PATH' })
    expect(await readdir(elsewhere)).toEqual([])
    await rm(elsewhere, { recursive: true })
  })
})
