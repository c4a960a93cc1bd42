import {
  chmod,
  mkdir,
  mkdtemp,
  writeFile as put,
  readFile as readBytes,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Area } from '#shared/domain/content.ts'
import type { ContentLocation } from '../git/contract.ts'
import { copyContent } from './copy-content.ts'
import { readContent } from './read-content.ts'
import { readFile } from './read-file.ts'
import { writeFile } from './write-file.ts'

let folder: string
let root: string
let location: ContentLocation
const directories = { schema: 'postman/schemas', collection: 'postman/collections' }
const V21 = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-content-'))
  root = join(folder, 'clone')
  await mkdir(join(root, '.git'), { recursive: true })
  location = { kind: 'clone', workspace: { root, directories }, definitionRoot: null }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function give(path: string, content: string | Uint8Array): Promise<string> {
  const place = join(root, path)
  await mkdir(dirname(place), { recursive: true })
  await put(place, content)
  return place
}
const read = (path: string, area: Area = 'schema') => readFile({ location, file: { area, path } })
const save = (path: string, text: string, base: string | null, area: Area = 'schema') =>
  writeFile({ location, file: { area, path }, text, base })
async function versionOf(path: string, area: Area = 'schema'): Promise<string> {
  const content = await read(path, area)
  if (content.kind !== 'text') throw new Error(`${path} is ${content.kind}`)
  return content.version
}

describe('the content of an API', () => {
  it('is empty where the folders are not there', async () => {
    expect(await readContent(location)).toEqual({ source: 'connected', definitions: [], collections: [], definitionRoot: null })
  })

  it('names kinds, roots and formats', async () => {
    await give('postman/schemas/index.yaml', 'openapi: 3.0.3\n')
    await give('postman/schemas/parts/pet.json', '{"$schema":"http://json-schema.org/draft-07/schema"}')
    await give('postman/schemas/README.md', 'text')
    await give('postman/collections/Pets and more.json', JSON.stringify({ info: { name: 'Pets', schema: V21 }, item: [] }))
    await give('postman/collections/broken.json', '{')
    await give('postman/collections/Many/.resources/definition.yaml', '$kind: collection\nname: Many files\n')
    await give('postman/collections/Many/Get.request.yaml', '$kind: http-request\nurl: {{base}}/x\n')
    const content = await readContent(location)
    expect(content.definitionRoot).toBe('index.yaml')
    expect(content.definitions.map(({ path, kind, root: isRoot }) => [path, kind, isRoot])).toEqual([
      ['README.md', 'other', false],
      ['index.yaml', 'openapi:3', true],
      ['parts/pet.json', 'json-schema', false],
    ])
    expect(content.collections.map(({ path, name, format }) => [path, name, format])).toEqual([
      ['Many/.resources/definition.yaml', 'Many files', 'multi-file'],
      ['Pets and more.json', 'Pets', 'v2.1'],
      ['broken.json', 'broken', 'unreadable'],
    ])
  })

  it('leaves the root open where there are several, unless one was chosen', async () => {
    await give('postman/schemas/a.yaml', 'openapi: 3.0.3\n')
    await give('postman/schemas/b.yaml', 'openapi: 3.1.0\n')
    expect((await readContent(location)).definitionRoot).toBeNull()
    expect((await readContent({ ...location, definitionRoot: 'b.yaml' })).definitionRoot).toBe('b.yaml')
    expect((await readContent({ ...location, definitionRoot: 'gone.yaml' })).definitionRoot).toBeNull()
  })
})

