import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')

test('a discard is undone from its restore point, and so is the restore', async ({ app, graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  const onDisk = () => readFileSync(join(clone, DEFINITION), 'utf8')
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', EDITED)
  await graft.sourceControl.discard(DEFINITION)
  await expect.poll(onDisk).toBe(PETS_DEFINITION)

  await app.restart()
  await graft.openApi('Pets')
  const other = PETS_DEFINITION.replace('List all pets', 'Every pet')
  writeFileSync(join(clone, DEFINITION), other)
  await expect(graft.sourceControl.change(DEFINITION)).toBeVisible()
  await graft.sourceControl.openMenu('Restore points')
  const { restorePoints } = graft
  await expect(restorePoints.points).toHaveCount(1)
  await expect(restorePoints.points.first()).toContainText('Before a discard')
  await restorePoints.restoreAll()
  await expect.poll(onDisk).toBe(EDITED)

  await expect(restorePoints.points).toHaveCount(2)
  await restorePoints.points.first().click()
  await expect(restorePoints.points.first()).toContainText('Before a restore')
  await restorePoints.restoreAll()
  await expect.poll(onDisk).toBe(other)
  await restorePoints.close()
})
