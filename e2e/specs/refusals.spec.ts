import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/app.ts'
import { connectPets } from '../fixtures/connect-pets.ts'
import type { Sandbox } from '../fixtures/sandbox.ts'
import type { World } from '../fixtures/world.ts'
import type { Wizard } from '../pages/wizard.ts'
import { startGitServer } from '../sandbox/git-server.ts'

const HOST = 'GitLab Self-Managed'

/** One folder that B6 refuses: how it comes about, what the window says, and the way out as a person takes it. */
interface RefusedFolder {
  title: string
  arrange(world: World, sandbox: Sandbox): string
  says: RegExp
  wayOut(
    wizard: Wizard,
    scene: { world: World; sandbox: Sandbox; folder: string; chooseFolder: (folder: string) => Promise<void> },
  ): Promise<void>
}

const pickTheRightOne: RefusedFolder['wayOut'] = async (_wizard, { sandbox, chooseFolder }) => {
  await chooseFolder(sandbox.clone('right'))
}

const REFUSED: RefusedFolder[] = [
  {
    title: 'a folder inside a clone: use its root',
    arrange: (_world, sandbox) => join(sandbox.clone('pets'), 'src'),
    says: /inside/i,
    wayOut: (wizard) => wizard.takeWayOut(/use .*pets/i),
  },
  {
    title: 'the .git folder of a clone: use its root',
    arrange: (_world, sandbox) => join(sandbox.clone('pets'), '.git'),
    says: /\.git/,
    wayOut: (wizard) => wizard.takeWayOut(/use .*pets/i),
  },
  {
    title: 'a bare repository: select another folder',
    arrange(world, sandbox) {
      const folder = join(world.home, 'work', 'mirror.git')
      world.git(world.home, 'clone', '--quiet', '--bare', sandbox.bare, folder)
      return folder
    },
    says: /bare|no working/i,
    wayOut: pickTheRightOne,
  },
  {
    title: 'a folder that is no repository: select another one',
    arrange(world) {
      const folder = join(world.home, 'work', 'plain')
      mkdirSync(folder)
      return folder
    },
    says: /not a Git repository|no Git/i,
    wayOut: pickTheRightOne,
  },
  {
    title: 'a repository with SHA-256 names: select another one',
    arrange(world) {
      const folder = join(world.home, 'work', 'modern')
      world.git(world.home, 'init', '--quiet', '--object-format=sha256', folder)
      return folder
    },
    says: /sha-?256/i,
    wayOut: pickTheRightOne,
  },
  {
    title: 'a damaged clone: mend it and check again',
    arrange(_world, sandbox) {
      const folder = sandbox.clone('pets')
      writeFileSync(join(folder, '.git/HEAD'), 'nonsense\n')
      return folder
    },
    says: /damaged|broken|can’t be read/i,
    async wayOut(wizard, { folder }) {
      writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n')
      await wizard.takeWayOut('Check again')
    },
  },
  {
    title: 'a detached HEAD: check a branch out and check again',
    arrange(world, sandbox) {
      const folder = sandbox.clone('pets')
      world.git(folder, 'checkout', '--quiet', '--detach')
      return folder
    },
    says: /no branch|detached/i,
    async wayOut(wizard, { world, folder }) {
      world.git(folder, 'checkout', '--quiet', 'main')
      await wizard.takeWayOut('Check again')
    },
  },
  {
    title: 'a clone without a remote: add one and check again',
    arrange(world, sandbox) {
      const folder = sandbox.clone('pets')
      world.git(folder, 'remote', 'remove', 'origin')
      return folder
    },
    says: /no remote/i,
    async wayOut(wizard, { world, sandbox, folder }) {
      world.git(folder, 'remote', 'add', 'origin', sandbox.url)
      await wizard.takeWayOut('Check again')
    },
  },
  {
    title: 'origin belongs elsewhere: use the remote that fits',
    arrange(world, sandbox) {
      const folder = sandbox.clone('pets')
      world.git(folder, 'remote', 'set-url', 'origin', 'https://git.elsewhere.test/acme/pets.git')
      world.git(folder, 'remote', 'add', 'company', sandbox.url)
      return folder
    },
    says: /origin is on another server/,
    wayOut: (wizard) => wizard.takeWayOut(/company/),
  },
]

