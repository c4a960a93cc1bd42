import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { StorageProblem } from '#shared/contract/app.ts'
import { type DocumentKind, openDocument } from './document.ts'
import { openDocumentFolder } from './document-folder.ts'

const Pet = z.object({ name: z.string(), legs: z.number() })
type Pet = z.infer<typeof Pet>
const KIND: DocumentKind<Pet> = {
  version: 2,
  schema: Pet,
  migrations: { 1: (data) => ({ ...z.object({ name: z.string() }).parse(data), legs: 4 }) },
}

let folder: string
let problems: StorageProblem[]
const context = () => ({
  dataFolder: folder,
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  report: (problem: StorageProblem) => problems.push(problem),
})
const file = () => join(folder, 'pet.json')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-documents-'))
  problems = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a document', () => {
  it('is written whole, for its owner alone, and read again', async () => {
    const document = await openDocument(file(), KIND, context())
    expect(document.current()).toBeNull()
    await Promise.all([document.write({ name: 'a', legs: 1 }), document.write({ name: 'b', legs: 2 })])
    expect((await openDocument(file(), KIND, context())).current()).toEqual({ name: 'b', legs: 2 })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['pet.json'])
  })

  it('takes changes one after the other, each from what the one before left', async () => {
    const document = await openDocument(file(), KIND, context())
    await document.write({ name: 'a', legs: 1 })
    const addLeg = () => document.update((data) => data && { ...data, legs: data.legs + 1 })
    await Promise.all([addLeg(), addLeg(), document.update(() => null), addLeg()])
    expect((await openDocument(file(), KIND, context())).current()).toEqual({ name: 'a', legs: 4 })
  })

  it('of an older version is migrated', async () => {
    await writeFile(file(), JSON.stringify({ version: 1, data: { name: 'Rex' } }))
    expect((await openDocument(file(), KIND, context())).current()).toEqual({ name: 'Rex', legs: 4 })
    expect(problems).toEqual([])
  })

  it.each([
    ['{"version": 2, "da', 'not-json'],
    ['[]', 'invalid'],
    ['{"version": 2, "data": {"name": 5}}', 'invalid'],
    ['{"version": 1, "data": {}}', 'invalid'],
  ])('that can not be read (%s) is set aside, reported, and replaced by the next write', async (text, reason) => {
    await writeFile(file(), text)
    const document = await openDocument(file(), KIND, context())
    const aside = 'pet.unreadable-20260102T030405678Z.json'
    expect(document.current()).toBeNull()
    expect(problems).toEqual([{ document: 'pet.json', setAsideAs: aside, reason }])
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text)
    await document.write({ name: 'new', legs: 3 })
    expect((await openDocument(file(), KIND, context())).current()?.name).toBe('new')
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text)
  })

  it('of a newer version stays untouched, is reported, and refuses to be written', async () => {
    const text = '{"version": 3, "data": {"wings": 2}}'
    await writeFile(file(), text)
    const document = await openDocument(file(), KIND, context())
    expect(problems).toEqual([{ document: 'pet.json', setAsideAs: 'pet.json', reason: 'newer-version' }])
    await expect(document.write({ name: 'x', legs: 1 })).rejects.toMatchObject({ code: 'NO_PERMISSION' })
    await expect(document.remove()).rejects.toMatchObject({ code: 'NO_PERMISSION' })
    expect(await readFile(file(), 'utf8')).toBe(text)
  })
})

describe('a folder of documents', () => {
  it('gives the readable ones and reports the others', async () => {
    const [good, bad] = ['5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11', '6ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11']
    await writeFile(join(folder, `${good}.json`), JSON.stringify({ version: 2, data: { name: 'a', legs: 1 } }))
    await writeFile(join(folder, `${bad}.json`), 'x')
    await writeFile(join(folder, 'notes.txt'), 'not ours')
    const documents = await openDocumentFolder(folder, KIND, context())
    expect(documents.all()).toEqual([{ name: 'a', legs: 1 }])
    expect(problems.map((problem) => problem.document)).toEqual([`${bad}.json`])
    await documents.remove(good)
    expect((await openDocumentFolder(folder, KIND, context())).all()).toEqual([])
  })
})
