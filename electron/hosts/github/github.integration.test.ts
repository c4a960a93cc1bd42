import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { git } from '../../../e2e/sandbox/git-command.ts'
import { githubAccent, githubEnterpriseServerAccent } from '../../../e2e/sandbox/hosts/github.ts'
import { NO_TROUBLES } from '../../../e2e/sandbox/hosts/model.ts'
import { recordedAccent } from '../../../e2e/sandbox/hosts/recorded-accent.ts'
import type { RunningSandboxHost } from '../../../e2e/sandbox/hosts/running.ts'
import { startHostSandbox } from '../../../e2e/sandbox/hosts/server.ts'
import { type Exchange, openSpecCheck } from '../../../e2e/sandbox/hosts/spec-check.ts'
import { fillHost, type HostWorld } from '../../../e2e/sandbox/hosts/world.ts'
import { createHostNetwork, type HostNetwork } from '../../http/host-network.ts'
import { PUBLIC_ADDRESSES } from '../addresses.ts'
import type { GitHost, Listing } from '../git-host.ts'
import { openHost } from '../open-host.ts'

const SCOPES = ['repo', 'workflow', 'read:org', 'read:user']
const ALL: Listing = { search: '', cursor: null }

describe.each([githubAccent, githubEnterpriseServerAccent])('$kind', (accent) => {
  let folder: string
  let running: RunningSandboxHost
  let world: HostWorld
  let network: HostNetwork
  let exchanges: Exchange[]
  let host: GitHost
  const place = { organisation: 'acme', project: null }

  const open = (token: string): GitHost =>
    openHost({
      host: accent.kind,
      domain: running.origin,
      addresses: { ...PUBLIC_ADDRESSES, github: { web: running.origin, api: running.api } },
      authorization: async () => `Bearer ${token}`,
      network,
      organisation: null,
    })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'graft-github-'))
    const recorded = recordedAccent(accent)
    exchanges = recorded.exchanges
    running = await startHostSandbox({ accent: recorded.accent, folder })
    world = fillHost(running, 'large')
  })

  beforeEach(() => {
    network = createHostNetwork({
      resolveProxy: async () => null,
      authoritiesFor: () => [],
      userAgent: 'Graft/test',
      now: () => new Date(),
    })
    running.host.troubles = { ...NO_TROUBLES }
    host = open(running.issueToken('ada', SCOPES))
    return () => network.close()
  })

  afterAll(async () => {
    await running.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('knows whose token it is and what it may', async () => {
    expect(await host.person()).toMatchObject({ hostUserId: '1', login: 'ada', name: 'Ada Lindgren', scopes: SCOPES })
  })

  it('lists the own place first, then organisations', async () => {
    const { items, notices } = await host.organisations(ALL)
    expect(items.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['own ada', 'organisation acme'])
    expect(notices).toEqual([])
  })

  it('says what a token without read:org hides, and shows owners of repositories all the same', async () => {
    const { items, notices } = await open(running.issueToken('ada', ['repo'])).organisations(ALL)
    expect(items.map(({ name }) => name)).toEqual(['ada', 'acme'])
    expect(notices).toEqual([{ kind: 'scope-hides-some', scope: 'read:org' }])
  })

  it('pages through hundreds of repositories without losing or repeating one', async () => {
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page = await host.repositories(place, { search: '', cursor })
      names.push(...page.items.map(({ path }) => path.name))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBe(running.host.repositories.length)
  })

  it('searches, with the repository of exactly this name first', async () => {
    const { items } = await host.repositories(place, { search: 'pets', cursor: null })
    expect(items.map(({ path }) => path.name)).toEqual(['pets', 'pets-2019'])
    expect(items.map(({ archived, writeAccess }) => [archived, writeAccess])).toEqual([
      [false, 'yes'],
      [true, 'yes'],
    ])
    expect((await host.repositories({ ...place, organisation: 'nobody' }, { search: 'pets', cursor: null })).items).toEqual([])
  })

  it('reads one repository, an empty one, and none', async () => {
    expect(await host.repository(world.pets.path)).toMatchObject({
      defaultBranch: 'main',
      empty: false,
      cloneUrl: running.cloneUrl(world.pets),
    })
    expect(await host.repository(world.empty.path)).toMatchObject({ defaultBranch: null, empty: true })
    expect(await host.repository(world.readOnly.path)).toMatchObject({ writeAccess: 'no', visibility: 'public' })
    expect(await host.repository({ ...place, name: 'not.there 🐙' })).toBeNull()
  })

  it('finds a branch among thousands', async () => {
    const { items } = await host.branches(world.pets.path, { search: 'größe', cursor: null })
    expect(items.map(({ name }) => name)).toEqual(['feature/größe-ändern'])
    const late = await host.branches(world.pets.path, { search: 'topic/change-2999', cursor: null })
    expect(late.items[0]?.name).toBe('topic/change-2999')
    expect(await host.branch(world.pets.path, 'feature/größe-ändern')).toMatchObject({
      commit: git(world.pets.bare, 'rev-parse', 'refs/heads/feature/größe-ändern'),
      isDefault: false,
      protected: 'no',
    })
    expect(await host.branch(world.pets.path, 'not/there')).toBeNull()
    expect(await host.branch(world.guarded.path, 'main')).toMatchObject({ isDefault: true, protected: 'yes' })
    expect((await host.branches(world.empty.path, ALL)).items).toEqual([])
  })

  it('lists folders as Git has them', async () => {
    const names = (path: string) => git(world.pets.bare, 'ls-tree', '--name-only', `main:${path}`).split('\n').filter(Boolean)
    const at = (path: string) => host.folder(world.pets.path, { branch: 'main', path })
    expect((await at(''))?.map(({ name }) => name)).toEqual(names(''))
    expect((await at('postman'))?.map(({ name, path, kind }) => [name, path, kind])).toEqual(
      names('postman').map((name) => [name, `postman/${name}`, 'folder']),
    )
    expect(await at('no/such')).toBeNull()
    expect(await at('README.md')).toBeNull()
    expect(await host.folder(world.long.path, { branch: 'main', path: 'Übersicht' })).toEqual([
      { name: 'Größen.md', path: 'Übersicht/Größen.md', kind: 'file' },
    ])
    expect(await host.folder(world.pets.path, { branch: 'no-branch', path: '' })).toBeNull()
  })

  it('creates a pull request, finds it, and passes on a refusal in the host’s words', async () => {
    const tip = git(world.pets.bare, 'rev-parse', 'refs/heads/main^{tree}').trim()
    const commit = git(
      world.pets.bare,
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=a@b.c',
      'commit-tree',
      '-m',
      'x',
      '-p',
      'main',
      tip,
    )
    git(world.pets.bare, 'update-ref', 'refs/heads/edit/pets', commit.trim())
    const request = { title: 'Größer', description: 'Mehr.', source: 'edit/pets', target: 'main', draft: false }
    const made = await host.createPullRequest(world.pets.path, request)
    expect(made).toMatchObject({
      kind: 'created',
      pullRequest: { source: 'edit/pets', target: 'main', state: 'open', author: 'ada' },
    })
    expect(await host.pullRequests(world.pets.path, 'edit/pets')).toHaveLength(1)
    expect(await host.pullRequests(world.pets.path, 'develop')).toEqual([])
    const again = await host.createPullRequest(world.pets.path, request)
    expect(again).toEqual({ kind: 'refused', hostWords: expect.stringContaining('already exists for acme:edit/pets') })
  })

  it.each([
    ['SSO_REQUIRED', { ssoOrganisation: 'acme' }],
    ['ADDRESS_NOT_ALLOWED', { addressNotAllowed: true }],
    ['HOST_CHANGED', { removed: 'CHANGE-7' }],
    ['LOCKED_OUT', { lockedOut: true }],
    ['RATE_LIMITED', { rateLimit: { status: 403, retryAfter: 60 } }],
    ['RATE_LIMITED', { rateLimit: { status: 429, retryAfter: 60 } }],
    ['SIGN_IN_NEEDED', { signInPage: true }],
    ['REMOTE_FAILED', { broken: true }],
  ] as const)('fails with %s on %j', async (code, trouble) => {
    Object.assign(running.host.troubles, trouble)
    await expect(host.repository(world.pets.path)).rejects.toMatchObject({ code, data: { domain: running.origin } })
  })

  it('is kept out as an application that nobody approved, while a personal token is let in', async () => {
    running.host.tokens.push({ token: 'gho_ofTheBrowser', person: 'ada', kind: 'oauth', scopes: SCOPES, state: 'good' })
    running.host.troubles.appNotApproved = true
    await expect(open('gho_ofTheBrowser').repository(world.pets.path)).rejects.toMatchObject({
      code: 'APP_NOT_APPROVED',
      data: { url: `${running.origin}/settings/applications` },
    })
    await expect(host.repository(world.pets.path)).resolves.not.toBeNull()
  })

  it('lists what single sign-on leaves, and says so', async () => {
    running.host.troubles.ssoOrganisation = 'acme'
    const { items, notices } = await host.organisations(ALL)
    expect(items.map(({ name }) => name)).toEqual(['ada'])
    expect(notices).toEqual([{ kind: 'sso-hides-some', organisations: [], url: null }])
  })

  it('keeps quiet until the moment that a limit named', async () => {
    running.host.troubles.rateLimit = { status: 429, retryAfter: 3600 }
    await expect(host.person()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    const before = running.requests.length
    await expect(host.person()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await expect(host.organisations(ALL)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    expect(running.requests.length).toBe(before)
    running.host.troubles.rateLimit = null
    await expect(open(running.issueToken('bob', SCOPES)).person()).resolves.toMatchObject({ login: 'bob' })
  })

  it('tells a rejected token without showing it', async () => {
    const failure = await open('ghp_thisIsNotAToken')
      .person()
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected', hostWords: 'Bad credentials' } })
    expect(JSON.stringify(failure)).not.toContain('thisIsNotAToken')
  })

  it('leads to its web pages', () => {
    const at = (where: Parameters<GitHost['webAddress']>[1]) =>
      host.webAddress(world.pets.path, where).replace(running.origin, '')
    expect(at({ kind: 'repository' })).toBe('/acme/pets')
    expect(at({ kind: 'branch', branch: 'a/b c' })).toBe('/acme/pets/tree/a/b%20c')
    expect(at({ kind: 'new-pull-request', source: 'a#1', target: 'main' })).toBe('/acme/pets/compare/main...a%231?expand=1')
  })

  it('asks and is answered as the host’s own description says', async ({ annotate }) => {
    const check = await openSpecCheck(accent.kind)
    if (check === null) await annotate('The descriptions of hosts are not on this computer: nothing was compared.')
    expect(exchanges.length).toBeGreaterThan(30)
    expect([...new Set(exchanges.flatMap((exchange) => check?.problems(exchange) ?? []))]).toEqual([])
  })
})
