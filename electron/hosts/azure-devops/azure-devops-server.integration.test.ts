import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { azureDevopsServerAccent } from '../../../e2e/sandbox/hosts/azure-devops.ts'
import type { GitHost } from '../git-host.ts'
import {
  basic,
  during,
  failureOf,
  type HostUnderTest,
  openDescriptionCheck,
  startHostUnderTest,
} from '../testing/host-under-test.ts'

const EVERYTHING = { search: '', cursor: null }
const SHOP = { organisation: 'DefaultCollection', project: 'Pet Shop' }
const PETS = { ...SHOP, name: 'pets' }

const description = await openDescriptionCheck(
  'azure-devops-server',
  (exchange) => (/\/_apis\/(connectionData|projectCollections)$/.test(exchange.path) ? null : exchange),
  (problem) => /settings must be string/.test(problem),
)

describe('Azure DevOps Server', () => {
  let sandbox: HostUnderTest
  let inCollection: GitHost
  let onServer: GitHost

  beforeAll(async () => {
    sandbox = await startHostUnderTest(azureDevopsServerAccent)
    const authorization = basic('', sandbox.running.issueToken('ada'))
    inCollection = sandbox.open({ authorization, domain: `${sandbox.running.origin}/DefaultCollection` })
    onServer = sandbox.open({ authorization })
  })
  afterAll(() => sandbox.close())
  afterEach(() => {
    expect(description.problems(sandbox.exchanges.splice(0))).toEqual([])
  })

  it('finds the same by the address of the collection and by that of the server', async () => {
    for (const host of [inCollection, onServer]) {
      expect(await host.person()).toMatchObject({ login: 'ada', name: 'Ada Lindgren' })
      expect((await host.organisations(EVERYTHING)).items).toEqual([
        { name: 'DefaultCollection', title: 'DefaultCollection', kind: 'organisation' },
      ])
      expect((await host.projects('DefaultCollection', EVERYTHING)).items).toEqual([{ name: 'Pet Shop' }])
      expect((await host.repositories(SHOP, { search: 'pets', cursor: null })).items).toMatchObject([
        { path: PETS, writeAccess: 'yes', cloneUrl: sandbox.running.cloneUrl(sandbox.world.pets) },
        { archived: true },
      ])
      expect(await host.branch({ ...SHOP, name: 'payments' }, 'main')).toMatchObject({ protected: 'yes' })
      expect(await host.folder(PETS, { branch: 'develop', path: 'postman' })).toHaveLength(2)
      expect(host.webAddress(PETS, { kind: 'repository' })).toBe(
        `${sandbox.running.origin}/DefaultCollection/Pet%20Shop/_git/pets`,
      )
    }
  })

  it('refuses a wrong token as a server does, and says until when it wants no requests', async () => {
    const wrong = sandbox.open({ authorization: basic('', 'nonsense') })
    expect(await failureOf(wrong.person())).toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } })
    const limited = { rateLimit: { status: 429 as const, retryAfter: 60 } }
    expect(await failureOf(during(sandbox, limited, () => onServer.person()))).toMatchObject({ code: 'RATE_LIMITED' })
  })
})