for (const refused of REFUSED) {
  test(`refused: ${refused.title}`, async ({ graft, world, sandbox }) => {
    const folder = refused.arrange(world, sandbox)
    const { wizard } = graft
    await graft.startWizard('Pets', HOST, sandbox.server.url)
    await wizard.selectFolder(folder)
    await expect(wizard.folder).toContainText(refused.says)
    await expect(wizard.nextButton).toBeDisabled()
    await refused.wayOut(wizard, { world, sandbox, folder, chooseFolder: (other) => wizard.selectFolder(other) })
    await expect(wizard.folder).toContainText('acme/pets')
    await expect(wizard.nextButton).toBeEnabled()
  })
}

test('refused: no remote belongs to the domain; the suggested domain is taken', async ({ graft, world, sandbox }) => {
  const folder = sandbox.clone('pets')
  const { wizard } = graft
  await graft.startWizard('Pets', HOST, sandbox.server.url.replace('127.0.0.1', 'localhost'))
  await wizard.selectFolder(folder)
  await expect(wizard.folder).toContainText(sandbox.server.url.replace('http://', ''))
  await wizard.takeWayOut(/127\.0\.0\.1/)
  await expect(wizard.folder).toContainText('acme/pets')
  expect(world.git(folder, 'remote', 'get-url', 'origin').trim()).toBe(sandbox.url)
})

