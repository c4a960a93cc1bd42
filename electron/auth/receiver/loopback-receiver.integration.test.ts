import { request as httpRequest } from 'node:http'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { SignInEvent } from '#shared/contract/accounts.ts'
import type { HostKind } from '#shared/domain/host.ts'
import { type AuthRig, type RigOptions, signIn, startAuthRig } from '../testing/auth-rig.ts'

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
      for (const method of ['POST', 'HEAD', 'OPTIONS']) {
        expect((await rawRequest(back, { host }, method)).status).toBe(400)
      }
      expect((await rawRequest(`${origin}/favicon.ico`, { host })).status).toBe(404)
      expect((await rawRequest(back.replace('/callback/gitlab', '/callback/github'), { host })).status).toBe(404)
      expect((await rawRequest(back, { host })).status).toBe(200)
    })
    expect(kinds(events).filter((kind) => kind === 'stray-answer')).toHaveLength(9)
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

  it('is shared with no second listener, and no connection that stays open keeps it', async () => {
    await start('gitlab')
    let redirect = ''
    const { outcome } = await signIn(rig, {}, async (waiting) => {
      redirect = new URL(linkOf(waiting)).searchParams.get('redirect_uri') ?? ''
      const port = Number(new URL(redirect).port)
      for (const host of ['127.0.0.1', '0.0.0.0']) {
        const second = createServer()
        const refused = new Promise((resolve) => second.once('error', resolve))
        second.listen(port, host)
        expect(await refused).toMatchObject({ code: 'EADDRINUSE' })
      }
      const idle = connect(port, '127.0.0.1')
      await new Promise<void>((resolve) => idle.once('connect', resolve))
      const ended = new Promise((resolve) => idle.once('close', resolve))
      await rig.browser.signIn(linkOf(waiting))
      await ended
    })
    expect(outcome.kind).toBe('signed-in')
    await expect(fetch(redirect)).rejects.toThrow()
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
