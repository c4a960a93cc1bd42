import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { commitToBare } from '../../../e2e/sandbox/git-command.ts'
import { azureDevopsAccent } from '../../../e2e/sandbox/hosts/azure-devops.ts'
import type { Exchange } from '../../../e2e/sandbox/hosts/spec-check.ts'
import type { GitHost } from '../git-host.ts'
import {
  basic,
  during,
  failureOf,
  type HostUnderTest,
  openDescriptionCheck,
  readAll,
  startHostUnderTest,
} from '../testing/host-under-test.ts'

const EVERYTHING = { search: '', cursor: null }
const SHOP = { organisation: 'acme', project: 'Pet Shop' }
const PETS = { ...SHOP, name: 'pets' }

const description = await openDescriptionCheck('azure-devops', inTheirSpelling, isKnownProblem)

/** The copy has no `connectionData` and no list of all projects' repositories; pages for people are none of its answers. */
function inTheirSpelling(exchange: Exchange): Exchange | null {
  const leftOut = /^\/[^/]+\/_apis\/(connectionData|git\/repositories)$/.test(exchange.path)
  return leftOut || exchange.status === 203 ? null : exchange
}

/** It calls a policy's settings a text (`JObject`). */
function isKnownProblem(problem: string): boolean {
  return /git\/policy\/configurations, answer: \/value\/\d+\/settings must be string/.test(problem)
}

