import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import { HOST_KINDS } from '#shared/domain/host.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { type HostedServices, startHostedServices } from '../../testing/hosted-services.ts'

let under: HostedServices
afterEach(() => under.remove())

describe.each(HOST_KINDS.filter((kind) => kind !== 'azure-devops-server'))('%s', (kind) => {
  it('is signed in to, looked through, connected, and pushed to', async () => {
    under = await startHostedServices(kind)
    const { client } = under
    const { path, bare } = under.world.pets
    const api = await client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
    const { id: accountId } = await under.signIn()
    const all = { accountId, search: '', cursor: null }

    const organisations = (await client.hosting.organisations(all)).items.map(({ name }) => name)
    expect(organisations).toContain(path.organisation)
    const projects = (await client.hosting.projects({ ...all, organisation: path.organisation })).items
    expect(projects.map(({ name }) => name)).toEqual(path.project === null ? [] : [path.project])
    const place = { organisation: path.organisation, project: path.project }
    const { items: repositories } = await client.hosting.repositories({ ...all, ...place })
    expect(repositories.map((each) => each.path)).toContainEqual(path)
    const { items: branches } = await client.hosting.branches({ ...all, repository: path })
    expect(branches).toContainEqual(expect.objectContaining({ name: 'main', isDefault: true }))
    expect(branches.map(({ name }) => name)).toContain('feature/größe-ändern')

    const tree = { accountId, repository: path, branch: 'main' }
    expect(await client.connections.browseHostedDirectories({ ...tree, path: 'postman' })).toEqual([
      { name: 'collections', path: 'postman/collections', hasChildren: false, definitions: 0, collections: 1 },
      { name: 'schemas', path: 'postman/schemas', hasChildren: false, definitions: 1, collections: 0 },
    ])
    const directories = { schema: '', collection: 'README.md' }
    expect(await client.connections.checkHostedDirectories({ ...tree, directories })).toEqual({
      schema: { kind: 'usable', directory: 'postman/schemas', exists: true, definitions: 1, collections: 0 },
      collection: { kind: 'refused', problem: { kind: 'is-a-file' } },
    })

    let last: ConnectEvent | undefined
    const wanted = { ...tree, apiId: api.id, directories: { schema: '', collection: '' } }
    for await (const event of await client.connections.connectHosted(wanted)) last = event
    if (last?.kind !== 'connected') throw new Error(JSON.stringify(last))
    const { id: connectionId } = last.connection
    const { root } = under.services.connections.get(connectionId)
    await writeFile(join(root, 'postman/schemas/index.yaml'), 'openapi: 3.1.0\n')
    const { changes } = await client.sourceControl.status({ connectionId })
    const commit = { connectionId, paths: changes.map((change) => change.path), summary: 'Edit', description: '' }
    await client.sourceControl.commit({ ...commit, author: { name: 'Ada', email: 'ada@example.test' } })
    const request = { connectionId, title: 'Take the edit over', description: 'It is due.', target: 'develop', draft: false }
    expect(await client.pullRequests.create(request)).toEqual({ kind: 'not-pushed' })
    for await (const _event of await client.sourceControl.push({ connectionId }));
    expect(git(bare, 'show', 'main:postman/schemas/index.yaml')).toBe('openapi: 3.1.0')

    const pullRequest = { source: 'main', target: 'develop', state: 'open', title: request.title }
    expect(await client.pullRequests.create(request)).toMatchObject({ kind: 'created', pullRequest })
    const listed = await client.pullRequests.list({ connectionId })
    expect(listed).toMatchObject({ kind: 'listed', pullRequests: [pullRequest] })
    if (listed.kind === 'listed') expect(listed.targets.sort()).toEqual(['develop', 'feature/größe-ändern'])
    expect(listed.newPage).toContain(under.host.origin)
    expect(await client.pullRequests.create({ ...request, target: 'nowhere' })).toEqual({
      kind: 'refused',
      hostWords: expect.stringMatching(/\w/),
    })
    const protection = await client.branches.protection({ connectionId, names: ['main', 'develop', 'nowhere'] })
    expect(protection.map(({ name }) => name)).toEqual(['main', 'develop', 'nowhere'])
    expect(protection.map((each) => each.protected)).not.toContain('unknown')
    git(bare, 'fsck', '--strict')
  })

  it('lets an empty repository begin, and says that it has no branches', async () => {
    under = await startHostedServices(kind)
    const { client } = under
    const { path: repository } = under.world.empty
    const api = await client.apis.create({ name: 'New', summary: '', starter: 'openapi' })
    const { id: accountId } = await under.signIn()
    expect((await client.hosting.branches({ accountId, repository, search: '', cursor: null })).items).toEqual([])
    expect(await client.connections.checkRepository({ apiId: api.id, accountId, repository })).toMatchObject({
      kind: 'accepted',
      repository: { path: repository },
    })
    let last: ConnectEvent | undefined
    const wanted = { apiId: api.id, accountId, repository, branch: 'trunk', directories: { schema: '', collection: '' } }
    for await (const event of await client.connections.connectHosted(wanted)) last = event
    expect(last).toMatchObject({ kind: 'connected', connection: { branch: 'trunk', definitionRoot: 'index.yaml' } })
  })
})
