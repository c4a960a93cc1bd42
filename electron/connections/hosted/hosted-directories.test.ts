import { describe, expect, it } from 'vitest'
import type { HostedEntry } from '#shared/domain/hosting.ts'
import { createHosting } from '../../hosting/hosting-service.ts'
import { ADA, plainAccounts } from '../../hosting/testing/plain-accounts.ts'
import { unaskedHost } from '../../hosting/testing/unasked-host.ts'
import type { GitHost } from '../../hosts/git-host.ts'
import { browseHostedDirectories, checkHostedDirectories } from './hosted-directories.ts'

const repository = { organisation: 'acme', project: null, name: 'pets' }
const place = { accountId: ADA, repository, branch: 'main' }

/** A host whose only repository has these paths: `folder/` beside files, `link ->`, `module @`. Counts what is asked at once. */
function hostWith(...paths: string[]) {
  const asked: string[] = []
  let running = 0
  const seen = { most: 0 }
  const listing = (folder: string): HostedEntry[] | null => {
    const prefix = folder === '' ? '' : `${folder}/`
    const inside = paths.filter((path) => path.startsWith(prefix) && path !== prefix).map((path) => path.slice(prefix.length))
    const names = new Map<string, HostedEntry['kind']>()
    for (const path of inside) {
      const [first = ''] = path.split('/')
      const name = first.replace(/ (->|@)$/, '')
      const kind = path.includes('/') ? 'folder' : first.endsWith('->') ? 'link' : first.endsWith('@') ? 'submodule' : 'file'
      names.set(name, kind)
    }
    if (names.size === 0 && folder !== '') return null
    return [...names].map(([name, kind]) => ({ name, path: `${prefix}${name}`, kind }))
  }
  const folder: GitHost['folder'] = async (_path, { path }) => {
    asked.push(path)
    running += 1
    seen.most = Math.max(seen.most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return listing(path)
  }
  const openHost = (): GitHost => unaskedHost({ folder })
  const accounts = plainAccounts(['good']).service
  return { hosting: createHosting({ accounts, openHost, now: () => new Date(0) }), asked, seen }
}

const check = (paths: string[], schema: string, branch: string | null = 'main') =>
  checkHostedDirectories(hostWith(...paths).hosting, { ...place, branch, directories: { schema, collection: '' } })

describe('directories held against a branch at the host', () => {
  it('are usable whether they are there or not, and tell what lies in them', async () => {
    const paths = ['postman/schemas/index.yaml', 'postman/schemas/old.json', 'postman/schemas/README.md']
    expect(await check(paths, '')).toEqual({
      schema: { kind: 'usable', directory: 'postman/schemas', exists: true, definitions: 2, collections: 0 },
      collection: { kind: 'usable', directory: 'postman/collections', exists: false, definitions: 0, collections: 0 },
    })
  })

  it.each([
    [['api'], 'api', { kind: 'is-a-file' }],
    [['api'], 'api/schemas', { kind: 'is-a-file' }],
    [['libs/api @'], 'libs/api', { kind: 'submodule' }],
    [['libs/api @'], 'libs/api/schemas', { kind: 'submodule' }],
    [['api ->'], 'api/schemas', { kind: 'through-link' }],
    [[], '/etc', { kind: 'absolute' }],
    [[], '../other', { kind: 'leaves-repository' }],
    [[], '.git/x', { kind: 'inside-git' }],
  ] as const)('%j refuses %s: %j', async (paths, schema, problem) => {
    expect((await check([...paths], schema)).schema).toEqual({ kind: 'refused', problem })
  })

  it('asks nobody about a repository without commits', async () => {
    const { hosting, asked } = hostWith()
    const reports = await checkHostedDirectories(hosting, {
      ...place,
      branch: null,
      directories: { schema: 'api', collection: '' },
    })
    expect(reports.schema).toMatchObject({ kind: 'usable', directory: 'api', exists: false })
    expect(asked).toEqual([])
  })
})

describe('the folders of a branch', () => {
  it('tell what lies in them, by name', async () => {
    const { hosting } = hostWith('docs/a.md', 'api/schemas/index.yaml', 'api/pets.yaml', 'collections/Pets.json', 'x.ts')
    expect(await browseHostedDirectories(hosting, { ...place, path: '' })).toEqual([
      { name: 'api', path: 'api', hasChildren: true, definitions: 1, collections: 0 },
      { name: 'collections', path: 'collections', hasChildren: false, definitions: 0, collections: 1 },
      { name: 'docs', path: 'docs', hasChildren: false, definitions: 0, collections: 0 },
    ])
  })

  it('are looked into sixteen times, four at once; of the rest it is not known', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `f${String(at).padStart(2, '0')}`)
    const { hosting, asked, seen } = hostWith(...names.map((name) => `${name}/a.yaml`))
    const folders = await browseHostedDirectories(hosting, { ...place, path: '' })
    expect(folders.map(({ name }) => name)).toEqual(names)
    expect(folders.filter(({ definitions }) => definitions === 1)).toHaveLength(16)
    expect(folders.at(-1)).toEqual({ name: 'f39', path: 'f39', hasChildren: true, definitions: null, collections: null })
    expect(asked).toHaveLength(17)
    expect(seen.most).toBe(4)
    await browseHostedDirectories(hosting, { ...place, path: '' })
    expect(asked).toHaveLength(17)
  })

  it('are asked for by plain paths alone', async () => {
    const { hosting } = hostWith()
    await expect(browseHostedDirectories(hosting, { ...place, path: '../x' })).rejects.toMatchObject({ code: 'INVALID_PATH' })
  })
})
