import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { HostKind } from '#shared/domain/host.ts'
import { type AuthRig, type RigOptions, signedIn, signIn, startAuthRig } from './testing/auth-rig.ts'

let rig: AuthRig
afterEach(() => rig.close())
const start = async (kind: HostKind, options?: RigOptions) => {
  rig = await startAuthRig(kind, options)
  return rig
}
const kinds = (events: SignInEvent[]) => events.map(({ kind }) => kind)
const linkOf = (waiting: SignInEvent) => (waiting.kind === 'waiting-for-browser' ? waiting.link : '')

/** A request as it is, without what fetch adds or forbids. */
function rawRequest(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    httpRequest(url, { method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => (body += text))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

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
    expect(rig.openedLinks).toEqual([linkOf(events[0] as SignInEvent)])
    expect(rig.announced).toContain('accounts-changed')
  })

  it('asks with S256, a state of 256 bits and an address on 127.0.0.1', async () => {
    await start(kind)
    const { events } = await signIn(rig, {}, ({ kind: waiting, ...event }) =>
      waiting === 'waiting-for-browser'
        ? rig.browser.signIn('link' in event ? event.link : '', { decision: 'deny' })
        : Promise.resolve(),
    )
    const asked = new URL(linkOf(events[0] as SignInEvent)).searchParams
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

describe('an answer of the browser', () => {
  it('that says no ends the sign-in', async () => {
    await start('gitlab')
    const { outcome } = await signIn(rig, {}, (waiting) => rig.browser.signIn(linkOf(waiting), { decision: 'deny' }))
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'denied', hostWords: expect.any(String) } })
    expect(rig.accounts.list()).toEqual([])
  })

  it('gets a neutral page that nothing of the answer is on', async () => {
    await start('gitlab')
    let page: Awaited<ReturnType<AuthRig['browser']['signIn']>> | undefined
    await signIn(rig, {}, async (waiting) => {
      page = await rig.browser.signIn(linkOf(waiting))
    })
    expect(page?.status).toBe(200)
    expect(page?.text).toContain('return to Graft')
    for (const secret of rig.running.secrets) expect(page?.text).not.toContain(secret)
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page?.headers.get('cache-control')).toBe('no-store')
    expect(page?.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('with another state, a foreign Host or Origin, or another path is turned away, and the sign-in waits on', async () => {
    await start('gitlab')
    const { events, outcome } = await signIn(rig, {}, async (waiting) => {
      const back = await rig.browser.signInUntilSentBack(linkOf(waiting))
      const { host, origin } = new URL(back)
      const wrong = new URL(back)
      wrong.searchParams.set('state', 'A'.repeat(43))
      const twice = `${back}&state=${'A'.repeat(43)}`
      expect((await rawRequest(wrong.href, { host })).status).toBe(400)
      expect((await rawRequest(twice, { host })).status).toBe(400)
      expect((await rawRequest(back, { host: 'graft.example:80' })).status).toBe(400)
      expect((await rawRequest(back, { host: host.replace('127.0.0.1', 'localhost') })).status).toBe(400)
      expect((await rawRequest(back, { host, origin: 'https://evil.example' })).status).toBe(400)
      expect((await rawRequest(back, { host, origin: 'null' })).status).toBe(400)
      expect((await rawRequest(back, { host }, 'POST')).status).toBe(400)
      expect((await rawRequest(`${origin}/favicon.ico`, { host })).status).toBe(404)
      expect((await rawRequest(back.replace('/callback/gitlab', '/callback/github'), { host })).status).toBe(404)
      expect((await rawRequest(back, { host })).status).toBe(200)
    })
    expect(kinds(events).filter((kind) => kind === 'stray-answer')).toHaveLength(7)
    expect(outcome.kind).toBe('signed-in')
  })

  it('is taken once: the port is closed afterwards, and the state of an earlier sign-in counts for nothing', async () => {
    await start('gitlab')
    let earlier = ''
    await signIn(rig, {}, async (waiting) => {
      earlier = await rig.browser.signInUntilSentBack(linkOf(waiting))
      await rig.browser.visit(earlier)
    })
    await expect(fetch(earlier)).rejects.toThrow()
    const { events, outcome } = await signIn(rig, {}, async (waiting) => {
      const back = await rig.browser.signInUntilSentBack(linkOf(waiting))
      const replayed = new URL(earlier)
      replayed.port = new URL(back).port
      expect((await rig.browser.visit(replayed.href)).status).toBe(400)
      await rig.browser.visit(back)
    })
    expect(kinds(events)).toContain('stray-answer')
    expect(outcome).toMatchObject({ kind: 'signed-in', known: true })
  })

  it('with a code that was used already is no sign-in', async () => {
    await start('gitlab')
    let used = ''
    await signIn(rig, {}, async (waiting) => {
      const back = await rig.browser.signInUntilSentBack(linkOf(waiting))
      used = new URL(back).searchParams.get('code') ?? ''
      await rig.browser.visit(back)
    })
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      const back = new URL(await rig.browser.signInUntilSentBack(linkOf(waiting)))
      back.searchParams.set('code', used)
      await rig.browser.visit(back.href)
    })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'code-expired' } })
  })

  it('with a code of another sign-in fails by its verifier', async () => {
    await start('gitlab')
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      const back = new URL(await rig.browser.signInUntilSentBack(linkOf(waiting)))
      const other = new URL(linkOf(waiting))
      other.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
      const injected = new URL(await rig.browser.signInUntilSentBack(other.href))
      back.searchParams.set('code', injected.searchParams.get('code') ?? '')
      await rig.browser.visit(back.href)
    })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'code-expired' } })
  })

  it('with a code that came too late is no sign-in', async () => {
    await start('github')
    rig.running.host.oauth.lifetimes.code = 1
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      const back = await rig.browser.signInUntilSentBack(linkOf(waiting))
      const began = Date.now()
      await expect.poll(() => Date.now() - began, { timeout: 10_000 }).toBeGreaterThan(2100)
      await rig.browser.visit(back)
    })
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'code-expired', hostWords: 'The code passed is incorrect or expired.' },
    })
  })

  it('that names another issuer is not taken, one of the host itself is', async () => {
    await start('gitlab')
    const withIssuer = (issuer: string) => async (waiting: SignInEvent) => {
      const back = new URL(await rig.browser.signInUntilSentBack(linkOf(waiting)))
      back.searchParams.set('iss', issuer)
      await rig.browser.visit(back.href)
    }
    const wrong = await signIn(rig, {}, withIssuer('https://gitlab.example'))
    expect(wrong.outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'wrong-answer' } })
    expect(rig.running.requests.filter(({ url }) => url.includes('/oauth/token'))).toEqual([])
    expect((await signIn(rig, {}, withIssuer(rig.running.origin))).outcome.kind).toBe('signed-in')
  })

  it('with neither a code nor an error is none of the protocol', async () => {
    await start('gitlab')
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      const back = new URL(await rig.browser.signInUntilSentBack(linkOf(waiting)))
      back.searchParams.delete('code')
      await rig.browser.visit(back.href)
    })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'wrong-answer' } })
  })
})

