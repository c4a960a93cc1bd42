import { afterEach, describe, expect, it } from 'vitest'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import { type HostedServices, startHostedServices } from '../../testing/hosted-services.ts'

let under: HostedServices
afterEach(() => under.remove())

describe('a server with a private certificate authority', () => {
  it('is refused until its authority is trusted, and then serves sign-in, lists, check and Git alike', async () => {
    under = await startHostedServices('gitlab-self-managed', { scheme: 'https' })
    const { client } = under
    const domain = under.host.origin
    const pem = under.host.authority ?? ''
    const api = await client.apis.create({ name: 'Pets', summary: '', starter: 'empty' })
    const place = { host: 'gitlab-self-managed' as const, domain }
    const signIn = () =>
      client.accounts.signInWithToken({
        ...place,
        organisation: null,
        beside: null,
        token: under.host.issueToken('ada', ['api', 'write_repository']),
        renew: null,
      })
    await expect(signIn()).rejects.toMatchObject({ code: 'CERTIFICATE_REJECTED', data: { domain } })
    expect(await client.connections.checkDomain(place)).toMatchObject({ kind: 'certificate', reason: 'unknown-authority' })

    const examined = await client.certificates.examine({ domain, pem })
    if (examined.kind !== 'authorities') throw new Error(examined.kind)
    expect(await client.certificates.trust({ domain, pem })).toEqual(examined.authorities)
    expect(await client.certificates.list()).toEqual(examined.authorities)

    expect(await client.connections.checkDomain(place)).toMatchObject({ kind: 'reachable', encrypted: true })
    const signedIn = await signIn()
    if (signedIn.kind !== 'signed-in') throw new Error(JSON.stringify(signedIn))
    const { path } = under.world.pets
    const wanted = { apiId: api.id, accountId: signedIn.account.id, repository: path, branch: 'main' }
    let last: ConnectEvent | undefined
    const stream = await client.connections.connectHosted({ ...wanted, directories: { schema: '', collection: '' } })
    for await (const event of stream) last = event
    expect(last).toMatchObject({ kind: 'connected' })

    await under.restart()
    const [authority] = await under.client.certificates.list()
    await under.client.certificates.forget({ domain, fingerprint: authority?.fingerprint ?? '' })
    expect(await under.client.connections.checkDomain(place)).toMatchObject({ kind: 'certificate' })
  })
})
