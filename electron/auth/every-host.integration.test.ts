import { afterEach, describe, expect, it } from 'vitest'
import { HOST_KINDS, type HostKind } from '#shared/domain/host.ts'
import { accentOf } from '../../e2e/sandbox/hosts/accents.ts'
import { openHost } from '../hosts/open-host.ts'
import { type AuthRig, signedIn, startAuthRig } from './testing/auth-rig.ts'

let rig: AuthRig
afterEach(() => rig.close())
const start = async (kind: HostKind) => {
  rig = await startAuthRig(kind, { accent: accentOf(kind), openHost })
  return rig
}

/** Rights as each host calls them for tokens of the person's own. */
const RIGHTS: Readonly<Record<HostKind, string[]>> = {
  github: ['repo', 'read:org', 'read:user'],
  'github-enterprise-server': ['repo', 'read:org', 'read:user'],
  gitlab: ['api', 'write_repository'],
  'gitlab-self-managed': ['api', 'write_repository'],
  bitbucket: ['read:user:bitbucket', 'write:repository:bitbucket', 'read:workspace:bitbucket'],
  'bitbucket-data-center': ['REPO_WRITE'],
  'azure-devops': ['vso.code_write', 'vso.project', 'vso.profile'],
  'azure-devops-server': ['vso.code_write'],
}

describe.each(HOST_KINDS)('%s, as its own module speaks to it', (kind) => {
  it('takes a token of the person’s own, in the way in which this host wants it carried', async () => {
    await start(kind)
    const { token: offer } = await rig.accounts.offers(rig.place)
    const outcome = await rig.accounts.signInWithToken({
      ...rig.place,
      organisation: 'acme',
      beside: offer.beside === 'email' ? 'ada@example.test' : null,
      token: rig.running.issueToken('ada', RIGHTS[kind]),
      renew: null,
    })
    expect(outcome).toMatchObject({ kind: 'signed-in', account: { login: expect.stringContaining('ada') } })
    // The sandbox's Azure DevOps names pictures and serves none.
    if (outcome.kind !== 'signed-in' || !outcome.account.hasAvatar || kind === 'azure-devops') return
    expect(await rig.accounts.avatar(outcome.account.id)).toMatch(/^data:image\/(png|jpeg|gif|webp);base64,/)
    rig.network('cut')
    expect(await (await rig.restart()).accounts.avatar(outcome.account.id)).toMatch(/^data:image/)
  })
})

describe.each(HOST_KINDS.filter((kind) => kind !== 'azure-devops-server'))(
  '%s in the browser, as its own module speaks to it',
  (kind) => {
    it('is the same account as with a token', async () => {
      await start(kind)
      const account = await signedIn(rig, { organisation: 'acme' })
      expect(account.login).toContain('ada')
      expect(rig.accounts.list()).toHaveLength(1)
      const { token: offer } = await rig.accounts.offers(rig.place)
      const outcome = await rig.accounts.signInWithToken({
        ...rig.place,
        organisation: 'acme',
        beside: offer.beside === 'email' ? 'ada@example.test' : null,
        token: rig.running.issueToken('ada', RIGHTS[kind]),
        renew: account.id,
      })
      expect(outcome).toMatchObject({ kind: 'signed-in', known: true, account: { id: account.id } })
    })
  },
)