describe('Azure DevOps Services', () => {
  let sandbox: HostUnderTest
  let ada: GitHost
  let viaEntra: GitHost

  beforeAll(async () => {
    sandbox = await startHostUnderTest(azureDevopsAccent, 'large')
    ada = sandbox.open({ authorization: basic('', sandbox.running.issueToken('ada')), organisation: 'acme' })
    sandbox.running.host.tokens.push({ token: 'entra', person: 'ada', kind: 'oauth', scopes: [], state: 'good' })
    viaEntra = sandbox.open({ authorization: 'Bearer entra' })
  })
  afterAll(() => sandbox.close())
  afterEach(() => {
    expect(description.problems(sandbox.exchanges.splice(0))).toEqual([])
  })

  it(`exchanges are ${description.kind === 'checked' ? '' : 'NOT '}held against the host's description`, async () => {
    await ada.projects('acme', EVERYTHING)
    const wrong = sandbox.exchanges.map((exchange) => ({ ...exchange, answer: { value: 7 } }))
    expect(description.problems(wrong).length > 0).toBe(description.kind === 'checked')
  })

  it('says whose a sign-in is, the same for a token of one organisation and through Entra', async () => {
    const bound = await ada.person()
    expect(bound).toMatchObject({ login: 'ada@example.test', name: 'Ada Lindgren', scopes: null, expiresAt: null })
    expect(bound.avatarUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/acme\/_apis\/GraphProfile\/MemberAvatars\/aad\./)
    const free = await viaEntra.person()
    expect(free).toMatchObject({ login: 'ada@example.test', hostUserId: bound.hostUserId })
  })

  it('lists the organisation of a token, and all of a sign-in through Entra', async () => {
    const { people } = sandbox.running.host
    for (const person of people) person.organisations.push('globex')
    const names = async (host: GitHost) => (await host.organisations(EVERYTHING)).items.map(({ name }) => name)
    expect(await names(ada)).toEqual(['acme'])
    expect(await names(viaEntra)).toEqual(['acme', 'globex'])
    const bound = sandbox.open({ authorization: 'Bearer entra', organisation: 'globex' })
    expect(await names(bound)).toEqual(['acme', 'globex'])
    expect((await viaEntra.organisations({ search: 'GLOB', cursor: null })).items).toHaveLength(1)
    for (const person of people) person.organisations.pop()
  })

  it('lists and searches projects page by page', async () => {
    const { repositories } = sandbox.running.host
    const before = repositories.length
    const names = Array.from({ length: 450 }, (_, i) => `Tëam ${i} 100%`)
    for (const project of names) repositories.push({ ...sandbox.world.pets, path: { ...SHOP, project, name: 'r' } })
    const { items, lengths } = await readAll((cursor) => ada.projects('acme', { search: '', cursor }))
    expect(lengths).toEqual([200, 200, 51])
    expect(new Set(items.map(({ name }) => name)).size).toBe(451)
    const found = await readAll((cursor) => ada.projects('acme', { search: 'tëam 44', cursor }))
    expect(found.items).toHaveLength(11)
    const odd = { organisation: 'acme', project: 'Tëam 7 100%' }
    expect((await ada.repositories(odd, EVERYTHING)).items.map(({ webUrl }) => webUrl)).toEqual([
      `${sandbox.running.origin}/acme/T%C3%ABam%207%20100%25/_git/r`,
    ])
    repositories.splice(before)
  })

  it('lists every repository once, page by page, with the right to push', async () => {
    const { items, lengths } = await readAll((cursor) => ada.repositories(SHOP, { search: '', cursor }))
    expect(lengths.slice(0, -1).every((length) => length === 60)).toBe(true)
    expect(items).toHaveLength(sandbox.running.host.repositories.length)
    expect(new Set(items.map(({ path }) => path.name)).size).toBe(items.length)
    const byName = new Map(items.map((each) => [each.path.name, each]))
    expect(byName.get('pets')).toEqual({
      path: PETS,
      visibility: 'private',
      archived: false,
      writeAccess: 'yes',
      defaultBranch: 'main',
      empty: false,
      webUrl: `${sandbox.running.origin}/acme/Pet%20Shop/_git/pets`,
      cloneUrl: sandbox.running.cloneUrl(sandbox.world.pets),
    })
    expect(byName.get('platform-guides')).toMatchObject({ writeAccess: 'no', visibility: 'public' })
    expect(byName.get('pets-2019')).toMatchObject({ archived: true })
    expect(byName.get('brand-new')).toMatchObject({ defaultBranch: null, empty: null })
    const { items: all } = await ada.repositories({ organisation: 'acme', project: null }, { search: 'PETS', cursor: null })
    expect(all.map(({ path }) => path.name)).toEqual(['pets', 'pets-2019'])
  })

  it('does not know who may push where the host does not tell', async () => {
    const other = await startHostUnderTest({
      ...azureDevopsAccent,
      rest: (request, host) =>
        request.path.includes('/permissions/') ? { status: 401, body: 'no' } : azureDevopsAccent.rest(request, host),
    })
    const person = other.open({ authorization: basic('', other.running.issueToken('ada')), organisation: 'acme' })
    expect(await person.repository(PETS)).toMatchObject({ writeAccess: 'unknown' })
    await other.close()
  })

  it('tells one repository: not there, empty, disabled, named in all letters', async () => {
    expect(await ada.repository({ ...SHOP, name: 'nowhere' })).toBeNull()
    expect(await ada.repository({ ...SHOP, name: 'brand-new' })).toMatchObject({ empty: true, defaultBranch: null })
    expect(await ada.repository({ ...SHOP, name: 'pets-2019' })).toMatchObject({ archived: true })
    const odd = sandbox.running.addRepository({
      path: { organisation: 'acme', project: '50% 🐈 R&D', name: 'a b.c – é' },
      branches: { main: { 'a.txt': 'a\n' } },
    })
    expect(await ada.repository(odd.path)).toMatchObject({
      path: odd.path,
      cloneUrl: sandbox.running.cloneUrl(odd),
      writeAccess: 'no',
    })
    expect((await ada.branches(odd.path, EVERYTHING)).items).toHaveLength(1)
    expect(await ada.folder(odd.path, { branch: 'main', path: '' })).toEqual([{ name: 'a.txt', path: 'a.txt', kind: 'file' }])
    expect(await failureOf(ada.repository({ ...SHOP, name: '..' }))).toMatchObject({ code: 'INVALID_PATH' })
    sandbox.running.host.repositories.pop()
  })

  it('lists 3,000 branches page by page, and finds some by a part of their name', async () => {
    const { items, lengths } = await readAll((cursor) => ada.branches(PETS, { search: '', cursor }))
    expect(items).toHaveLength(3003)
    expect(Math.max(...lengths)).toBe(200)
    expect(items.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['main'])
    const search = async (text: string) =>
      (await ada.branches(PETS, { search: text, cursor: null })).items.map(({ name }) => name)
    expect(await search('CHANGE-0042')).toEqual(['topic/change-0042'])
    expect(await search('heads')).toEqual([])
  })

  it('finds one branch by its whole name', async () => {
    expect(await ada.branch(PETS, 'feature/größe-ändern')).toMatchObject({ name: 'feature/größe-ändern', protected: 'no' })
    expect(await ada.branch(PETS, 'topic/change-004')).toBeNull()
    expect(await ada.branch({ ...SHOP, name: 'nowhere' }, 'main')).toBeNull()
    expect(await ada.branches({ ...SHOP, name: 'brand-new' }, EVERYTHING)).toMatchObject({ items: [], next: null })
  })

  it('tells a branch that takes pull requests only', async () => {
    expect(await ada.branch({ ...SHOP, name: 'payments' }, 'main')).toMatchObject({ protected: 'yes', isDefault: true })
    expect((await ada.branches({ ...SHOP, name: 'payments' }, EVERYTHING)).items).toMatchObject([{ protected: 'yes' }])
  })

  it('lists a folder on a branch with slashes, and nothing where there is none', async () => {
    const at = (path: string, branch = 'feature/größe-ändern') => ada.folder(PETS, { branch, path })
    expect((await at(''))?.find(({ name }) => name === 'postman')).toEqual({ name: 'postman', path: 'postman', kind: 'folder' })
    expect((await at('postman'))?.map(({ path, kind }) => [path, kind])).toContainEqual(['postman/schemas', 'folder'])
    expect((await at('postman/collections'))?.map(({ kind }) => kind)).toContain('file')
    expect(await at('nowhere')).toBeNull()
    expect(await at('postman', 'nowhere')).toBeNull()
    expect(await at('postman/collections/Pets.json')).toBeNull()
    expect(await ada.folder({ ...SHOP, name: 'brand-new' }, { branch: 'main', path: '' })).toBeNull()
  })

  it('creates a pull request, finds it, and hands on why one is refused', async () => {
    const fresh = sandbox.running.addRepository({ path: { ...SHOP, name: 'fresh' }, branches: { main: { 'a.txt': 'a\n' } } })
    commitToBare(fresh.bare, { 'b.txt': 'b\n' }, 'Add b', 'feature/b')
    const request = { title: 'Add b', description: 'As said', source: 'feature/b', target: 'main', draft: true }
    const pullRequest = {
      number: 1,
      title: 'Add b',
      state: 'draft',
      source: 'feature/b',
      target: 'main',
      author: 'Ada Lindgren',
      webUrl: `${sandbox.running.origin}/acme/Pet%20Shop/_git/fresh/pullrequest/1`,
    }
    expect(await ada.createPullRequest(fresh.path, request)).toEqual({ kind: 'created', pullRequest })
    expect(await ada.pullRequests(fresh.path, 'feature/b')).toEqual([pullRequest])
    expect(await ada.pullRequests(fresh.path, 'main')).toEqual([])
    expect(await ada.createPullRequest(fresh.path, request)).toEqual({
      kind: 'refused',
      hostWords: 'TF401179: An active pull request for the source and target branch already exists.',
    })
    expect(await ada.createPullRequest(fresh.path, { ...request, source: 'gone' })).toMatchObject({ kind: 'refused' })
    sandbox.running.host.repositories.pop()
  })

  it('leads to its pages', () => {
    const repository = `${sandbox.running.origin}/acme/Pet%20Shop/_git/pets`
    expect(ada.webAddress(PETS, { kind: 'branch', branch: 'feature/a' })).toBe(`${repository}?version=GBfeature%2Fa`)
    expect(ada.webAddress(PETS, { kind: 'commit', commit: 'c0ffee' })).toBe(`${repository}/commit/c0ffee`)
    expect(ada.webAddress(PETS, { kind: 'new-pull-request', source: 'a', target: 'b' })).toBe(
      `${repository}/pullrequestcreate?sourceRef=refs%2Fheads%2Fa&targetRef=refs%2Fheads%2Fb`,
    )
  })

  describe('in trouble', () => {
    it.each([
      [{ signInPage: true }, { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } }],
      [
        { thirdPartyAccessOff: true },
        { code: 'THIRD_PARTY_ACCESS_OFF', data: { hostWords: expect.stringMatching(/^TF400813/) } },
      ],
      [{ broken: true }, { code: 'REMOTE_FAILED', data: { status: 500 } }],
      [
        { rateLimit: { status: 429 as const, retryAfter: 60 } },
        { code: 'RATE_LIMITED', data: { retryAt: expect.any(String) } },
      ],
    ])('%j', async (trouble, failure) => {
      const token = `entra-${Object.keys(trouble).join()}`
      sandbox.running.host.tokens.push({ token, person: 'ada', kind: 'oauth', scopes: [], state: 'good' })
      const host = sandbox.open({ authorization: `Bearer ${token}`, organisation: 'acme' })
      expect(await failureOf(during(sandbox, trouble, () => host.repositories(SHOP, EVERYTHING)))).toMatchObject(failure)
    })

    it('the policy against applications leaves access tokens alone, and links to its page', async () => {
      const { items } = await during(sandbox, { thirdPartyAccessOff: true }, () => ada.projects('acme', EVERYTHING))
      expect(items).toEqual([{ name: 'Pet Shop' }])
      const bound = sandbox.open({ authorization: 'Bearer entra', organisation: 'acme' })
      expect(
        await failureOf(during(sandbox, { thirdPartyAccessOff: true }, () => bound.projects('acme', EVERYTHING))),
      ).toMatchObject({ data: { url: `${sandbox.running.origin}/acme/_settings/organizationPolicy` } })
    })

    it('a wrong and an expired token', async () => {
      const wrong = sandbox.open({ authorization: basic('', 'nonsense'), organisation: 'acme' })
      expect(await failureOf(wrong.person())).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } })
      sandbox.running.host.tokens.push({ token: 'old', person: 'ada', kind: 'personal', scopes: [], state: 'expired' })
      const old = sandbox.open({ authorization: basic('', 'old'), organisation: 'acme' })
      expect(await failureOf(old.person())).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } })
    })
  })
})