describe('the address that waits', () => {
  it('closes when nobody comes', async () => {
    await start('gitlab', { changes: { patience: 50 } })
    let redirect = ''
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      redirect = new URL(linkOf(waiting)).searchParams.get('redirect_uri') ?? ''
    })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'timed-out' } })
    await expect(fetch(redirect)).rejects.toThrow()
  })

  it('closes at once when the person cancels', async () => {
    await start('gitlab')
    const cancelling = new AbortController()
    let redirect = ''
    const work = signIn(
      rig,
      {},
      async (waiting) => {
        redirect = new URL(linkOf(waiting)).searchParams.get('redirect_uri') ?? ''
        expect((await fetch(redirect)).status).toBe(400)
        cancelling.abort(new Error('cancelled'))
      },
      cancelling.signal,
    )
    await expect(work).rejects.toThrow('cancelled')
    await expect(fetch(redirect)).rejects.toThrow()
    expect(rig.accounts.list()).toEqual([])
  })

  it('says that its port is taken, where the host wants that port', async () => {
    await start('bitbucket')
    const { port } = new URL(rig.running.host.oauth.redirect ?? '')
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve))
    try {
      expect((await signIn(rig)).outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'port-in-use' } })
      expect(rig.openedLinks).toEqual([])
    } finally {
      await new Promise((resolve) => other.close(resolve))
    }
    expect((await signIn(rig)).outcome.kind).toBe('signed-in')
  })

  it('is opened again only while it waits', async () => {
    await start('gitlab')
    let link = ''
    await signIn(rig, {}, async (waiting) => {
      link = linkOf(waiting)
      expect(await rig.accounts.reopenBrowser(link)).toEqual({ opened: true })
      expect(await rig.accounts.reopenBrowser('https://evil.example/')).toEqual({ opened: false })
      await rig.browser.signIn(link)
    })
    expect(await rig.accounts.reopenBrowser(link)).toEqual({ opened: false })
    expect(rig.openedLinks).toEqual([link, link])
  })
})

