import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { hashFiles, readClone } from '../fixtures/git-facts.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'

const DEFINITION = 'postman/schemas/index.yaml'

test('a pull that collides names the files and changes nothing', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.editDefinition('index.yaml', PETS_DEFINITION.replace('One pet', 'A single pet'))
  await graft.sourceControl.commit('Mine')
  sandbox.commitAndPush(
    sandbox.colleagueClone(),
    { [DEFINITION]: PETS_DEFINITION.replace('One pet', 'Exactly one pet') },
    'Theirs',
  )
  await graft.sourceControl.checkRemote()
  const before = { facts: readClone(world, clone), files: hashFiles(clone) }

  await graft.sourceControl.startPull()
  await expect(graft.sourceControl.said(DEFINITION)).toBeVisible()
  expect({ facts: readClone(world, clone), files: hashFiles(clone) }).toEqual(before)
})

test('an uncommitted edit in the way of a pull is named and stays', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  const mine = PETS_DEFINITION.replace('One pet', 'A single pet')
  await graft.editDefinition('index.yaml', mine)
  sandbox.commitAndPush(
    sandbox.colleagueClone(),
    { [DEFINITION]: PETS_DEFINITION.replace('One pet', 'Exactly one pet') },
    'Theirs',
  )
  await graft.sourceControl.checkRemote()
  const before = readClone(world, clone)

  await graft.sourceControl.startPull()
  await expect(graft.sourceControl.said(DEFINITION)).toBeVisible()
  expect(readClone(world, clone)).toEqual(before)
  expect(readFileSync(join(clone, DEFINITION), 'utf8')).toBe(mine)
})

test('incoming changes to other files are asked about; not now leaves everything', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  sandbox.commitAndPush(sandbox.colleagueClone(), { 'src/app.js': "console.log('cats')\n" }, 'Prefer cats')
  await graft.sourceControl.checkRemote()
  const before = { facts: readClone(world, clone), files: hashFiles(clone) }

  await graft.sourceControl.startPull()
  await expect(graft.sourceControl.otherFilesQuestion).toContainText('src/app.js')
  await graft.sourceControl.answerOtherFiles('not-now')
  expect({ facts: readClone(world, clone), files: hashFiles(clone) }).toEqual(before)

  await graft.sourceControl.startPull()
  await graft.sourceControl.answerOtherFiles('update')
  await expect.poll(() => readFileSync(join(clone, 'src/app.js'), 'utf8')).toBe("console.log('cats')\n")
  await expect.poll(() => world.git(clone, 'rev-parse', 'HEAD')).toBe(world.git(sandbox.bare, 'rev-parse', 'main'))
  expect(readClone(world, clone).status.filter((line) => line.includes('src/'))).toEqual([])
})

test('a discarded edit can be had back', async ({ graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  const edited = PETS_DEFINITION.replace('One pet', 'A single pet')
  await graft.editDefinition('index.yaml', edited)
  await graft.sourceControl.discard(DEFINITION)
  await expect.poll(() => readFileSync(join(clone, DEFINITION), 'utf8')).toBe(PETS_DEFINITION)
  await graft.sourceControl.undoDiscard()
  await expect.poll(() => readFileSync(join(clone, DEFINITION), 'utf8')).toBe(edited)
})

test('an edit made by another program appears by itself', async ({ graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  await graft.openFile('index.yaml')
  writeFileSync(join(clone, DEFINITION), PETS_DEFINITION.replace('One pet', 'A pet from elsewhere'))
  await expect(graft.editor.content).toContainText('A pet from elsewhere')
  await expect(graft.sourceControl.change(DEFINITION)).toBeVisible()
})

test('a foreign lock and a merge begun elsewhere are said and respected', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  writeFileSync(join(clone, '.git/index.lock'), '')
  await expect(graft.sourceControl.said('Another program is writing to this clone')).toBeVisible()
  rmSync(join(clone, '.git/index.lock'))
  await expect(graft.sourceControl.said('Another program is writing to this clone')).toBeHidden()
  writeFileSync(join(clone, '.git/MERGE_HEAD'), world.git(clone, 'rev-parse', 'HEAD'))
  await expect(graft.sourceControl.said('Another Git client began a merge here')).toBeVisible()
  await expect(graft.sourceControl.commitButton).toBeDisabled()
})
