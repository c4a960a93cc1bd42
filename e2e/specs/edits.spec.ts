import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { leaveForeignWork, readForeignWork } from '../fixtures/foreign-work.ts'
import { committed, hashFiles, readClone, walk } from '../fixtures/git-facts.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const EDITED = PETS_DEFINITION.replace('One pet', 'A single pet')
const UNSAVED = PETS_DEFINITION.replace('One pet', 'A pet that is not saved')

test('an edit that is not saved is not committed, and the app says so', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', EDITED)
  await graft.editor.replace(UNSAVED)
  await expect(graft.sourceControl.pane).toContainText(/not saved|unsaved/i)
  await graft.sourceControl.commit('Reword one pet')
  expect(committed(world, clone, DEFINITION)).toBe(EDITED)
  expect(await graft.editor.text()).toBe(UNSAVED)
})

test('drafts survive a quit, a crash and a reload of the window', async ({ app, graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.openFile('index.yaml')
  await graft.editor.replace(UNSAVED)
  await expect.poll(() => keptDrafts(world.data)).toContain('A pet that is not saved')

  await app.page.reload()
  await graft.openApi('Pets')
  await graft.openFile('index.yaml')
  expect(await graft.editor.text()).toBe(UNSAVED)

  await app.restart()
  await graft.openApi('Pets')
  await graft.openFile('index.yaml')
  expect(await graft.editor.text()).toBe(UNSAVED)

  await app.crashAndRestart()
  await graft.openApi('Pets')
  await graft.openFile('index.yaml')
  expect(await graft.editor.text()).toBe(UNSAVED)
  expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(PETS_DEFINITION)
})

test('a save does not overwrite what another program wrote meanwhile', async ({ graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.openFile('index.yaml')
  await graft.editor.replace(UNSAVED)
  const elsewhere = PETS_DEFINITION.replace('One pet', 'A pet from elsewhere')
  writeFileSync(join(clone, DEFINITION), elsewhere)
  await graft.editor.startSave()
  await expect(graft.editor.changedElsewhere).toBeVisible()
  expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(elsewhere)
  expect(await graft.editor.text()).toBe(UNSAVED)
})

test('disconnecting wants the name, and keeps every file, every branch and what is uncommitted', async ({
  graft,
  world,
  sandbox,
}) => {
  const clone = sandbox.clone('pets')
  leaveForeignWork(world, clone)
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', EDITED)
  const before = { facts: readClone(world, clone), files: hashFiles(clone), foreign: readForeignWork(world, clone) }
  await graft.disconnect('Pets')
  expect({ facts: readClone(world, clone), files: hashFiles(clone), foreign: readForeignWork(world, clone) }).toEqual(before)
  const restorePoints = world.git(clone, 'for-each-ref', '--format=%(refname)', 'refs/graft/restore').trim().split('\n')
  expect(
    restorePoints.some((ref) => ref !== '' && world.git(clone, 'ls-tree', '-r', '--name-only', ref).includes(DEFINITION)),
  ).toBe(true)
})

/** Everything that Graft wrote to its own folder, as text. */
function keptDrafts(data: string): string {
  return walk(data)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}
