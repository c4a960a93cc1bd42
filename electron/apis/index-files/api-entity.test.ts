import * as ini from 'ini'
import { describe, expect, it } from 'vitest'
import { type ApiFiles, describesDirectories, withApiFiles } from './api-entity.ts'
import { listedApis, withListedApi } from './api-list.ts'

const ID = '5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11'
const files = (changes: Partial<ApiFiles> = {}): ApiFiles => ({
  directories: { schema: 'postman/schemas', collection: 'postman/collections' },
  collections: [{ id: '12-abc', path: 'Pets.json' }],
  definitionRoots: ['index.yaml'],
  definitionType: 'openapi:3',
  exists: () => true,
  ...changes,
})

const FOREIGN = `; generated elsewhere
configVersion = 1.0.0
type = apiEntityData
future = kept

[config]
id = ${ID}

[config.relations]

[config.relations.collections]
rootDirectory = postman/collections
files[] = {"id":"12-abc","path":"Pets.json","metaData":{"a":1}}

[config.relations.collections.metaData]

[config.relations.apiDefinition]
files[] = {"path":"postman/schemas/index.yaml","metaData":{}}

[config.relations.apiDefinition.metaData]
type = openapi:3
rootFiles[] = postman/schemas/index.yaml
`

describe('the index file of an API', () => {
  it('is written so that the package ini reads it', () => {
    expect(ini.parse(withApiFiles(null, ID, files()))).toMatchObject({
      type: 'apiEntityData',
      config: {
        id: ID,
        relations: {
          collections: {
            rootDirectory: 'postman/collections',
            files: ['{"id":"12-abc","path":"Pets.json","metaData":{}}'],
          },
          apiDefinition: {
            files: ['{"path":"index.yaml","metaData":{}}'],
            metaData: { type: 'openapi:3', rootFiles: ['index.yaml'] },
          },
        },
      },
    })
  })

  it('stays byte for byte where nothing changes, in either style of paths', () => {
    expect(withApiFiles(FOREIGN, ID, files())).toBe(FOREIGN)
    const ours = withApiFiles(null, ID, files())
    expect(withApiFiles(ours, ID, files())).toBe(ours)
  })

  it('gets new files in its own style and loses those that are gone', () => {
    const after = withApiFiles(
      FOREIGN,
      ID,
      files({
        collections: [{ id: null, path: 'New one.json' }],
        definitionRoots: ['v2.yaml'],
        exists: (path) => path !== 'postman/collections/Pets.json' && path !== 'postman/schemas/index.yaml',
      }),
    )
    expect(after).toContain('files[] = {"path":"New one.json","metaData":{}}')
    expect(after).toContain('files[] = {"path":"postman/schemas/v2.yaml","metaData":{}}')
    expect(after).toContain('rootFiles[] = postman/schemas/v2.yaml')
    expect(after).not.toContain('Pets.json')
    expect(after).not.toContain('index.yaml')
    expect(after).toContain('future = kept')
    expect(after.startsWith('; generated elsewhere\n')).toBe(true)
  })

  it('tells whether it speaks of our directories', () => {
    const directories = files().directories
    expect(describesDirectories(FOREIGN, directories)).toBe(true)
    expect(describesDirectories(FOREIGN, { ...directories, schema: 'api' })).toBe(false)
    expect(describesDirectories(FOREIGN, { ...directories, collection: 'api' })).toBe(false)
    expect(describesDirectories('configVersion = 1.0.0\n', directories)).toBe(false)
  })
})

describe('the list of APIs', () => {
  it('is made with one, grows by union, and stays where the API is listed', () => {
    const first = withListedApi(null, ID)
    expect(ini.parse(first)).toMatchObject({ apis: [`{"apiId":"${ID}"}`] })
    const second = withListedApi(`${first}[extra]\nkey = 1\n`, 'other')
    expect(listedApis(second)).toEqual([ID, 'other'])
    expect(second).toContain('[extra]\nkey = 1\n')
    expect(withListedApi(second, ID)).toBe(second)
  })
})