describe('reading a file', () => {
  it('tells text, binary, Git LFS pointers, large and missing files apart', async () => {
    await give('postman/schemas/a.yaml', '\uFEFFa: 1\r\nb: 2\r\n')
    await give('postman/schemas/b.png', new Uint8Array([0x89, 0x50, 0, 1]))
    await give('postman/schemas/c.yaml', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')
    await give('postman/schemas/d.yaml', 'a'.repeat(20 * 1024 * 1024 + 1))
    expect(await read('a.yaml')).toMatchObject({ kind: 'text', text: 'a: 1\nb: 2\n', lineEnding: 'crlf', readOnly: false })
    expect(await read('b.png')).toEqual({ kind: 'binary', size: 4 })
    expect((await read('c.yaml')).kind).toBe('lfs-pointer')
    expect((await read('d.yaml')).kind).toBe('too-large')
    expect((await read('e.yaml')).kind).toBe('missing')
  })

  it('shows collections of old formats only', async () => {
    await give('postman/collections/old.json', JSON.stringify({ id: 'i', name: 'Old', requests: [] }))
    expect(await read('old.json', 'collection')).toMatchObject({ kind: 'text', readOnly: true })
    await expect(save('old.json', '{}', await versionOf('old.json', 'collection'), 'collection')).rejects.toMatchObject({
      code: 'NO_PERMISSION',
    })
  })

  it.each(['../x', '/etc/passwd', 'a/../../x', '.git/config', 'a/.GIT/x', 'C:/x', 'a\\..\\x', 'nul', 'a\u0000', 'a//b', ''])(
    'refuses the path %j',
    async (path) => {
      await expect(read(path)).rejects.toMatchObject({ code: 'INVALID_PATH' })
      await expect(save(path, 'x', null)).rejects.toMatchObject({ code: 'INVALID_PATH' })
    },
  )

  it('follows a link within the folder and refuses one that leads out', async () => {
    await give('postman/schemas/real.yaml', 'openapi: 3.0.0\n')
    await put(join(folder, 'secret.yaml'), 'secret')
    await symlink('real.yaml', join(root, 'postman/schemas/alias.yaml'))
    await symlink(join(folder, 'secret.yaml'), join(root, 'postman/schemas/out.yaml'))
    await symlink(join(folder, 'nowhere.yaml'), join(root, 'postman/schemas/dangling.yaml'))
    await symlink(folder, join(root, 'postman/schemas/outside'))
    expect(await read('alias.yaml')).toMatchObject({ kind: 'text' })
    for (const path of ['out.yaml', 'outside/secret.yaml', 'dangling.yaml']) {
      await expect(read(path)).rejects.toMatchObject({ code: 'INVALID_PATH' })
      await expect(save(path, 'x', null)).rejects.toMatchObject({ code: 'INVALID_PATH' })
    }
    expect((await readContent(location)).definitions.map((file) => file.path)).toEqual(['alias.yaml', 'real.yaml'])
    expect(await readdir(folder)).not.toContain('nowhere.yaml')
    await save('alias.yaml', 'openapi: 3.1.0\n', await versionOf('alias.yaml'))
    expect(await readBytes(join(root, 'postman/schemas/real.yaml'), 'utf8')).toBe('openapi: 3.1.0\n')
  })

  it('refuses an area that lies outside the clone through a link', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await mkdir(join(root, 'postman'))
    await symlink(join(folder, 'elsewhere'), join(root, 'postman/schemas'))
    await expect(save('a.yaml', 'x', null)).rejects.toMatchObject({ code: 'INVALID_PATH' })
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([])
  })
})

describe('saving a file', () => {
  it('keeps mark, line breaks, final break and permissions', async () => {
    const place = await give('postman/schemas/a.yaml', '\uFEFFa: 1\r\nb: 2\nc: 3')
    await chmod(place, 0o640)
    const outcome = await save('a.yaml', 'a: 1\nb: 2\nc: 4', await versionOf('a.yaml'))
    expect(outcome.kind).toBe('written')
    expect(await readBytes(place, 'utf8')).toBe('\uFEFFa: 1\r\nb: 2\nc: 4')
    expect((await stat(place)).mode & 0o777).toBe(0o640)
    expect(await readdir(dirname(place))).toEqual(['a.yaml'])
  })

  it('does not touch a file that would stay the same', async () => {
    const place = await give('postman/schemas/a.yaml', 'a: 1\r\nb: 2\n')
    const then = new Date('2001-01-01T00:00:00Z')
    await utimes(place, then, then)
    expect((await save('a.yaml', 'a: 1\nb: 2\n', await versionOf('a.yaml'))).kind).toBe('unchanged')
    expect((await stat(place)).mtime).toEqual(then)
  })

  it('writes nothing where the file is no longer what the edit began from', async () => {
    const place = await give('postman/schemas/a.yaml', 'a: 1\n')
    const base = await versionOf('a.yaml')
    await put(place, 'a: theirs\n')
    expect(await save('a.yaml', 'a: mine\n', base)).toMatchObject({
      kind: 'changed-elsewhere',
      current: { text: 'a: theirs\n' },
    })
    expect(await readBytes(place, 'utf8')).toBe('a: theirs\n')
    await rm(place)
    expect(await save('a.yaml', 'a: mine\n', base)).toEqual({ kind: 'changed-elsewhere', current: { kind: 'missing' } })
    expect(await readdir(dirname(place))).toEqual([])
  })

  it('makes a new file with its folders, and never over one that is there', async () => {
    expect((await save('v2/a.yaml', 'a: 1\r\n', null)).kind).toBe('written')
    expect(await readBytes(join(root, 'postman/schemas/v2/a.yaml'), 'utf8')).toBe('a: 1\r\n')
    expect((await save('v2/a.yaml', 'b', null)).kind).toBe('exists')
  })
})

describe('copying an API', () => {
  it('brings every byte and leaves what is there', async () => {
    const draft: ContentLocation = { kind: 'draft', folder: join(folder, 'own'), definitionRoot: null }
    await mkdir(join(folder, 'own/schemas'), { recursive: true })
    await put(join(folder, 'own/schemas/index.yaml'), 'mine\r\n')
    await put(join(folder, 'own/schemas/logo.png'), new Uint8Array([0, 1, 2]))
    await give('postman/schemas/index.yaml', 'theirs\n')
    expect(await copyContent({ from: draft, to: location })).toEqual([{ area: 'schema', path: 'logo.png' }])
    expect(await readBytes(join(root, 'postman/schemas/index.yaml'), 'utf8')).toBe('theirs\n')
    expect([...(await readBytes(join(root, 'postman/schemas/logo.png')))]).toEqual([0, 1, 2])
  })
})
