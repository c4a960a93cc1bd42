import type { HostKind } from '#shared/domain/host.ts'
import { ON_PREMISES_HOSTS } from '#shared/domain/host.ts'
import { type App, expect, test } from '../fixtures/app.ts'
import { TITLES } from '../fixtures/cloud-hosts.ts'
import type { Hosts } from '../fixtures/hosts.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'
import { trustAuthority } from '../fixtures/private-authority.ts'
import type { World } from '../fixtures/world.ts'
import type { Graft } from '../pages/graft.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')

interface Scene {
  app: App
  graft: Graft
  hosts: Hosts
  world: World
}

/** From the sign-in that is given to an edit that command-line git sees on the server. */
async function connectAndPush({ graft, hosts, world }: Scene, kind: HostKind): Promise<void> {
  await graft.wizard.next()
  await expect(graft.wizard.directoryProblem('schema')).toContainText('1 definition')
  await graft.wizard.next()
  await graft.wizard.connect()
  await graft.wizard.finish()
  await graft.editDefinition('index.yaml', EDITED)
  await graft.sourceControl.commit(`Reword one pet at ${kind}`)
  await graft.sourceControl.push()
  const { bare } = hosts.get(kind).world.pets
  world.git(bare, 'fsck', '--strict')
  expect(world.git(bare, 'show', `main:${DEFINITION}`)).toBe(EDITED)
}

async function expectNoSecrets({ app, hosts, world }: Scene): Promise<void> {
  expect(hosts.findSecrets([world.data, world.home])).toEqual([])
  expect(hosts.secretsIn(app.output())).toEqual([])
  expect(hosts.secretsIn(await app.page.content())).toEqual([])
}

test.describe('an account of an own server', { tag: '@browser-host' }, () => {
  for (const { kind, scheme } of [
    { kind: 'github-enterprise-server', scheme: 'https' },
    { kind: 'gitlab-self-managed', scheme: 'http' },
  ] as const) {
    test.describe(TITLES[kind], () => {
      test.use({ hostsWanted: { kinds: [kind], scheme } })

      test('signs in on its own page, over a private authority where it has one', async ({
        app,
        graft,
        hosts,
        person,
        world,
      }) => {
        const { running } = hosts.get(kind)
        const { wizard } = graft
        await graft.startWizard('Pets', TITLES[kind], running.origin)
        if (scheme === 'https') await trustAuthority({ app, graft, hosts, world }, kind, async () => {})
        await wizard.selectFolder(hosts.clonePets(kind))
        await wizard.next()
        await wizard.chooseAccount()
        await person.authorize(await wizard.signIn.beginInBrowser())
        await expect(wizard.dialog.getByRole('radio', { name: /Ada Lindgren/ })).toBeChecked()
        await connectAndPush({ app, graft, hosts, world }, kind)
        await expectNoSecrets({ app, graft, hosts, world })
      })
    })
  }
})

/** Too many wrong passwords, of whichever program: the server wants a puzzle solved on its page before it takes any sign-in. */
async function meetCaptcha({ sourceControl }: Graft, hosts: Hosts): Promise<void> {
  const { troubles } = hosts.get('bitbucket-data-center').running.host
  troubles.lockedOut = true
  await sourceControl.checkRemote()
  const notice = sourceControl.notice.filter({ hasText: 'shuts this computer or account out for a while' })
  await expect(notice).toContainText('Each attempt before that makes it longer')
  await expect(notice).toContainText('CAPTCHA required.')
  troubles.lockedOut = false
  await sourceControl.checkRemote()
  await expect(sourceControl.said('The remote has nothing new.')).toBeVisible()
}

test.describe('an access token', { tag: '@browser-host' }, () => {
  test.use({ hostsWanted: { kinds: ON_PREMISES_HOSTS } })

  test('connects a clone of each kind of own server', async ({ app, graft, hosts, world }) => {
    // Four servers after one another; the limit only stops a test that hangs.
    test.setTimeout(300_000)
    for (const kind of ON_PREMISES_HOSTS) {
      await test.step(TITLES[kind], async () => {
        const { running } = hosts.get(kind)
        await graft.startWizard(`Pets at ${kind}`, TITLES[kind], running.origin)
        await graft.wizard.selectFolder(hosts.clonePets(kind))
        await graft.wizard.next()
        await graft.wizard.enterToken(running.issueToken('ada'), kind === 'bitbucket-data-center' ? 'ada' : null)
        await connectAndPush({ app, graft, hosts, world }, kind)
        if (kind === 'bitbucket-data-center') await meetCaptcha(graft, hosts)
      })
    }
    await expectNoSecrets({ app, graft, hosts, world })
  })
})
