import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StorageProblem } from '#shared/contract/app.ts'
import { ConnectionId } from '#shared/domain/ids.ts'
import { createEventHub } from '../events/hub.ts'
import { openDocumentFolder } from '../storage/document-folder.ts'
import { CONNECTION_DOCUMENT, createConnectionStore } from './connection-store.ts'

/** As Graft 0.1 wrote it. */
const FIRST_VERSION = `{
  "version": 1,
  "data": {
    "connection": {
      "id": "5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11",
      "apiId": "6bd2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c12",
      "host": "gitlab-self-managed",
      "domain": "https://git.corp.example:8443/gitlab",
      "remote": {
        "name": "origin",
        "url": "https://git.corp.example:8443/gitlab/acme/pets.git"
      },
      "folderLabel": "~/work/pets",
      "branch": "main",
      "directories": {
        "schema": "postman/schemas",
        "collection": "postman/collections"
      },
      "signIn": "credential-helper",
      "otherFiles": "ask",
      "definitionRoot": "index.yaml",
      "createdAt": "2026-10-01T08:00:00.000Z"
    },
    "root": "/home/ada/work/pets",
    "commonFolder": "/home/ada/work/pets/.git",
    "remoteKey": "git.corp.example:8443/gitlab/acme/pets"
  }
}
`
const ID = ConnectionId.parse('5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11')

let folder: string
let problems: StorageProblem[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-connections-'))
  problems = []
  await mkdir(join(folder, 'connections'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = () => join(folder, 'connections', `${ID}.json`)
const open = async () => {
  const context = { dataFolder: folder, now: () => new Date(0), report: (problem: StorageProblem) => problems.push(problem) }
  return createConnectionStore(
    await openDocumentFolder(join(folder, 'connections'), CONNECTION_DOCUMENT, context),
    createEventHub(),
  )
}

describe('stored connections of version 1', () => {
  it('are clones of the user’s that sign in as they did', async () => {
    await writeFile(file(), FIRST_VERSION)
    const store = await open()
    expect(problems).toEqual([])
    expect(store.get(ID)).toEqual({
      connection: {
        id: ID,
        apiId: '6bd2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c12',
        host: 'gitlab-self-managed',
        domain: 'https://git.corp.example:8443/gitlab',
        remote: { name: 'origin', url: 'https://git.corp.example:8443/gitlab/acme/pets.git' },
        repository: null,
        clone: { kind: 'local', folderLabel: '~/work/pets' },
        branch: 'main',
        directories: { schema: 'postman/schemas', collection: 'postman/collections' },
        signIn: { kind: 'credential-helper' },
        otherFiles: 'ask',
        definitionRoot: 'index.yaml',
        createdAt: '2026-10-01T08:00:00.000Z',
      },
      root: '/home/ada/work/pets',
      commonFolder: '/home/ada/work/pets/.git',
      managedRoot: null,
      remoteKey: 'git.corp.example:8443/gitlab/acme/pets',
    })
  })

  it('are left as they are until something changes, and then written in the new form', async () => {
    await writeFile(file(), FIRST_VERSION)
    const store = await open()
    expect(await readFile(file(), 'utf8')).toBe(FIRST_VERSION)
    await store.setOtherFilesPolicy(ID, 'update')
    expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({
      version: 2,
      data: { managedRoot: null, connection: { clone: { kind: 'local' }, otherFiles: 'update' } },
    })
    expect((await open()).get(ID).connection.signIn).toEqual({ kind: 'credential-helper' })
  })

  it('are set aside and reported where they are not what they should be', async () => {
    await writeFile(file(), FIRST_VERSION.replace('credential-helper', 'telepathy'))
    expect((await open()).list()).toEqual([])
    expect(problems).toMatchObject([{ reason: 'invalid' }])
  })
})
