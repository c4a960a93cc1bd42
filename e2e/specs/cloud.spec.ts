import { CLOUD_HOSTS } from '#shared/domain/host.ts'
import { violations } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/app.ts'
import { choiceOf, TITLES } from '../fixtures/cloud-hosts.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')

for (const kind of CLOUD_HOSTS) {
  test.describe(TITLES[kind], () => {
    test.use({ hostsWanted: { kinds: [kind] } })

    test('from the browser’s page to a pushed edit', async ({ app, graft, hosts, person, world }) => {
      const { running, world: repositories } = hosts.get(kind)
      const { wizard } = graft
      await graft.createApi('Pets', 'Empty')
      await graft.openWizard()
      await wizard.chooseHost(TITLES[kind])

      await test.step('sign in on the host’s page', async () => {
        if (kind === 'azure-devops') await wizard.signIn.enterOrganisation('acme')
        const link = await wizard.signIn.beginInBrowser()
        expect.soft(await violations(app.page, 'all'), 'while waiting for the browser').toEqual([])
        await person.authorize(link)
        await expect((await person.page()).getByRole('heading')).toBeVisible()
        await expect(wizard.dialog.getByText('As Ada Lindgren sees them.')).toBeVisible()
      })

      await test.step('choose the repository in the host’s lists', async () => {
        await wizard.chooseRepository(choiceOf(kind, repositories.readOnly))
        await expect(wizard.dialog.getByText('This account may read it, not push to it').first()).toBeVisible()
        await wizard.take(...choiceOf(kind, repositories.pets).repository)
        await expect(wizard.dialog.getByText('This repository can be connected')).toBeVisible()
        await expect(wizard.listed('Active branch')).toHaveValue('main')
        expect.soft(await violations(app.page, 'all'), 'the repository is chosen').toEqual([])
        await wizard.next()
        await expect(wizard.directoryProblem('schema')).toContainText('1 definition')
        await wizard.next()
        await wizard.connect()
        await wizard.finish()
      })

      await test.step('edit, commit and push', async () => {
        await graft.openFile('index.yaml')
        expect(await graft.editor.text()).toBe(PETS_DEFINITION)
        await graft.editor.replace(EDITED)
        await graft.editor.save()
        await graft.sourceControl.commitAndPush('Reword one pet')
        const { bare } = repositories.pets
        world.git(bare, 'fsck', '--strict')
        expect(world.git(bare, 'show', `main:${DEFINITION}`)).toBe(EDITED)
        expect(world.git(bare, 'show', 'main:src/app.js')).toBe("console.log('pets')\n")
        expect(world.git(bare, 'log', '-1', '--format=%s%n%an <%ae>', 'main').trim().split('\n')).toEqual([
          'Reword one pet',
          'Tess Tester <tess@example.test>',
        ])
      })

      await test.step('no secret of the run is written or said anywhere', async () => {
        expect(running.secrets.size).toBeGreaterThan(2)
        expect(hosts.findSecrets([world.data, world.home])).toEqual([])
        expect(hosts.secretsIn(app.output())).toEqual([])
        expect(hosts.secretsIn(await app.page.content())).toEqual([])
      })
    })
  })
}