describe('a client', () => {
  it('that the host does not know, or whose secret is wrong, is refused in the host’s words', async () => {
    await start('github')
    const { clientId } = rig.running.host.oauth
    await rig.clients.keep({ ...rig.place, clientId, clientSecret: 'wrong' })
    expect((await signIn(rig)).outcome).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'client-rejected', hostWords: expect.stringContaining('incorrect') },
    })
  })

  it('without the secret that the host demands is offered nothing but a device code', async () => {
    await start('github')
    await rig.clients.keep({ ...rig.place, clientId: rig.running.host.oauth.clientId, clientSecret: '' })
    expect(await rig.accounts.offers(rig.place)).toMatchObject({ browser: 'needs-client', deviceCode: 'offered' })
    expect((await signIn(rig)).outcome).toMatchObject({ refusal: { reason: 'client-rejected' } })
    expect(rig.openedLinks).toEqual([])
  })

  it('that nobody registered is asked for', async () => {
    await start('gitlab', { registered: false })
    expect(await rig.accounts.offers(rig.place)).toMatchObject({
      browser: 'needs-client',
      deviceCode: 'needs-client',
      redirect: 'http://127.0.0.1/callback/gitlab',
    })
  })
})

describe('a device code', () => {
  const hurried = { changes: { pause: async () => new Promise<void>((resolve) => setImmediate(resolve)) } }

  it.each<HostKind>(['github', 'gitlab', 'azure-devops'])('signs in at %s', async (kind) => {
    await start(kind, hurried)
    rig.running.host.oauth.deviceInterval = 0
    const { events, outcome } = await signIn(rig, { way: 'device-code' })
    expect(kinds(events)).toEqual(['waiting-for-code', 'finishing', 'done'])
    expect(outcome).toMatchObject({ kind: 'signed-in', account: { login: 'ada', signedInBy: 'device-code' } })
  })

  it('is asked more slowly when the host says so, and ends when it expires', async () => {
    const pauses: number[] = []
    await start('gitlab', {
      changes: {
        pause: async (seconds) => {
          pauses.push(seconds)
          if (pauses.length > 3) rig.advance(3600)
        },
      },
    })
    const { outcome } = await signIn(rig, { way: 'device-code' }, async () => undefined)
    expect(pauses.length).toBeGreaterThan(3)
    expect([...pauses].sort((a, b) => a - b)).toEqual(pauses)
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'timed-out' } })
  })

  it('is not asked for any longer once the person cancels', async () => {
    await start('gitlab')
    const cancelling = new AbortController()
    const work = signIn(
      rig,
      { way: 'device-code' },
      async () => {
        cancelling.abort(new Error('cancelled'))
      },
      cancelling.signal,
    )
    await expect(work).rejects.toThrow('cancelled')
  })

  it('that the application does not allow is said to be the client’s matter', async () => {
    await start('github')
    rig.running.host.oauth.deviceCodes = false
    const { outcome } = await signIn(rig, { way: 'device-code' })
    expect(outcome).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'client-rejected', hostWords: expect.stringContaining('Device Flow') },
    })
  })
})
