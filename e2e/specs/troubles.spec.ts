import { CLOUD_HOSTS } from '#shared/domain/host.ts'
import { expect, test } from '../fixtures/app.ts'
import { TITLES } from '../fixtures/cloud-hosts.ts'
import { EDITED, meetTroubles, UNSAVED } from '../fixtures/troubles.ts'

for (const kind of CLOUD_HOSTS) {
  test.describe(TITLES[kind], { tag: '@browser-host' }, () => {
    test.use({ hostsWanted: { kinds: [kind] } })

    test('each trouble is said with its way out, and nothing is lost; a revoked sign-in is renewed in place', async ({
      app,
      graft,
      hosts,
      person,
      world,
    }) => {
      // A dozen situations after one another; the limit only stops a test that hangs.
      test.setTimeout(300_000)
      const { bare } = hosts.get(kind).world.pets
      const before = world.git(bare, 'rev-parse', 'main')
      await meetTroubles({ app, graft, hosts, person }, kind, async () => {
        expect(world.git(bare, 'rev-parse', 'main')).toBe(before)
      })
      expect(await graft.editor.text()).toBe(UNSAVED)
      await expect(graft.footer).toContainText('main')
      await graft.sourceControl.commitAndPush('Reword one pet')
      expect(world.git(bare, 'show', 'main:postman/schemas/index.yaml')).toBe(EDITED)
      expect(await graft.editor.text()).toBe(UNSAVED)
      expect(hosts.findSecrets([world.data, world.home])).toEqual([])
      expect(hosts.secretsIn(app.output())).toEqual([])
    })
  })
}
