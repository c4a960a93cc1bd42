import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_COLLECTION, PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const COLLECTION = 'postman/collections/Pets.json'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')
const THEIRS = PETS_COLLECTION.replace('List pets', 'List the pets')

test('edits are left on a branch, brought along or committed first, and none of them is lost', async ({
  graft,
  world,
  sandbox,
}) => {
  const colleague = sandbox.colleagueClone()
  world.git(colleague, 'checkout', '--quiet', '-b', 'feature/cats')
  world.git(colleague, 'push', '--quiet', '--set-upstream', 'origin', 'feature/cats')
  sandbox.commitAndPush(colleague, { [COLLECTION]: THEIRS }, 'Word the list')
  const clone = sandbox.clone('pets')
  const inClone = (...args: string[]) => world.git(clone, ...args).trim()
  const onDisk = (path: string) => readFileSync(join(clone, path), 'utf8')
  const { switcher } = graft
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', EDITED)

  await test.step('left here: the branch as its server has it, and the edits wait', async () => {
    await switcher.choose('feature/cats')
    await expect(switcher.question('feature/cats')).toContainText(DEFINITION)
    expect(inClone('symbolic-ref', '--short', 'HEAD')).toBe('main')
    await switcher.answer('feature/cats', 'Leave them on main', 'Leave and switch')
    await expect(graft.footer).toContainText('feature/cats')
    expect(onDisk(DEFINITION)).toBe(PETS_DEFINITION)
    expect(onDisk(COLLECTION)).toBe(THEIRS)
    expect(inClone('status', '--porcelain', '--', 'postman')).toBe('')
  })

  await test.step('back again, and so are they', async () => {
    await switcher.choose('main')
    await expect(graft.sourceControl.change(DEFINITION)).toBeVisible()
    expect(onDisk(DEFINITION)).toBe(EDITED)
    expect(onDisk(COLLECTION)).toBe(PETS_COLLECTION)
  })

  await test.step('brought along', async () => {
    await switcher.choose('feature/cats')
    await switcher.answer('feature/cats', 'Bring them along', 'Bring and switch')
    await expect(graft.footer).toContainText('feature/cats')
    expect(onDisk(DEFINITION)).toBe(EDITED)
    expect(onDisk(COLLECTION)).toBe(THEIRS)
  })

  await test.step('committed first', async () => {
    await switcher.choose('main')
    await switcher.commitFirst('main', 'Reword one pet')
    await expect(graft.footer).toContainText('main')
    expect(onDisk(DEFINITION)).toBe(PETS_DEFINITION)
    expect(inClone('show', `feature/cats:${DEFINITION}`)).toBe(EDITED.trim())
  })

  await test.step('a new branch begins where one is', async () => {
    await switcher.create('feature/dogs')
    await expect(graft.footer).toContainText('feature/dogs')
    expect(inClone('rev-parse', 'feature/dogs')).toBe(inClone('rev-parse', 'main'))
  })
  expect(inClone('fsck', '--strict', '--no-dangling')).toBe('')
  expect(inClone('status', '--porcelain', '--', 'postman')).not.toContain('??')
})
