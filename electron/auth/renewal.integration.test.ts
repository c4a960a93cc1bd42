import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
const stateOf = (id: Awaited<ReturnType<typeof signedIn>>['id']) => rig.accounts.get(id).state
const rejected = { reason: 'rejected' as const, missingScopes: [] }
const TWO_HOURS = 7200

describe('a token that is about to end', () => {
  it('is renewed once for twenty who ask at the same time, and the pair before is dead', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const before = await rig.accounts.token(id)
    rig.advance(TWO_HOURS - 30)
    const asked = rig.tokenRequests()
    const tokens = await Promise.all(Array.from({ length: 20 }, () => rig.accounts.token(id)))
    expect(rig.tokenRequests()).toBe(asked + 1)
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1)
    const after = tokens[0]?.token ?? ''
    expect(await whoHas(after)).toMatchObject({ login: 'ada' })
    expect(await whoHas(before.token)).toEqual({ state: 'revoked' })
    expect(await rig.accounts.token(id)).toMatchObject({ token: after })
    expect(rig.tokenRequests()).toBe(asked + 1)
  })

  it('is renewed again and again, each time with what came last', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    for (let round = 0; round < 3; round += 1) {
      rig.advance(TWO_HOURS)
      expect(await whoHas((await rig.accounts.token(id)).token)).toMatchObject({ login: 'ada' })
    }
  })

  it.each<HostKind>(['bitbucket', 'azure-devops', 'bitbucket-data-center'])('is renewed at %s', async (kind) => {
    await start(kind)
    const { id } = await signedIn(rig)
    const before = await rig.accounts.token(id)
    rig.advance(TWO_HOURS)
    const after = await rig.accounts.token(id)
    expect(after.token).not.toBe(before.token)
    expect(await whoHas(after.token)).toMatchObject({ login: 'ada' })
  })

  it('goes on after one of those who wait gives up', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    rig.advance(TWO_HOURS)
    const leaving = new AbortController()
    const left = rig.accounts.token(id, leaving.signal)
    const stayed = rig.accounts.token(id)
    leaving.abort(new Error('left'))
    await expect(left).rejects.toThrow('left')
    expect(await whoHas((await stayed).token)).toMatchObject({ login: 'ada' })
  })

  it('is on the disk before it is used: another start has it', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    rig.advance(TWO_HOURS)
    const { token } = await rig.accounts.token(id)
    const asked = rig.tokenRequests()
    const again = await rig.restart()
    expect(await again.accounts.token(id)).toMatchObject({ token })
    expect(rig.tokenRequests()).toBe(asked)
  })

  it('that was renewed by a process which died before keeping it asks for a sign-in, and loses nothing else', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const kept = await mkdtemp(join(tmpdir(), 'graft-auth-'))
    try {
      await cp(rig.dataFolder, kept, { recursive: true })
      rig.advance(TWO_HOURS)
      await rig.accounts.token(id)
      const { accounts } = await rig.restart({
        documents: { dataFolder: kept, now: () => new Date(Date.now() + TWO_HOURS * 1000), report: () => undefined },
      })
      await expect(accounts.token(id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
      expect(accounts.get(id)).toMatchObject({ login: 'ada', state: { kind: 'needs-renewal', reason: 'rejected' } })
      expect((await signIn({ ...rig, accounts }, { renew: id })).outcome).toMatchObject({ kind: 'signed-in', known: true })
      expect(await whoHas((await accounts.token(id)).token)).toMatchObject({ login: 'ada' })
    } finally {
      await rm(kept, { recursive: true, force: true })
    }
  })

  it('stays as it is when the network fails', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    rig.advance(TWO_HOURS)
    rig.network('cut')
    await expect(rig.accounts.token(id)).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(stateOf(id)).toEqual({ kind: 'ready' })
    rig.network('there')
    expect(await whoHas((await rig.accounts.token(id)).token)).toMatchObject({ login: 'ada' })
  })

  it('turns the account amber once the person took back what was allowed, and is not asked for again', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    rig.running.revokeSignIns('ada')
    rig.advance(TWO_HOURS)
    await expect(rig.accounts.token(id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    expect(stateOf(id)).toMatchObject({ kind: 'needs-renewal' })
    const asked = rig.tokenRequests()
    await expect(rig.accounts.token(id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    expect(rig.tokenRequests()).toBe(asked)
  })
})

describe('a refused token', () => {
  it('is renewed once, however many were refused with it', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const refused = await rig.accounts.token(id)
    const asked = rig.tokenRequests()
    const next = await Promise.all(Array.from({ length: 5 }, () => rig.accounts.afterRefusal(id, refused, rejected)))
    expect(new Set(next.map((each) => each?.token)).size).toBe(1)
    expect(next[0]?.token).not.toBe(refused.token)
    expect(rig.tokenRequests()).toBe(asked + 1)
    expect((await rig.accounts.afterRefusal(id, refused, rejected))?.token).toBe(next[0]?.token)
    expect(stateOf(id)).toEqual({ kind: 'ready' })
  })

  it('marks the account when the renewed one is refused, too', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const next = await rig.accounts.afterRefusal(id, await rig.accounts.token(id), rejected)
    if (!next) throw new Error('not renewed')
    expect(await rig.accounts.afterRefusal(id, next, { reason: 'revoked', missingScopes: [] })).toBeNull()
    expect(stateOf(id)).toMatchObject({ kind: 'needs-renewal', reason: 'revoked' })
    await expect(rig.accounts.token(id)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'revoked' } })
  })

  it('that lacks a right is not renewed, and stays good for the rest', async () => {
    await start('gitlab')
    const { id } = await signedIn(rig)
    const token = await rig.accounts.token(id)
    const scope = { reason: 'scope' as const, missingScopes: ['api'] }
    expect(await rig.accounts.afterRefusal(id, token, scope)).toBeNull()
    expect(stateOf(id)).toEqual({ kind: 'needs-renewal', ...scope })
    expect(await rig.accounts.token(id)).toEqual(token)
  })

  it('of the person’s own making marks the account', async () => {
    await start('github')
    const outcome = await rig.accounts.signInWithToken({
      ...rig.place,
      organisation: null,
      beside: null,
      token: rig.running.issueToken('ada', ['repo']),
      renew: null,
    })
    if (outcome.kind !== 'signed-in') throw new Error('not signed in')
    const { id } = outcome.account
    const token = await rig.accounts.token(id)
    expect(await rig.accounts.afterRefusal(id, token, { reason: 'expired', missingScopes: [] })).toBeNull()
    expect(stateOf(id)).toMatchObject({ reason: 'expired' })
  })
})

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
