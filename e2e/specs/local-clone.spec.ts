import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { leaveForeignWork, readForeignWork } from '../fixtures/foreign-work.ts'
import { committed, readClone, readCommit } from '../fixtures/git-facts.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'
import { findSecret } from '../fixtures/secrets.ts'
import { COLLEAGUE, TESTER } from '../fixtures/world.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('summary: List all pets', 'summary: List every pet in the shop')

test('a local clone is connected, edited, committed, pushed and pulled', async ({ app, graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  const laidOut = world.git(clone, 'rev-parse', 'HEAD').trim()
  const foreign = leaveForeignWork(world, clone)

  await test.step('connect', async () => {
    await connectPets(graft, sandbox, clone)
    const facts = readClone(world, clone)
    expect(facts).toMatchObject({ branch: 'main', commit: laidOut })
    expect(graftPaths(facts.status)).toEqual([
      expect.stringContaining('.postman/api'),
      expect.stringContaining('.postman/api_'),
    ])
    expect(readForeignWork(world, clone)).toEqual(foreign)
  })

  await test.step('edit and save', async () => {
    await graft.openFile('index.yaml')
    expect(await graft.editor.text()).toBe(PETS_DEFINITION)
    await graft.editor.replace(EDITED)
    expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(PETS_DEFINITION)
    await graft.editor.save()
    expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(EDITED)
  })

  await test.step('see the diff', async () => {
    await graft.sourceControl.openDiff(DEFINITION)
    await expect(graft.diff.before).toContainText('List all pets')
    await expect(graft.diff.after).toContainText('List every pet in the shop')
    await graft.diff.close()
  })

  await test.step('commit', async () => {
    await graft.sourceControl.commit('Reword the list', 'It lists every pet.')
    await expect(graft.footer).toContainText('main')
    const commit = readCommit(world, clone)
    const author = `${TESTER.name} <${TESTER.email}>`
    expect(commit).toMatchObject({ subject: 'Reword the list', body: 'It lists every pet.', author, committer: author })
    expect(commit.parents).toEqual([laidOut])
    expect(commit.changed).toEqual([
      expect.stringMatching(/^A\t\.postman\/api$/),
      expect.stringMatching(/^A\t\.postman\/api_[0-9a-f-]{36}$/),
      `M\t${DEFINITION}`,
    ])
    expect(committed(world, clone, DEFINITION)).toBe(EDITED)
    expect(graftPaths(readClone(world, clone).status)).toEqual([])
    expect(readForeignWork(world, clone)).toEqual(foreign)
  })

  await test.step('push', async () => {
    await graft.sourceControl.push()
    const pushed = world.git(sandbox.bare, 'rev-parse', 'refs/heads/main').trim()
    expect(pushed).toBe(world.git(clone, 'rev-parse', 'HEAD').trim())
    expect(world.git(clone, 'rev-parse', 'refs/remotes/origin/main').trim()).toBe(pushed)
    world.git(sandbox.bare, 'fsck', '--strict')
    readClone(world, clone)
    expect(readForeignWork(world, clone)).toEqual(foreign)
  })

  await test.step('a colleague pushes; the waiting commits are shown and pulled', async () => {
    const colleague = sandbox.colleagueClone()
    const theirs = EDITED.replace('description: No pet has this id', 'description: The pet does not exist')
    sandbox.commitAndPush(colleague, { [DEFINITION]: theirs }, 'Reword the missing pet')
    sandbox.commitAndPush(colleague, { 'postman/schemas/owner.yaml': 'type: object\n' }, 'Describe owners')
    await graft.sourceControl.checkRemote()
    await expect(graft.sourceControl.pullButton).toHaveAccessibleName('Pull 2 commits')
    await graft.sourceControl.pull()

    expect(readClone(world, clone).commit).toBe(world.git(colleague, 'rev-parse', 'HEAD').trim())
    expect(readCommit(world, clone).author).toBe(`${COLLEAGUE.name} <${COLLEAGUE.email}>`)
    expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(theirs)
    expect(graftPaths(readClone(world, clone).status)).toEqual([])
    expect(readForeignWork(world, clone)).toEqual(foreign)
    await graft.openFile('index.yaml')
    await expect(graft.editor.content).toContainText('The pet does not exist')
  })

  await test.step('both sides move: the pull makes a merge commit with two parents', async () => {
    await graft.editor.replace((await graft.editor.text()).replace('title: Pets', 'title: Pets and owners'))
    await graft.editor.save()
    await graft.sourceControl.commit('Rename the document')
    const mine = world.git(clone, 'rev-parse', 'HEAD').trim()
    const colleague = join(world.root, 'colleague')
    sandbox.commitAndPush(colleague, { 'postman/schemas/owner.yaml': 'type: object\ntitle: Owner\n' }, 'Name the owner')
    await graft.sourceControl.checkRemote()
    await graft.sourceControl.pull()
    expect(readCommit(world, clone).parents).toEqual([mine, world.git(colleague, 'rev-parse', 'HEAD').trim()])
    expect(graftPaths(readClone(world, clone).status)).toEqual([])
    expect(readForeignWork(world, clone)).toEqual(foreign)
  })

  await test.step('the token is written nowhere and said nowhere', () => {
    expect(findSecret(sandbox.token, [world.data, world.home])).toEqual([])
    expect(app.output()).not.toContain(sandbox.token)
    expect(app.output()).not.toContain(Buffer.from(sandbox.token).toString('base64').slice(0, 32))
  })
})

/** Lines of `status --porcelain=v2` that speak of Graft's own folders. */
function graftPaths(status: readonly string[]): string[] {
  return status.filter((line) => / \.?postman\//.test(line))
}
