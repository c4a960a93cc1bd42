import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import { PETS_DEFINITION } from '../fixtures/pets.ts'
import { isolatedGitEnvironment } from '../sandbox/git-command.ts'

const DEFINITION = 'postman/schemas/index.yaml'
const COMMITS = 5_000

/** Adds commits on top of `main`, each of which changes the definition's title; every tenth is another person's. */
function addCommits(repository: string, count: number): void {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const began = Date.UTC(2024, 0, 1) / 1000
  const commits = Array.from({ length: count }, (_, i) => {
    const author = i % 10 === 0 ? 'Zoë Ø <zoe@example.test>' : 'Bob Baker <bob@example.test>'
    const text = PETS_DEFINITION.replace('title: Pets', `title: Pets ${i + 1}`)
    return `commit refs/heads/main\ncommitter ${author} ${began + i * 60} +0000\n${data(`Title number ${i + 1}`)}${
      i === 0 ? 'from refs/heads/main^0\n' : ''
    }M 100644 inline ${DEFINITION}\n${data(text)}\n`
  })
  const env = isolatedGitEnvironment()
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository, env, input: commits.join(''), maxBuffer: 1e9 })
}

test('5,000 commits: to the first one, found by message and author, and a file restored from one', async ({
  graft,
  sandbox,
}) => {
  // Fifty pages after one another; the limit only stops a test that hangs.
  test.setTimeout(300_000)
  addCommits(sandbox.bare, COMMITS)
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  const { history } = graft
  await history.open()
  await expect(history.commit(`Title number ${COMMITS}`)).toBeVisible()
  await history.show('All')
  await expect(await history.scrollTo('Lay out the Pets API')).toBeVisible()

  await history.search('number 1234')
  await expect(history.commit('Title number 1234')).toBeVisible()
  await expect(history.list.getByRole('option')).toHaveCount(1)
  await history.search('Zoë')
  await expect(history.commit('Title number 4991')).toBeVisible()
  await expect(history.commit('Title number 5000')).toBeHidden()

  await history.search('number 1234')
  await history.commit('Title number 1234').click()
  await graft.sourceControl.pane.getByRole('button', { name: `Restore ${DEFINITION} as this commit has it` }).click()
  const restored = PETS_DEFINITION.replace('title: Pets', 'title: Pets 1234')
  await expect.poll(() => readFileSync(join(clone, DEFINITION), 'utf8')).toBe(`${restored}`)
})