test('refused: the repository is connected to another API; the way out opens that one', async ({ graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  await connectPets(graft, sandbox, clone)
  const { wizard } = graft
  await graft.startWizard('Second', HOST, sandbox.server.url)
  await wizard.selectFolder(clone)
  await expect(wizard.folder).toContainText('Pets')
  await wizard.takeWayOut(/Pets/)
  await graft.expectOpen('Pets')
})

test('accepted: a linked worktree', async ({ graft, world, sandbox }) => {
  const clone = sandbox.clone('pets')
  const worktree = join(world.home, 'work', 'pets-feature')
  world.git(clone, 'worktree', 'add', '--quiet', '-b', 'feature', worktree)
  const { wizard } = graft
  await graft.startWizard('Pets', HOST, sandbox.server.url)
  await wizard.selectFolder(worktree)
  await expect(wizard.folder).toContainText('feature')
  await expect(wizard.nextButton).toBeEnabled()
})

test('refused: an address that is none, and a cloud host’s', async ({ graft }) => {
  const { wizard } = graft
  await graft.startWizard('Pets', HOST, 'not an address')
  await expect(wizard.domain).toContainText(/address/i)
  await expect(wizard.nextButton).toBeDisabled()
  await wizard.enterDomain('https://gitlab.com')
  await expect(wizard.domain).toContainText(/GitLab/)
  await expect(wizard.nextButton).toBeDisabled()
})

test('refused: a server that does not answer', async ({ graft, sandbox }) => {
  const { wizard } = graft
  const gone = await startGitServer({ repositories: sandbox.bare })
  await gone.stop()
  await graft.startWizard('Pets', HOST, gone.url)
  await expect(wizard.domain).toContainText(/refused/i)
  await expect(wizard.nextButton).toBeDisabled()
})

/** One pair of directories that B5 refuses, and what stands at which field. */
const DIRECTORIES: { title: string; schema: string; collection: string; at: 'schema' | 'collection'; says: string }[] = [
  { title: 'absolute', schema: '/etc', collection: '', at: 'schema', says: 'without a slash, a drive' },
  { title: 'absolute on Windows', schema: 'C:\\apis', collection: '', at: 'schema', says: 'without a slash, a drive' },
  {
    title: 'leaving the repository',
    schema: '../elsewhere',
    collection: '',
    at: 'schema',
    says: 'leads out of the repository',
  },
  { title: 'inside .git', schema: '', collection: '.git/collections', at: 'collection', says: 'lies in “.git”' },
  {
    title: 'inside .git, written otherwise',
    schema: '',
    collection: '.GIT/collections',
    at: 'collection',
    says: 'lies in “.git”',
  },
  { title: 'the same twice', schema: 'api', collection: 'api', at: 'collection', says: 'Both directories are the same' },
  {
    title: 'the collections inside the schemas',
    schema: 'api',
    collection: 'api/collections',
    at: 'collection',
    says: 'The collection directory lies inside the schema directory',
  },
  {
    title: 'the schemas inside the collections',
    schema: 'api/schemas',
    collection: 'api',
    at: 'schema',
    says: 'The schema directory lies inside the collection directory',
  },
  { title: 'the root', schema: '.', collection: '', at: 'schema', says: 'The repository’s root can’t be the directory' },
  { title: 'a file', schema: 'README.md', collection: '', at: 'schema', says: 'There is a file with this name' },
  { title: 'through a link', schema: 'way-out/api', collection: '', at: 'schema', says: 'A link in this path leads out' },
  { title: 'ignored', schema: 'build/api', collection: '', at: 'schema', says: 'Git ignores this path' },
  { title: 'a submodule', schema: 'vendor', collection: '', at: 'schema', says: 'lies in a submodule' },
  {
    title: 'a name that Windows refuses',
    schema: 'con/api',
    collection: '',
    at: 'schema',
    says: '“con” can’t be used as a name',
  },
  {
    title: 'Graft’s own index folder',
    schema: '.postman',
    collection: '',
    at: 'schema',
    says: 'reserved for Graft’s index files',
  },
]

test('refused directories: each says its reason at the field, and a blank field is the default', async ({
  graft,
  world,
  sandbox,
}) => {
  const clone = sandbox.clone('pets')
  execFileSync('ln', ['-s', world.root, join(clone, 'way-out')])
  writeFileSync(join(clone, '.gitignore'), 'build/\n')
  addSubmodule(world, sandbox, clone)
  const { wizard } = graft
  await graft.startWizard('Pets', HOST, sandbox.server.url)
  await wizard.selectFolder(clone)
  await wizard.next()
  await wizard.enterToken(sandbox.token)
  await wizard.next()
  for (const { title, schema, collection, at, says } of DIRECTORIES) {
    await test.step(title, async () => {
      await wizard.enterDirectories(schema, collection)
      await expect.soft(wizard.directoryProblem(at)).toContainText(says)
      await expect(wizard.nextButton).toBeDisabled()
    })
  }
  await wizard.enterDirectories('', '')
  await expect(wizard.nextButton).toBeEnabled()
  await wizard.next()
  await expect(wizard.dialog).toContainText('postman/schemas')
  await expect(wizard.dialog).toContainText('postman/collections')
})

function addSubmodule(world: World, sandbox: Sandbox, clone: string): void {
  world.git(clone, 'submodule', '--quiet', 'add', sandbox.bare, 'vendor')
}

test.describe('@electron', () => {
  test('refused: a folder that is gone when it is looked at', async ({ graft, world, sandbox }) => {
    const { wizard } = graft
    const folder = sandbox.clone('pets')
    await graft.startWizard('Pets', HOST, sandbox.server.url)
    rmSync(folder, { recursive: true })
    await wizard.selectFolder(folder)
    await expect(wizard.folder).toContainText(/not there|gone|missing/i)
    world.git(world.home, 'clone', '--quiet', '--no-local', sandbox.bare, folder)
    world.git(folder, 'remote', 'set-url', 'origin', sandbox.url)
    await wizard.takeWayOut('Check again')
    await expect(wizard.folder).toContainText('acme/pets')
  })

  test('refused: a file', async ({ graft, sandbox }) => {
    const { wizard } = graft
    const clone = sandbox.clone('pets')
    await graft.startWizard('Pets', HOST, sandbox.server.url)
    await wizard.selectFolder(join(clone, 'README.md'))
    await expect(wizard.folder).toContainText(/file/i)
    await wizard.selectFolder(clone)
    await expect(wizard.folder).toContainText('acme/pets')
  })
})
