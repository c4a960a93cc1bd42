import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { commitToBare } from '../../../e2e/sandbox/git-command.ts'
import { bitbucketAccent } from '../../../e2e/sandbox/hosts/bitbucket.ts'
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
const ACME = { organisation: 'acme', project: null }
const PETS = { ...ACME, name: 'pets' }

const description = await openDescriptionCheck('bitbucket', inTheirSpelling)

/**
 * The description has one part for a path in a repository, nothing for its root and for a file's content, and no branch
 * restrictions.
 */
function inTheirSpelling(exchange: Exchange): Exchange | null {
  if (exchange.path.endsWith('/branch-restrictions')) return null
  const [, before, path] = /^(\/repositories\/[^/]+\/[^/]+\/src\/[^/]+)\/(.*)$/.exec(exchange.path) ?? []
  if (before === undefined || path === undefined) return exchange
  return path === '' || typeof exchange.answer === 'string'
    ? null
    : { ...exchange, path: `${before}/${path.replaceAll('/', '%2F')}` }
}

describe('Bitbucket Cloud', () => {
  let sandbox: HostUnderTest
  let ada: GitHost
  let bob: GitHost

  beforeAll(async () => {
    sandbox = await startHostUnderTest(bitbucketAccent, 'large')
    ada = sandbox.open({ authorization: basic('ada@example.test', sandbox.running.issueToken('ada')) })
    bob = sandbox.open({ authorization: basic('bob@example.test', sandbox.running.issueToken('bob')) })
  })
  afterAll(() => sandbox.close())
  afterEach(() => {
    expect(description.problems(sandbox.exchanges.splice(0))).toEqual([])
  })

  it(`exchanges are ${description.kind === 'checked' ? '' : 'NOT '}held against the host's description`, async () => {
    await ada.person()
    expect(sandbox.exchanges).toHaveLength(1)
    const wrong = sandbox.exchanges.map((exchange) => ({ ...exchange, answer: { uuid: 7 } }))
    expect(description.problems(wrong).length > 0).toBe(description.kind === 'checked')
  })

  it('says whose a token is', async () => {
    expect(await ada.person()).toEqual({
      hostUserId: '{00000000-0000-4000-8000-000000000001}',
      login: 'ada',
      name: 'Ada Lindgren',
      avatarUrl: `${sandbox.running.origin}/avatars/1`,
      scopes: null,
      expiresAt: null,
    })
  })

  it('tells the rights of an OAuth token', async () => {
    const scopes = ['account', 'repository:write']
    sandbox.running.host.tokens.push({ token: 'oauth-ada', person: 'ada', kind: 'oauth', scopes, state: 'good' })
    expect((await sandbox.open({ authorization: 'Bearer oauth-ada' }).person()).scopes).toEqual(scopes)
  })

  it('lists and searches workspaces, the own one known as such', async () => {
    const own = sandbox.running.addRepository({ path: { organisation: 'ada', project: null, name: 'notes' } })
    try {
      expect((await ada.organisations(EVERYTHING)).items).toEqual([
        { name: 'acme', title: 'acme', kind: 'organisation' },
        { name: 'ada', title: 'ada', kind: 'own' },
      ])
      expect((await ada.organisations({ search: 'CM', cursor: null })).items.map(({ name }) => name)).toEqual(['acme'])
      expect(await ada.organisations({ search: 'nowhere', cursor: null })).toMatchObject({ items: [], next: null })
    } finally {
      sandbox.running.host.repositories.splice(sandbox.running.host.repositories.indexOf(own), 1)
    }
  })

  it('lists every repository once, page by page, with the right to push', async () => {
    const { items, lengths } = await readAll((cursor) => ada.repositories(ACME, { search: '', cursor }))
    expect(lengths.length).toBeGreaterThan(3)
    expect(new Set(items.map(({ path }) => path.name)).size).toBe(items.length)
    expect(items).toHaveLength(sandbox.running.host.repositories.length)
    const byName = new Map(items.map((each) => [each.path.name, each]))
    expect(byName.get('pets')).toEqual({
      path: PETS,
      visibility: 'private',
      archived: false,
      writeAccess: 'yes',
      defaultBranch: 'main',
      empty: false,
      webUrl: `${sandbox.running.origin}/acme/pets`,
      cloneUrl: `${sandbox.running.origin}/acme/pets.git`,
    })
    expect(byName.get('platform-guides')).toMatchObject({ visibility: 'public', writeAccess: 'no' })
    expect(byName.get('brand-new')).toMatchObject({ defaultBranch: null, empty: null })
  })

  it('leads Git to the address that the sandbox serves', async () => {
    expect((await ada.repository(PETS))?.cloneUrl).toBe(sandbox.running.cloneUrl(sandbox.world.pets))
  })

  it('searches repositories whatever is typed', async () => {
    const search = async (text: string) =>
      (await ada.repositories(ACME, { search: text, cursor: null })).items.map(({ path }) => path.name)
    expect(await search('PETS')).toEqual(['pets', 'pets-2019'])
    expect(await search('no such "name" \\ OR name ~ "pets"')).toEqual([])
  })

  it('knows nothing of a workspace that is not there', async () => {
    expect(await ada.repositories({ organisation: 'nowhere', project: null }, EVERYTHING)).toMatchObject({
      items: [],
      next: null,
    })
  })

  it('tells one repository: the right to push, no commit yet, not there, not to be seen', async () => {
    expect(await bob.repository(PETS)).toMatchObject({ writeAccess: 'yes', empty: false })
    expect(await bob.repository({ ...ACME, name: 'payments' })).toMatchObject({ writeAccess: 'no' })
    expect(await ada.repository({ ...ACME, name: 'brand-new' })).toMatchObject({ empty: true, defaultBranch: null })
    expect(await ada.repository({ ...ACME, name: 'nowhere' })).toBeNull()
    const hidden = sandbox.running.addRepository({ path: { organisation: 'globex', project: null, name: 'secret' } })
    expect(await failureOf(ada.repository(hidden.path))).toMatchObject({ code: 'ACCESS_DENIED' })
    sandbox.running.host.repositories.pop()
  })

  it('refuses names that would lead elsewhere', async () => {
    expect(await failureOf(ada.repository({ ...ACME, name: '..' }))).toMatchObject({ code: 'INVALID_PATH' })
  })

  it('lists 3,000 branches page by page, and finds some by a part of their name', async () => {
    const { items, lengths } = await readAll((cursor) => ada.branches(PETS, { search: '', cursor }))
    expect(items).toHaveLength(3003)
    expect(Math.max(...lengths)).toBe(100)
    expect(items.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['main'])
    const { items: found } = await ada.branches(PETS, { search: 'change-0042', cursor: null })
    expect(found.map(({ name }) => name)).toEqual(['topic/change-0042'])
    expect(found[0]?.commit).toMatch(/^[0-9a-f]{40}$/)
  })

  it('finds one branch by its whole name, slashes and letters of all kinds', async () => {
    expect(await ada.branch(PETS, 'feature/größe-ändern')).toMatchObject({ name: 'feature/größe-ändern', protected: 'no' })
    expect(await ada.branch(PETS, 'feature/größe')).toBeNull()
    expect(await ada.branch({ ...ACME, name: 'nowhere' }, 'main')).toBeNull()
    expect(await ada.branches({ ...ACME, name: 'brand-new' }, EVERYTHING)).toMatchObject({ items: [], next: null })
  })

  it('tells protection where it is told, which is to owners', async () => {
    const own = sandbox.running.addRepository({
      path: { organisation: 'ada', project: null, name: 'notes' },
      branches: { main: { 'a.txt': 'a\n' }, 'release/1': { 'a.txt': 'a\n' }, other: { 'a.txt': 'a\n' } },
      protectedBranches: ['main', 'release/*'],
    })
    const rights = ['user', 'workspace', 'repository'].map((what) => `read:${what}:bitbucket`)
    const token = sandbox.running.issueToken('ada', [...rights, 'admin:repository:bitbucket'])
    const owner = sandbox.open({ authorization: basic('ada@example.test', token) })
    const { items } = await owner.branches(own.path, EVERYTHING)
    expect(items.map((each) => [each.name, each.protected])).toEqual([
      ['main', 'yes'],
      ['other', 'no'],
      ['release/1', 'yes'],
    ])
    expect(await ada.branch({ ...ACME, name: 'payments' }, 'main')).toMatchObject({ protected: 'no' })
    sandbox.running.host.repositories.pop()
  })

  it('lists a folder on a branch with slashes, and nothing where there is none', async () => {
    const at = (path: string, branch = 'feature/größe-ändern') => ada.folder(PETS, { branch, path })
    expect((await at(''))?.find(({ name }) => name === 'postman')).toEqual({ name: 'postman', path: 'postman', kind: 'folder' })
    expect((await at('postman'))?.map(({ path, kind }) => [path, kind])).toContainEqual(['postman/schemas', 'folder'])
    expect((await at('postman/collections'))?.map(({ kind }) => kind)).toContain('file')
    expect(await at('nowhere')).toBeNull()
    expect(await at('postman', 'nowhere')).toBeNull()
    expect(await at('postman/collections/Pets.json')).toBeNull()
  })

  it('lists long folders and odd names', async () => {
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, i) => [`50% & more/ü #${i}.yaml`, `${i}\n`]))
    const odd = sandbox.running.addRepository({ path: { ...ACME, name: 'odd' }, branches: { main: files } })
    const entries = await ada.folder(odd.path, { branch: 'main', path: '50% & more' })
    expect(new Set(entries?.map(({ name }) => name)).size).toBe(230)
    expect(entries?.[0]?.path).toMatch(/^50% & more\/ü #\d+\.yaml$/)
    sandbox.running.host.repositories.pop()
  })

  it('creates a pull request, finds it, and hands on why one is refused', async () => {
    const pets = sandbox.running.addRepository({ path: { ...ACME, name: 'fresh' }, branches: { main: { 'a.txt': 'a\n' } } })
    commitToBare(pets.bare, { 'b.txt': 'b\n' }, 'Add b', 'feature/b')
    const request = { title: 'Add b', description: 'As said', source: 'feature/b', target: 'main', draft: false }
    const created = await ada.createPullRequest(pets.path, request)
    const pullRequest = {
      number: 1,
      title: 'Add b',
      state: 'open',
      source: 'feature/b',
      target: 'main',
      author: 'Ada Lindgren',
      webUrl: `${sandbox.running.origin}/acme/fresh/pull-requests/1`,
    }
    expect(created).toEqual({ kind: 'created', pullRequest })
    expect(await ada.pullRequests(pets.path, 'feature/b')).toEqual([pullRequest])
    expect(await ada.pullRequests(pets.path, 'main')).toEqual([])
    expect(await ada.createPullRequest(pets.path, { ...request, draft: true })).toMatchObject({
      kind: 'created',
      pullRequest: { state: 'draft' },
    })
    expect(await ada.createPullRequest(pets.path, { ...request, source: 'gone' })).toEqual({
      kind: 'refused',
      hostWords: 'source: branch not found',
    })
    expect(await ada.createPullRequest(pets.path, { ...request, source: 'main' })).toEqual({
      kind: 'refused',
      hostWords: 'There are no changes to be pulled',
    })
    sandbox.running.host.repositories.pop()
  })

  it('leads to its pages', () => {
    const { origin } = sandbox.running
    expect(ada.webAddress(PETS, { kind: 'branch', branch: 'feature/a b' })).toBe(`${origin}/acme/pets/branch/feature/a%20b`)
    expect(ada.webAddress(PETS, { kind: 'commit', commit: 'c0ffee' })).toBe(`${origin}/acme/pets/commits/c0ffee`)
    expect(ada.webAddress(PETS, { kind: 'new-pull-request', source: 'feature/a', target: 'main' })).toBe(
      `${origin}/acme/pets/pull-requests/new?source=feature%2Fa&dest=main`,
    )
  })

  it('has no projects', async () => {
    expect(await ada.projects('acme', EVERYTHING)).toMatchObject({ items: [], next: null })
  })

  describe('in trouble', () => {
    const people = () => ada.repositories(ACME, EVERYTHING)

    it.each([
      [{ removed: 'CHANGE-9999' }, { code: 'HOST_CHANGED', data: { change: 'CHANGE-9999' } }],
      [{ addressNotAllowed: true }, { code: 'ADDRESS_NOT_ALLOWED', data: { hostWords: expect.stringContaining('IP') } }],
      [{ broken: true }, { code: 'REMOTE_FAILED', data: { status: 500 } }],
      [{ rateLimit: { status: 429 as const, retryAfter: 60 } }, { code: 'RATE_LIMITED', data: { retryAt: null } }],
    ])('%j', async (trouble, failure) => {
      expect(await failureOf(during(sandbox, trouble, people))).toMatchObject(failure)
      expect((await people()).items.length).toBeGreaterThan(0)
    })

    it('a wrong, an expired and a wrongly carried token', async () => {
      const wrong = sandbox.open({ authorization: basic('ada@example.test', 'nonsense') })
      expect(await failureOf(wrong.person())).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } })
      const token = sandbox.running.issueToken('ada')
      const byName = sandbox.open({ authorization: basic('ada', token) })
      expect(await failureOf(byName.person())).toMatchObject({ code: 'SIGN_IN_NEEDED' })
      sandbox.running.host.tokens.push({ token: 'old', person: 'ada', kind: 'oauth', scopes: ['account'], state: 'expired' })
      const old = sandbox.open({ authorization: 'Bearer old' })
      expect(await failureOf(old.person())).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } })
    })

    it('a token without a right', async () => {
      sandbox.running.host.tokens.push({ token: 'small', person: 'ada', kind: 'oauth', scopes: ['account'], state: 'good' })
      const small = sandbox.open({ authorization: 'Bearer small' })
      expect(await failureOf(small.repositories(ACME, EVERYTHING))).toMatchObject({
        code: 'SCOPE_MISSING',
        data: { missing: ['repository'] },
      })
    })

    it('the lists that the host gave up are never asked for', () => {
      const asked = sandbox.running.requests.map(({ url }) => new URL(url, sandbox.running.origin).pathname)
      expect(asked).toContain('/2.0/user/workspaces')
      expect(asked.filter((path) => /^\/2\.0\/(workspaces|repositories|user\/permissions.*)$/.test(path))).toEqual([])
    })
  })
})
