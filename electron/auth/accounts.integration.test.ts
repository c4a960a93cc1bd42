import { afterEach, describe, expect, it } from 'vitest'
import type { HostKind } from '#shared/domain/host.ts'
import { type AuthRig, type RigOptions, signedIn, signIn, startAuthRig } from './testing/auth-rig.ts'

let rig: AuthRig
afterEach(() => rig.close())
const start = async (kind: HostKind, options?: RigOptions) => {
  rig = await startAuthRig(kind, options)
  return rig
}
const whoHas = async (token: string) =>
  (await fetch(`${rig.running.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })).json()
const rejected = { reason: 'rejected' as const, missingScopes: [] }

describe('a renewal by the person', () => {
  it('keeps the account, whatever became of its token', async () => {
    await start('gitlab')
    const { id, addedAt } = await signedIn(rig)
    rig.running.revokeSignIns('ada')
    await rig.accounts.afterRefusal(id, await rig.accounts.token(id), rejected)
    const { outcome } = await signIn(rig, { renew: id })
    expect(outcome).toMatchObject({ kind: 'signed-in', known: true, account: { id, addedAt, state: { kind: 'ready' } } })
    expect(rig.accounts.list()).toHaveLength(1)
  })

  it('that somebody else answers changes nothing, and the token that nobody wants dies', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const { token } = await rig.accounts.token(id)
    const { outcome } = await signIn(rig, { renew: id }, async (waiting) =>
      rig.browser.signIn('link' in waiting ? waiting.link : '', { person: 'bob' }),
    )
    expect(outcome).toEqual({ kind: 'other-account', expected: 'ada', got: 'bob' })
    expect(await rig.accounts.token(id)).toMatchObject({ token })
    expect(await whoHas(token)).toMatchObject({ login: 'ada' })
    expect(rig.running.host.tokens.filter(({ person }) => person === 'bob')).toMatchObject([{ state: 'revoked' }])
  })

  it('of an account that is gone is told so', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    await rig.accounts.remove(id)
    await expect(signIn(rig, { renew: id })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'account' } })
  })

  it('that ends after the account was removed does not bring it back, and its token dies', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const late = signIn(rig, { renew: id }, async (waiting) => {
      await rig.accounts.remove(id)
      await rig.browser.signIn('link' in waiting ? waiting.link : '')
    })
    await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'account' } })
    expect(rig.accounts.list()).toEqual([])
    expect(rig.running.host.tokens.filter(({ state }) => state === 'good')).toEqual([])
  })

  it('ends the pair before, which nobody holds any longer: hosts count how many there are', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const before = await rig.accounts.token(id)
    await signIn(rig, { renew: id })
    expect(await whoHas(before.token)).toEqual({ state: 'revoked' })
    expect(await whoHas((await rig.accounts.token(id)).token)).toMatchObject({ login: 'ada' })
  })

  it('makes a second account for a second person', async () => {
    await start('gitlab')
    await signedIn(rig)
    await signIn(rig, {}, async (waiting) => rig.browser.signIn('link' in waiting ? waiting.link : '', { person: 'bob' }))
    expect(rig.accounts.list().map(({ login }) => login)).toEqual(['ada', 'bob'])
  })
})

describe('a token of the person’s own', () => {
  const withToken = (token: string) =>
    rig.accounts.signInWithToken({ ...rig.place, organisation: null, beside: null, token, renew: null })

  it('is the same account as a sign-in in the browser', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const token = rig.running.issueToken('ada', ['api'])
    expect(await withToken(` ${token}\n`)).toMatchObject({
      kind: 'signed-in',
      known: true,
      account: { id, signedInBy: 'token' },
    })
    expect(await rig.accounts.token(id)).toEqual({ token, authorization: `Bearer ${token}`, gitUsername: 'oauth2' })
  })

  it('is refused when the host does not take it, or when it lacks a right', async () => {
    await start('gitlab')
    expect(await withToken('wrong')).toMatchObject({ kind: 'refused', refusal: { reason: 'token-rejected' } })
    expect(await withToken(rig.running.issueToken('ada', ['read_api']))).toMatchObject({
      refusal: { reason: 'scope', missing: ['write_repository'] },
    })
    expect(rig.accounts.list()).toEqual([])
  })

  it('makes one account, however many bring it at once', async () => {
    await start('gitlab')
    const tokens = [rig.running.issueToken('ada', ['api']), rig.running.issueToken('ada', ['api'])]
    await Promise.all(tokens.map(withToken))
    expect(rig.accounts.list()).toHaveLength(1)
  })

  it.each(['to\u200bken', 'to\nken', '“token”', 'to ken'])('that no host could have made is not sent: %j', async (token) => {
    await start('gitlab')
    expect(await withToken(token)).toMatchObject({ kind: 'refused', refusal: { reason: 'token-rejected' } })
    expect(rig.running.requests).toEqual([])
  })

  it('says so when the host can’t be reached', async () => {
    await start('gitlab')
    rig.network('cut')
    await expect(withToken('any')).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })

  it('does not travel unencrypted', async () => {
    await start('gitlab-self-managed')
    const place = { host: 'gitlab-self-managed', domain: 'http://git.example' } as const
    expect(await rig.accounts.offers(place)).toMatchObject({ browser: 'not-offered', deviceCode: 'not-offered' })
    const outcome = rig.accounts.signInWithToken({ ...place, organisation: null, beside: null, token: 'any', renew: null })
    expect(await outcome).toMatchObject({ kind: 'refused' })
  })
})

describe('rights that the person unticked', () => {
  it('refuse the sign-in, name themselves, and the token dies', async () => {
    await start('github')
    rig.running.host.oauth.untickedScopes = ['repo']
    expect((await signIn(rig)).outcome).toMatchObject({ kind: 'refused', refusal: { reason: 'scope', missing: ['repo'] } })
    expect(rig.running.host.tokens).toMatchObject([{ state: 'revoked' }])
  })
})

describe('removing an account', () => {
  it.each<[HostKind, string]>([
    ['github', 'revoked'],
    ['gitlab', 'revoked'],
    ['bitbucket', 'not-offered'],
    ['azure-devops', 'not-offered'],
  ])('at %s: %s', async (kind, revoked) => {
    await start(kind)
    const { id } = await signedIn(rig)
    const { token } = await rig.accounts.token(id)
    expect(await rig.accounts.remove(id)).toEqual({ revoked })
    expect(await whoHas(token)).toMatchObject(revoked === 'revoked' ? { state: 'revoked' } : { login: 'ada' })
    expect(rig.accounts.list()).toEqual([])
    await expect(rig.accounts.token(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await rig.restart()).accounts.list()).toEqual([])
  })

  it('forgets the token even if the host can’t be told', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    rig.network('cut')
    expect(await rig.accounts.remove(id)).toEqual({ revoked: 'failed' })
    expect((await rig.restart()).accounts.list()).toEqual([])
  })
})

describe('a token that this computer no longer has', () => {
  it('is said to be lost after a restart without protected storage', async () => {
    await start('gitlab', { changes: { secrets: { kind: 'memory' } } })
    const { id } = await signedIn(rig)
    const { accounts } = await rig.restart()
    expect(accounts.get(id).state).toMatchObject({ kind: 'needs-renewal', reason: 'lost' })
    await expect(accounts.token(id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'lost-at-restart' } })
  })

  it('is said to be lost under another key, and is there again with its own', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const foreign = await rig.restart({
      secrets: {
        kind: 'protected',
        seal: async () => new Uint8Array(),
        open: async () => {
          throw new Error('another computer’s key')
        },
      },
    })
    expect(foreign.accounts.get(id).state).toMatchObject({ reason: 'lost' })
    expect((await rig.restart()).accounts.get(id).state).toEqual({ kind: 'ready' })
  })
})

describe('a sign-in of one organisation at Azure DevOps', () => {
  it('is not marked because another organisation refused it, and is once its own does', async () => {
    await start('azure-devops')
    const { id } = await signedIn(rig, { organisation: 'acme' })
    const token = await rig.accounts.token(id)
    await expect(rig.accounts.afterRefusal(id, token, rejected)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    expect(rig.accounts.get(id).state).toEqual({ kind: 'ready' })
    rig.running.revokeSignIns('ada')
    expect(await rig.accounts.afterRefusal(id, token, rejected)).toBeNull()
    expect(rig.accounts.get(id).state).toMatchObject({ kind: 'needs-renewal' })
  })
})

describe('a place', () => {
  it('never holds the user name or password of the address that was typed', async () => {
    await start('gitlab')
    const domain = 'https://ada:pass@github.com/'
    const kept = await rig.clients.keep({ host: 'github-enterprise-server', domain, clientId: 'c', clientSecret: null })
    expect(kept.domain).toBe('https://github.com')
    const none = { host: 'gitlab-self-managed', domain: 'ftp://git.example/' } as const
    expect(await rig.accounts.offers(none)).toMatchObject({ browser: 'not-offered' })
  })
})
