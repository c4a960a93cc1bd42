import { expect, test } from '../fixtures/app.ts'
import { connectHosted } from '../fixtures/connect-hosted.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')

test.use({ hostsWanted: { kinds: ['github'] } })

test('a new branch, committed and pushed, asked for in a pull request and merged', async ({
  app,
  graft,
  hosts,
  person,
  world,
}) => {
  const { pets } = hosts.get('github').world
  const onServer = (...args: string[]) => world.git(pets.bare, ...args).trim()
  await connectHosted({ graft, hosts, person }, 'github')
  const begun = onServer('rev-parse', 'main')

  await graft.editDefinition('index.yaml', EDITED)
  await graft.sourceControl.commitOntoNewBranch('Reword one pet', 'wording/one-pet')
  await expect(graft.footer).toContainText('wording/one-pet')
  expect(onServer('show', `wording/one-pet:${DEFINITION}`)).toBe(EDITED.trim())
  expect(onServer('rev-parse', 'main')).toBe(begun)

  await graft.pullRequests.create('Reword one pet', 'It is one animal.')
  await expect(graft.pullRequests.section).toContainText('Reword one pet')
  await expect(graft.pullRequests.section).toContainText('into main')
  expect(pets.pullRequests).toMatchObject([
    { title: 'Reword one pet', description: 'It is one animal.', source: 'wording/one-pet', target: 'main', state: 'open' },
  ])

  await graft.pullRequests.merge('main')
  await expect.poll(() => onServer('rev-parse', 'main')).not.toBe(begun)
  expect(onServer('show', `main:${DEFINITION}`)).toBe(EDITED.trim())
  expect(onServer('merge-base', '--is-ancestor', begun, 'main')).toBe('')
  expect(onServer('fsck', '--strict')).toBe('')
  await expect(graft.footer).toContainText('wording/one-pet')
  expect(await graft.editor.text()).toBe(EDITED)
  expect(hosts.secretsIn(app.output())).toEqual([])
})
