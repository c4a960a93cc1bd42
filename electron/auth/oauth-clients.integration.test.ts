import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PUBLIC_ADDRESSES } from '../hosts/addresses.ts'
import { openDocument } from '../storage/document.ts'
import { type BundledClients, bundledClients, CLIENTS_DOCUMENT, createOAuthClients } from './oauth-clients.ts'
import { createSecretStore, SECRETS_DOCUMENT } from './secret-store.ts'
import { reversingBox } from './testing/auth-rig.ts'

const NONE: BundledClients = { github: null, gitlab: null, bitbucket: null, 'azure-devops': null }
const GITHUB = { host: 'github', domain: 'https://github.com' } as const
const OWN = { host: 'gitlab-self-managed', domain: 'https://git.corp' } as const

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-clients-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function open(environment: Record<string, string> = {}, bundled: BundledClients = NONE) {
  const context = { dataFolder: folder, now: () => new Date(), report: () => undefined }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return createOAuthClients({
    document: await openDocument(join(folder, 'oauth-clients.json'), CLIENTS_DOCUMENT, context),
    secrets: createSecretStore({
      secrets: reversingBox(),
      schema: z.string(),
      log,
      document: await openDocument(join(folder, 'client-secrets.json'), SECRETS_DOCUMENT, context),
    }),
    bundled,
    environment,
    addresses: PUBLIC_ADDRESSES,
    redirectFor: () => 'http://127.0.0.1/callback/github',
  })
}

describe('registered clients', () => {
  it('come with Graft only where one was registered: none is made up', () => {
    expect(bundledClients()).toEqual(NONE)
  })

  it('are the environment’s before the settings’ before the bundled', async () => {
    const bundled = { ...NONE, github: { clientId: 'bundled', clientSecret: null } }
    const clients = await open({}, bundled)
    expect(await clients.find(GITHUB)).toEqual({ clientId: 'bundled', clientSecret: null, source: 'bundled' })
    await clients.keep({ ...GITHUB, clientId: 'mine', clientSecret: 's3cret-of-mine' })
    expect(await clients.find(GITHUB)).toMatchObject({ clientId: 'mine', clientSecret: 's3cret-of-mine', source: 'settings' })
    const environment = { GRAFT_GITHUB_CLIENT_ID: 'env', GRAFT_GITHUB_CLIENT_SECRET: 'e' }
    const started = await open(environment, bundled)
    expect(await started.find(GITHUB)).toEqual({ clientId: 'env', clientSecret: 'e', source: 'environment' })
    expect(await started.list()).toMatchObject([{ clientId: 'env', hasSecret: true, source: 'environment' }])
    const again = await open({}, bundled)
    await again.remove(GITHUB)
    expect(await again.find(GITHUB)).toMatchObject({ source: 'bundled' })
  })

  it('keep their secret when it is not named, and forget it when it is empty', async () => {
    const clients = await open()
    await clients.keep({ ...OWN, clientId: 'a', clientSecret: 's3cret-of-mine' })
    expect(await clients.keep({ ...OWN, clientId: 'b', clientSecret: null })).toMatchObject({ clientId: 'b', hasSecret: true })
    expect(await clients.keep({ ...OWN, clientId: 'b', clientSecret: '' })).toMatchObject({ hasSecret: false })
  })

  it('belong to one server each, however its address is spelled', async () => {
    const clients = await open()
    await clients.keep({ ...OWN, domain: 'https://GIT.corp/', clientId: 'a', clientSecret: null })
    expect(await clients.find(OWN)).toMatchObject({ clientId: 'a' })
    expect(await clients.find({ ...OWN, domain: 'https://git.corp:8443' })).toBeNull()
    expect(await clients.find({ host: 'github-enterprise-server', domain: OWN.domain })).toBeNull()
  })

  it('of an own server are read from the environment together with its address', async () => {
    const id = { GRAFT_GITLAB_SELF_MANAGED_CLIENT_ID: 'x' }
    expect(await (await open(id)).list()).toEqual([])
    expect(await (await open({ ...id, GRAFT_GITLAB_SELF_MANAGED_DOMAIN: 'git.corp' })).find(OWN)).toMatchObject({
      clientId: 'x',
    })
  })

  it('have no secret in their document', async () => {
    await (await open()).keep({ ...OWN, clientId: 'an-id', clientSecret: 's3cret-of-mine' })
    const written = await Promise.all(
      ['oauth-clients.json', 'client-secrets.json'].map((name) => readFile(join(folder, name), 'utf8')),
    )
    expect(written[0]).toContain('an-id')
    expect(written.join()).not.toContain('s3cret')
  })
})
