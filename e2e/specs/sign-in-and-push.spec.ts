import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'
import { refusePushes } from '../sandbox/git-command.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')

test('a wrong token is said in the wizard, and the right one goes on', async ({ graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  const { wizard } = graft
  await graft.startWizard('Pets', 'GitLab Self-Managed', sandbox.server.url)
  await wizard.selectFolder(clone)
  await wizard.next()
  await wizard.enterToken('not-the-token')
  await wizard.next()
  await wizard.next()
  await wizard.connect()
  await expect(wizard.problem).toContainText('did not accept the sign-in')
  await wizard.changeSignIn()
  await wizard.enterToken(sandbox.token)
  await wizard.next()
  await wizard.next()
  await wizard.connect()
  await wizard.finish()
})

test('a token revoked in between: push asks for another one, loses nothing, and goes on', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', EDITED)
  await graft.sourceControl.commit('Reword one pet')
  const mine = world.git(clone, 'rev-parse', 'HEAD').trim()
  const renewed = `${sandbox.token}-renewed`
  sandbox.server.credentials = [{ username: null, token: renewed }]

  await graft.sourceControl.startPush()
  await graft.sourceControl.answerSignIn(renewed)
  await graft.sourceControl.expectPushed()
  expect(world.git(sandbox.bare, 'rev-parse', 'main').trim()).toBe(mine)
})

test('a server that is down is said so, and the commit is still there to push later', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.sourceControl.commit('Connect')
  sandbox.server.faults.answer = {
    service: null,
    status: 503,
    contentType: 'text/plain',
    body: 'Down for maintenance until noon.',
  }
  await graft.sourceControl.startPush()
  await expect(graft.sourceControl.said('could not complete the request')).toBeVisible()
  await expect(graft.sourceControl.said('Down for maintenance until noon.')).toBeVisible()
  sandbox.server.faults.answer = null
  await graft.sourceControl.push()
  expect(world.git(sandbox.bare, 'rev-parse', 'main')).toBe(world.git(clone, 'rev-parse', 'HEAD'))
})

test('a push that the server refuses shows the server’s own words', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.sourceControl.commit('Connect')
  refusePushes(sandbox.bare, 'main is protected: open a merge request')
  await graft.sourceControl.startPush()
  await expect(graft.sourceControl.said('main is protected: open a merge request')).toBeVisible()
  expect(world.git(sandbox.bare, 'rev-parse', 'main')).not.toBe(world.git(clone, 'rev-parse', 'HEAD'))
})

test('when the remote moved, nothing is forced: the app offers to pull, and then pushes both', async ({
  graft,
  world,
  sandbox,
}) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.sourceControl.commit('Connect')
  const mine = world.git(clone, 'rev-parse', 'HEAD').trim()
  const colleague = sandbox.colleagueClone()
  sandbox.commitAndPush(colleague, { [DEFINITION]: EDITED }, 'Reword one pet')
  const theirs = world.git(colleague, 'rev-parse', 'HEAD').trim()

  await graft.sourceControl.startPush()
  await expect(graft.sourceControl.notice.filter({ hasText: 'Pull first' })).toBeVisible()
  await graft.sourceControl.pull()
  await graft.sourceControl.push()
  expect(world.git(sandbox.bare, 'rev-parse', 'main^1', 'main^2').trim().split('\n')).toEqual([mine, theirs])
})
