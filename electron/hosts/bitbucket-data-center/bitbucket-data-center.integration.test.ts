import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitToBare } from '../../../e2e/sandbox/git-command.ts'
import { bitbucketDataCenterAccent } from '../../../e2e/sandbox/hosts/bitbucket-data-center.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost } from '../../../e2e/sandbox/hosts/model.ts'
import type { GitHost } from '../git-host.ts'
import { basic, during, failureOf, type HostUnderTest, readAll, startHostUnderTest } from '../testing/host-under-test.ts'

const EVERYTHING = { search: '', cursor: null }
const ACME = { organisation: 'ACME', project: null }
const PETS = { ...ACME, name: 'pets' }

/** No description of this host is published with the others; its accent follows the REST documentation. */
describe('Bitbucket Data Center', () => {
  let sandbox: HostUnderTest
  let ada: GitHost
  let bob: GitHost

  beforeAll(async () => {
    sandbox = await startHostUnderTest(bitbucketDataCenterAccent, 'large')
    ada = sandbox.open({ authorization: `Bearer ${sandbox.running.issueToken('ada')}` })
    bob = sandbox.open({ authorization: basic('bob', sandbox.running.issueToken('bob')) })
  })
  afterAll(() => sandbox.close())

  it('says whose a token is', async () => {
    expect(await ada.person()).toEqual({
      hostUserId: '1',
      login: 'ada',
      name: 'Ada Lindgren',
      avatarUrl: `${sandbox.running.origin}/avatars/1`,
      scopes: null,
      expiresAt: null,
    })
  })

  it('lists and searches projects, the own one first once it has a repository', async () => {
    expect((await ada.organisations(EVERYTHING)).items).toEqual([{ name: 'ACME', title: 'Acme Team', kind: 'organisation' }])
    const own = sandbox.running.addRepository({
      path: { organisation: '~ada', project: null, name: 'notes' },
      branches: { main: { 'a.txt': 'a\n' } },
      writers: ['ada'],
    })
    expect((await ada.organisations(EVERYTHING)).items).toEqual([
      { name: '~ada', title: 'Ada Lindgren', kind: 'own' },
      { name: 'ACME', title: 'Acme Team', kind: 'organisation' },
    ])
    expect((await ada.organisations({ search: 'acme', cursor: null })).items).toMatchObject([{ name: 'ACME' }])
    expect((await ada.repositories({ organisation: '~ada', project: null }, EVERYTHING)).items).toMatchObject([
      { path: own.path, writeAccess: 'yes', cloneUrl: sandbox.running.cloneUrl(own) },
    ])
    expect(ada.webAddress(own.path, { kind: 'repository' })).toBe(`${sandbox.running.origin}/projects/~ada/repos/notes/browse`)
    sandbox.running.host.repositories.pop()
  })

  it('lists every repository once, page by page, with the right to push', async () => {
    const { items, lengths } = await readAll((cursor) => ada.repositories(ACME, { search: '', cursor }))
    expect(lengths.length).toBeGreaterThan(3)
    expect(items).toHaveLength(sandbox.running.host.repositories.length)
    expect(new Set(items.map(({ path }) => path.name)).size).toBe(items.length)
    const byName = new Map(items.map((each) => [each.path.name, each]))
    expect(byName.get('pets')).toEqual({
      path: PETS,
      visibility: 'private',
      archived: false,
      writeAccess: 'yes',
      defaultBranch: null,
      empty: null,
      webUrl: `${sandbox.running.origin}/projects/ACME/repos/pets/browse`,
      cloneUrl: sandbox.running.cloneUrl(sandbox.world.pets),
    })
    expect(byName.get('pets-2019')).toMatchObject({ archived: true })
    expect(byName.get('platform-guides')).toMatchObject({ writeAccess: 'no', visibility: 'public' })
    const found = await bob.repositories(ACME, { search: 'PETS', cursor: null })
    expect(found.items.map(({ path, writeAccess }) => [path.name, writeAccess])).toEqual([
      ['pets', 'yes'],
      ['pets-2019', 'no'],
    ])
    expect(await ada.repositories({ organisation: 'NOWHERE', project: null }, EVERYTHING)).toMatchObject({
      items: [],
      next: null,
    })
  })

  it('does not mix up projects whose names hold one another', async () => {
    const other = sandbox.running.addRepository({ path: { organisation: 'MEGAACME', project: null, name: 'pets' } })
    for (const person of sandbox.running.host.people) person.organisations.push('MEGAACME')
    const { items } = await ada.repositories(ACME, { search: 'pets', cursor: null })
    expect(new Set(items.map(({ path }) => path.organisation))).toEqual(new Set(['ACME']))
    for (const person of sandbox.running.host.people) person.organisations.pop()
    sandbox.running.host.repositories.splice(sandbox.running.host.repositories.indexOf(other), 1)
  })

  it('tells one repository: default branch, right to push, no commit yet, not there', async () => {
    expect(await ada.repository(PETS)).toMatchObject({ defaultBranch: 'main', empty: false, writeAccess: 'yes' })
    expect(await bob.repository({ ...ACME, name: 'orders' })).toMatchObject({ defaultBranch: 'trunk', writeAccess: 'no' })
    expect(await ada.repository({ ...ACME, name: 'brand-new' })).toMatchObject({ defaultBranch: null, empty: true })
    expect(await ada.repository({ ...ACME, name: 'nowhere' })).toBeNull()
    expect(await failureOf(ada.repository({ ...ACME, name: '..' }))).toMatchObject({ code: 'INVALID_PATH' })
  })

  it('lists 3,000 branches page by page, and finds some by a part of their name', async () => {
    const { items, lengths } = await readAll((cursor) => ada.branches(PETS, { search: '', cursor }))
    expect(items).toHaveLength(3003)
    expect(Math.max(...lengths)).toBe(100)
    expect(items.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['main'])
    const { items: found } = await ada.branches(PETS, { search: 'CHANGE-0042', cursor: null })
    expect(found.map(({ name }) => name)).toEqual(['topic/change-0042'])
    expect(await ada.branch(PETS, 'feature/größe-ändern')).toMatchObject({ name: 'feature/größe-ändern', isDefault: false })
    expect(await ada.branch(PETS, 'topic/change-004')).toBeNull()
    expect(await ada.branches({ ...ACME, name: 'brand-new' }, EVERYTHING)).toMatchObject({ items: [], next: null })
  })

  it('tells protection where it is told, which is to administrators; others still see the branch', async () => {
    const own = sandbox.running.addRepository({
      path: { organisation: '~ada', project: null, name: 'notes' },
      branches: { main: { 'a.txt': 'a\n' }, other: { 'a.txt': 'a\n' } },
      protectedBranches: ['main'],
    })
    expect((await ada.branches(own.path, EVERYTHING)).items.map((each) => [each.name, each.protected])).toEqual([
      ['main', 'yes'],
      ['other', 'no'],
    ])
    expect(await bob.branch({ ...ACME, name: 'payments' }, 'main')).toMatchObject({ protected: 'no' })
    sandbox.running.host.repositories.pop()
  })

  it('lists a folder on a branch with slashes, and nothing where there is none', async () => {
    const at = (path: string, branch = 'feature/größe-ändern') => ada.folder(PETS, { branch, path })
    expect((await at(''))?.find(({ name }) => name === 'postman')).toEqual({ name: 'postman', path: 'postman', kind: 'folder' })
    expect((await at('postman'))?.map(({ path, kind }) => [path, kind])).toContainEqual(['postman/schemas', 'folder'])
    expect(await at('nowhere')).toBeNull()
    expect(await at('postman', 'nowhere')).toBeNull()
    expect(await at('postman/collections/Pets.json')).toBeNull()
  })

  it('unfolds folders that the server folds, and lists long ones and odd names', async () => {
    const files = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`50% & more/ü #${i}.yaml`, `${i}\n`]))
    const odd = sandbox.running.addRepository({
      path: { ...ACME, name: 'odd' },
      branches: { main: { ...files, 'api/v1/definitions/a.yaml': 'a\n' } },
    })
    expect(await ada.folder(odd.path, { branch: 'main', path: '' })).toEqual([
      { name: '50% & more', path: '50% & more', kind: 'folder' },
      { name: 'api', path: 'api', kind: 'folder' },
    ])
    expect(await ada.folder(odd.path, { branch: 'main', path: 'api' })).toEqual([
      { name: 'v1', path: 'api/v1', kind: 'folder' },
    ])
    const entries = await ada.folder(odd.path, { branch: 'main', path: '50% & more' })
    expect(new Set(entries?.map(({ path }) => path)).size).toBe(1100)
    sandbox.running.host.repositories.pop()
  })

  it('creates a pull request, finds it, and hands on why one is refused', async () => {
    const fresh = sandbox.running.addRepository({ path: { ...ACME, name: 'fresh' }, branches: { main: { 'a.txt': 'a\n' } } })
    commitToBare(fresh.bare, { 'b.txt': 'b\n' }, 'Add b', 'feature/b')
    const request = { title: 'Add b', description: 'As said', source: 'feature/b', target: 'main', draft: false }
    const pullRequest = {
      number: 1,
      title: 'Add b',
      state: 'open',
      source: 'feature/b',
      target: 'main',
      author: 'Ada Lindgren',
      webUrl: `${sandbox.running.origin}/projects/ACME/repos/fresh/pull-requests/1`,
    }
    expect(await ada.createPullRequest(fresh.path, request)).toEqual({ kind: 'created', pullRequest })
    expect(await ada.pullRequests(fresh.path, 'feature/b')).toEqual([pullRequest])
    expect(await ada.pullRequests(fresh.path, 'main')).toEqual([])
    expect(await ada.createPullRequest(fresh.path, request)).toEqual({
      kind: 'refused',
      hostWords: 'Only one pull request may be open for a given source and target branch',
    })
    expect(await ada.createPullRequest(fresh.path, { ...request, source: 'gone' })).toMatchObject({ kind: 'refused' })
    sandbox.running.host.repositories.pop()
  })

  it('leads to its pages', () => {
    const repository = `${sandbox.running.origin}/projects/ACME/repos/pets`
    expect(ada.webAddress(PETS, { kind: 'branch', branch: 'a/b' })).toBe(`${repository}/browse?at=refs%2Fheads%2Fa%2Fb`)
    expect(ada.webAddress(PETS, { kind: 'commit', commit: 'c0ffee' })).toBe(`${repository}/commits/c0ffee`)
    expect(ada.webAddress(PETS, { kind: 'new-pull-request', source: 'a', target: 'b' })).toBe(
      `${repository}/pull-requests?create&sourceBranch=refs%2Fheads%2Fa&targetBranch=refs%2Fheads%2Fb`,
    )
  })

  describe('in trouble', () => {
    it.each([
      [{ broken: true }, { code: 'REMOTE_FAILED', data: { status: 500 } }],
      [{ lockedOut: true }, { code: 'LOCKED_OUT', data: { hostWords: expect.stringContaining('CAPTCHA') } }],
      [
        { rateLimit: { status: 429 as const, retryAfter: 60 } },
        { code: 'RATE_LIMITED', data: { retryAt: expect.any(String) } },
      ],
    ])('%j', async (trouble, failure) => {
      const host = sandbox.open({ authorization: `Bearer ${sandbox.running.issueToken('ada')}` })
      expect(await failureOf(during(sandbox, trouble, () => host.person()))).toMatchObject(failure)
    })

    it('a wrong token', async () => {
      const words = 'Authentication failed. Please check your credentials and try again.'
      expect(await failureOf(sandbox.open({ authorization: 'Bearer nonsense' }).person())).toMatchObject({
        code: 'SIGN_IN_NEEDED',
        data: { reason: 'rejected', hostWords: words },
      })
    })
  })

  describe('elsewhere', () => {
    it('lives below a context path', async () => {
      const below = await startHostUnderTest({
        ...bitbucketDataCenterAccent,
        restPrefixes: bitbucketDataCenterAccent.restPrefixes.map((prefix) => `/git/bitbucket${prefix}`),
      })
      const domain = `${below.running.origin}/git/bitbucket`
      const host = below.open({ authorization: `Bearer ${below.running.issueToken('ada')}`, domain })
      expect(await host.repository(PETS)).toMatchObject({
        cloneUrl: `${domain}/scm/acme/pets.git`,
        webUrl: `${domain}/projects/ACME/repos/pets/browse`,
      })
      expect(await host.folder(PETS, { branch: 'main', path: 'postman' })).toHaveLength(2)
      await below.close()
    })

    it('knows the person by the user name beside the token where no header tells', async () => {
      const silent = await startHostUnderTest(answering((answer) => ({ ...answer, headers: {} })))
      const token = silent.running.issueToken('ada')
      expect(await silent.open({ authorization: basic('ada', token) }).person()).toMatchObject({
        login: 'ada',
        hostUserId: '1',
      })
      expect(await failureOf(silent.open({ authorization: `Bearer ${token}` }).person())).toMatchObject({
        code: 'REMOTE_FAILED',
      })
      await silent.close()
    })

    it.each([
      ['204', { status: 204 } as const],
      ['an older path', null],
    ])('learns of the default branch by %s', async (_name, instead) => {
      const older = await startHostUnderTest(
        answering((answer, request, host) => {
          if (request.path.endsWith('/default-branch')) return instead ?? { status: 404, body: { errors: [] } }
          if (!request.path.endsWith('/branches/default')) return answer
          const path = request.path.replace('/branches/default', '/default-branch')
          return bitbucketDataCenterAccent.rest({ ...request, path }, host)
        }),
      )
      const host = older.open({ authorization: `Bearer ${older.running.issueToken('ada')}` })
      expect((await host.repository(PETS))?.defaultBranch).toBe(instead === null ? 'main' : null)
      await older.close()
    })

    it('ends a list whose pages lead back', async () => {
      const circling = await startHostUnderTest(
        answering((answer, request) =>
          request.path === '/projects'
            ? { ...answer, body: { values: [{ key: 'A', name: 'A' }], isLastPage: false, nextPageStart: 0 } }
            : answer,
        ),
      )
      const host = circling.open({ authorization: `Bearer ${circling.running.issueToken('ada')}` })
      expect(await host.organisations(EVERYTHING)).toMatchObject({ items: [{ name: 'A' }], next: null })
      await circling.close()
    })
  })
})

/** The accent with its answers changed on their way out. */
function answering(change: (answer: RestAnswer, request: RestRequest, host: SandboxHost) => RestAnswer): HostAccent {
  return {
    ...bitbucketDataCenterAccent,
    rest: (request, host) => change(bitbucketDataCenterAccent.rest(request, host), request, host),
  }
}
