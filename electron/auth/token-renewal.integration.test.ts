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
