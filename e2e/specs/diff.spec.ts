import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = `# A line at the top\n${PETS_DEFINITION.replace('One pet', 'A single pet')}`

test('one change is put back by keyboard and undone; structure names what changed', async ({ app, graft, sandbox }) => {
  const clone = sandbox.clone('pets')
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

  await view.getByRole('radio', { name: 'Structure' }).click()
  // The only change that means something is open from the start.
  const change = view.getByRole('button', { name: /Changed Operation GET/ })
  await expect(view.getByText('A single pet')).toBeVisible()
  await change.press('Enter')
  await expect(view.getByText('A single pet')).toBeHidden()
})
