import { CLOUD_HOSTS } from '#shared/domain/host.ts'
import { expect, test } from '../fixtures/app.ts'
import { TITLES } from '../fixtures/cloud-hosts.ts'
import { meetRefusalsWhileChoosing } from '../fixtures/refusals-while-choosing.ts'

for (const kind of CLOUD_HOSTS) {
  test.describe(`Choosing a repository at ${TITLES[kind]}`, { tag: '@browser-host' }, () => {
    test.use({ hostsWanted: { kinds: [kind] } })

    test('what the host’s interface refuses is said with its way out', async ({ graft, hosts, person, world }) => {
      const { bare } = hosts.get(kind).world.pets
      const before = world.git(bare, 'for-each-ref')
      await meetRefusalsWhileChoosing({ graft, hosts, person }, kind, async () => {
        expect(world.git(bare, 'for-each-ref')).toBe(before)
      })
      expect(hosts.findSecrets([world.data, world.home])).toEqual([])
    })
  })
}
