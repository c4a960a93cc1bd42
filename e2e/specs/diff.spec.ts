import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const OLD = 'postman/schemas/old.yaml'
const NEW = 'postman/schemas/new.yaml'
const EDITED = `# A line at the top\n${PETS_DEFINITION.replace('One pet', 'A single pet')}`

test('one change is put back by keyboard and undone; structure names what changed; a renamed file has its old text', async ({
  app,
  graft,
  sandbox,
  world,
}) => {
  const clone = sandbox.clone('pets')
  writeFileSync(join(clone, OLD), 'kept: 1\nbefore: true\nkept: 2\nkept: 3\n')
  world.git(clone, 'add', OLD)
  world.git(clone, 'commit', '--quiet', '--message', 'Add a file')
  world.git(clone, 'mv', OLD, NEW)
  writeFileSync(join(clone, NEW), 'kept: 1\nbefore: false\nkept: 2\nkept: 3\n')
  world.git(clone, 'commit', '--quiet', '--all', '--message', 'Rename it')
  const onDisk = () => readFileSync(join(clone, DEFINITION), 'utf8')
  await connectPets(graft, sandbox, clone)
  writeFileSync(join(clone, DEFINITION), EDITED)
  await graft.sourceControl.change(DEFINITION).click()
  const { view } = graft.diff
  await expect(view).toContainText('2 changes')
  await view.getByRole('textbox').nth(1).focus()
  await app.page.keyboard.press('F7')
  await expect(view).toContainText('Change 1 of 2')
  await view.getByRole('button', { name: 'Discard this change' }).press('Enter')
  await expect.poll(onDisk).toBe(EDITED.replace('# A line at the top\n', ''))
  await expect(view).toContainText('1 change')
  await app.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(onDisk).toBe(EDITED)

  const folds = view.getByRole('button', { name: /^Show \d+ unchanged lines$/ })
  const folded = await folds.count()
  await folds.first().press('Enter')
  await expect(folds).toHaveCount(folded - 2)
  const beside = view.getByRole('button', { name: 'Discard the change here' })
  await expect(beside).toHaveCount(2)
  await beside.last().press('Enter')
  await expect.poll(onDisk).toBe(`# A line at the top\n${PETS_DEFINITION}`)
  await expect(beside).toHaveCount(1)
  writeFileSync(join(clone, DEFINITION), EDITED)

  await view.getByRole('radio', { name: 'Structure' }).click()
  // The only change that means something is open from the start.
  const change = view.getByRole('button', { name: /Changed Operation GET/ })
  await expect(view.getByText('A single pet')).toBeVisible()
  await change.press('Enter')
  await expect(view.getByText('A single pet')).toBeHidden()

  await view.getByRole('radio', { name: 'Side by side' }).click()
  await graft.history.open()
  await graft.history.commit('Rename it').click()
  await app.page
    .getByRole('button', { name: /new\.yaml/ })
    .first()
    .click()
  await expect(view).toContainText('1 change')
  await expect(graft.diff.before).toContainText('before: true')
  await expect(graft.diff.after).toContainText('before: false')
})
