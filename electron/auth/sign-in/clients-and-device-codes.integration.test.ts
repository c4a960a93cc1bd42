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
