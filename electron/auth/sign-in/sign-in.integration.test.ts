import { afterEach, describe, expect, it } from 'vitest'
import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { HostKind } from '#shared/domain/host.ts'
import { createHostNetwork, type HostNetwork } from '../../http/host-network.ts'
import { type AuthRig, type RigOptions, reversingBox, signedIn, signIn, startAuthRig } from '../testing/auth-rig.ts'
import { openPlainHost } from '../testing/plain-host.ts'

let rig: AuthRig
afterEach(() => rig.close())
const start = async (kind: HostKind, options?: RigOptions) => {
  rig = await startAuthRig(kind, options)
  return rig
}
const kinds = (events: SignInEvent[]) => events.map(({ kind }) => kind)
const linkOf = (waiting: SignInEvent | undefined) => (waiting?.kind === 'waiting-for-browser' ? waiting.link : '')

describe.each<HostKind>([
  'github',
  'gitlab',
  'bitbucket',
  'github-enterprise-server',
  'gitlab-self-managed',
  'bitbucket-data-center',
])('%s in the browser', (kind) => {
  it('gives an account whose token the host takes', async () => {
    await start(kind)
    const { events, outcome } = await signIn(rig)
    expect(kinds(events)).toEqual(['waiting-for-browser', 'finishing', 'done'])
    expect(outcome).toMatchObject({
      kind: 'signed-in',
      known: false,
      account: { host: kind, login: 'ada', hostUserId: 'id-ada', signedInBy: 'browser', state: { kind: 'ready' } },
    })
    const [account] = rig.accounts.list()
    if (!account) throw new Error('no account')
    const { authorization } = await rig.accounts.token(account.id)
    const answer = await fetch(`${rig.running.origin}/api/me`, { headers: { authorization } })
    expect(await answer.json()).toMatchObject({ login: 'ada' })
    expect(rig.openedLinks).toEqual([linkOf(events[0])])
    expect(rig.announced).toContain('accounts-changed')
  })

  it('asks with S256, a state of 256 bits and an address on 127.0.0.1', async () => {
    await start(kind)
    const { events } = await signIn(rig, {}, ({ kind: waiting, ...event }) =>
      waiting === 'waiting-for-browser'
        ? rig.browser.signIn('link' in event ? event.link : '', { decision: 'deny' })
        : Promise.resolve(),
    )
    const asked = new URL(linkOf(events[0])).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(Buffer.from(asked.get('state') ?? '', 'base64url')).toHaveLength(32)
    expect(asked.get('redirect_uri')).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/callback/${kind}$`))
    expect(asked.get('prompt')).toBe(kind.startsWith('github') ? 'select_account' : null)
    expect(rig.accounts.list()).toEqual([])
  })
})

describe('Azure DevOps in the browser', () => {
  it('asks the tenant of the organisation, and ties the answer to it', async () => {
    await start('azure-devops')
    const account = await signedIn(rig, { organisation: 'acme' })
    expect(account).toMatchObject({ organisation: 'acme', login: 'ada' })
    expect(rig.openedLinks[0]).toContain('/5f4b9c1e-77c2-4d0a-9a38-0c6a2b1f7e55/oauth2/v2.0/authorize')
    expect(new URL(rig.openedLinks[0] ?? '').searchParams.get('nonce')).toMatch(/.{32,}/)
  })

  it('takes any work account where no organisation is named, and knows it again', async () => {
    await start('azure-devops')
    const first = await signedIn(rig)
    expect(rig.openedLinks[0]).toContain('/organizations/oauth2/v2.0/authorize')
    expect((await signIn(rig)).outcome).toMatchObject({ kind: 'signed-in', known: true, account: { id: first.id } })
  })

  it('says that an organisation has personal accounts, and that there is none of a name', async () => {
    await start('azure-devops')
    rig.running.host.oauth.personalOrganisations.push('home')
    expect((await signIn(rig, { organisation: 'home' })).outcome).toMatchObject({ refusal: { reason: 'personal-account' } })
    expect((await signIn(rig, { organisation: 'nowhere' })).outcome).toMatchObject({
      refusal: { reason: 'unknown-organisation' },
    })
    expect(rig.openedLinks).toEqual([])
  })

  it.each([
    ['policyRefuses', 'policy'],
    ['adminApprovalNeeded', 'approval-needed'],
  ] as const)('reads the number of a refusal: %s', async (rule, reason) => {
    await start('azure-devops')
    rig.running.host.oauth[rule] = true
    const { outcome } = await signIn(rig, { organisation: 'acme' })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason, hostWords: expect.stringContaining('AADSTS') } })
  })
})

describe('a token that was issued and is not kept', () => {
  /** Cancels as soon as the host has issued a token, with its answer on the way. */
  const cancelOnceIssued = (by: AbortController): HostNetwork => {
    const network = createHostNetwork({
      resolveProxy: async () => null,
      authoritiesFor: () => [],
      userAgent: 'Graft/0.0.0',
      now: () => new Date(),
    })
    return {
      ...network,
      openFor: async (url, domain) => {
        const http = await network.openFor(url, domain)
        return {
          request: async (request) => {
            const answer = await http.request(request)
            if (rig.running.host.tokens.length > 0) by.abort(new Error('cancelled'))
            return answer
          },
        }
      },
    }
  }

  it.each<['browser' | 'device-code', HostKind]>([
    ['browser', 'gitlab'],
    ['browser', 'github'],
    ['device-code', 'gitlab'],
  ])('dies when the person cancels while it is fetched: %s at %s', async (way, kind) => {
    const by = new AbortController()
    await start(kind, { changes: { network: cancelOnceIssued(by), pause: async () => undefined } })
    await expect(signIn(rig, { way }, undefined, by.signal)).rejects.toThrow('cancelled')
    expect(rig.running.host.tokens).toMatchObject([{ state: 'revoked' }])
    expect(rig.accounts.list()).toEqual([])
  })

  it('dies when the person cancels while its owner is asked for', async () => {
    const by = new AbortController()
    await start('gitlab', {
      openHost: (parts) => {
        const host = openPlainHost(parts)
        const person: typeof host.person = async (signal) => {
          const found = await host.person(signal)
          by.abort(new Error('cancelled'))
          return found
        }
        return { ...host, person }
      },
    })
    await expect(signIn(rig, {}, undefined, by.signal)).rejects.toThrow('cancelled')
    expect(rig.running.host.tokens).toMatchObject([{ state: 'revoked' }])
    expect(rig.accounts.list()).toEqual([])
  })

  it('dies when the system’s vault takes nothing any more, and no account is there', async () => {
    const box = reversingBox()
    const seal = async (secret: string) => {
      if (secret.includes('accessToken')) throw new Error('the vault was locked')
      return box.seal(secret)
    }
    await start('gitlab', { changes: { secrets: { ...box, seal } } })
    await expect(signIn(rig)).rejects.toThrow('the vault was locked')
    expect(rig.running.host.tokens).toMatchObject([{ state: 'revoked' }])
    expect(rig.accounts.list()).toEqual([])
    expect((await rig.restart()).accounts.list()).toEqual([])
  })
})
