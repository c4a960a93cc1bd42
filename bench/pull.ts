import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { RemoteAccess } from '#electron/git/contract.ts'
import { pullBranch } from '#electron/git/pull.ts'
import { openRepo, type Repo } from '#electron/git/repository/repo.ts'
import { DIRECTORIES } from '#electron/git/testing/clone.ts'
import { git, isolatedGitEnvironment } from '../e2e/sandbox/git-command.ts'
import { makeRepository } from './connect-repository.ts'
import { alternate } from './measure.ts'
import type { BenchSuite, Measurement } from './suite.ts'

const TOKEN = 'bench-token-0123456789'
const FILES = Number(process.env['BENCH_FILES'] ?? 20_000)
const REPOSITORY = 'pets.git'
const ROUNDS = 7
/** Of the API, and as many of others. */
const CHANGED = 20
const AUTHOR = { name: 'Ada', email: 'ada@example.test' }
const WAYS = ['ours', 'native git'] as const
type Way = (typeof WAYS)[number]

/** Our pull against `git pull`, over HTTP from the same server, each of its own branch into its own clone of 20,000 files. */
export const suite: BenchSuite = {
  name: 'pull',
  async run(report) {
    const home = mkdtempSync(join(tmpdir(), 'graft-bench-'))
    const repositories = join(home, 'server')
    mkdirSync(repositories)
    const { server, origin } = await startServer(repositories)
    try {
      const bare = await makeRepository(repositories, REPOSITORY, FILES)
      for (const kind of ['forward', 'merge'] as const) await measure({ home, bare, origin, kind }, report)
    } finally {
      server.kill()
      rmSync(home, { recursive: true, force: true })
    }
  },
}

interface Subject {
  home: string
  bare: string
  origin: string
  kind: 'forward' | 'merge'
}

async function measure({ home, bare, origin, kind }: Subject, report: (measurement: Measurement) => void): Promise<void> {
  const clones = new Map(WAYS.map((way) => [way, cloneOf({ home, bare, origin, kind }, way)]))
  const rootOf = (way: Way): string => clones.get(way) ?? ''
  const repo = await openRepo(rootOf('ours'), {
    environment: { home: devNull, variables: isolatedGitEnvironment() },
    reached: () => {},
    now: () => new Date(),
  })
  let round = 0
  const timed = await alternate<'native git'>(ROUNDS, {
    prepare: (way) => {
      round += 1
      changeOnServer(bare, branchOf(way, kind), round)
      // Read by nobody's stat cache yet would count for whoever came first.
      git(rootOf(way), 'status')
    },
    ours: () => ourPull(repo, origin),
    peers: {
      'native git': () =>
        execFileSync('git', ['pull', '-q', '--no-rebase', '--no-edit'], {
          cwd: rootOf('native git'),
          env: isolatedGitEnvironment(),
        }),
    },
  })
  for (const way of WAYS) {
    const [head, behind] = [git(rootOf(way), 'status', '--porcelain'), git(rootOf(way), 'rev-list', '--count', 'HEAD..@{u}')]
    if (head !== '' || behind !== '0') throw new Error(`The clone of ${way} is not where it should be.`)
  }
  const name = kind === 'forward' ? 'moved forward' : 'merged'
  report({ case: `${name}, ${2 * CHANGED} of ${FILES.toLocaleString('en')} files`, metric: 'time', unit: 'ms', ...timed })
}

async function ourPull(repo: Repo, origin: string): Promise<void> {
  const access: RemoteAccess = {
    remote: 'origin',
    domain: origin,
    signIn: { kind: 'token', username: null, token: TOKEN },
    proxy: null,
    certificateAuthorities: [],
  }
  const workspace = { directories: DIRECTORIES }
  const { kind } = await pullBranch(repo, { workspace, access, otherFiles: 'update', author: AUTHOR })
  if (kind !== 'fast-forwarded' && kind !== 'merged') throw new Error(`Nothing was pulled: ${kind}.`)
}

function branchOf(way: Way, kind: Subject['kind']): string {
  return `${kind}-${way.replace(' ', '-')}`
}

/** A clone whose branch nobody else uses; for a merge it holds a commit of its own. The sign-in is sent at once, as ours is. */
function cloneOf({ home, bare, origin, kind }: Subject, way: Way): string {
  const branch = branchOf(way, kind)
  const root = join(home, branch)
  git(bare, 'branch', branch, 'main')
  git(home, 'clone', '-q', '--no-local', '--single-branch', '-b', branch, bare, root)
  git(root, 'remote', 'set-url', 'origin', `${origin}/${REPOSITORY}`)
  const authorization = `Authorization: Basic ${Buffer.from(`x:${TOKEN}`).toString('base64')}`
  for (const [setting, value] of [
    ['http.extraHeader', authorization],
    ['gc.auto', '0'],
    ['user.name', AUTHOR.name],
    ['user.email', AUTHOR.email],
  ] as const) {
    git(root, 'config', setting, value)
  }
  if (kind === 'merge') {
    const own = join(root, DIRECTORIES.schema, 'own.yaml')
    mkdirSync(dirname(own), { recursive: true })
    writeFileSync(own, 'openapi: 3.1.0\n')
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'Own work')
  }
  return root
}

/** One commit more on a branch of the server. */
function changeOnServer(bare: string, branch: string, round: number): void {
  const content = `${'changed '.repeat(1000)}${round}\n`
  const files = Array.from({ length: CHANGED }, (_, i) => [
    `postman/schemas/api-${2 * i}.yaml`,
    `src/area-0/module-${i}/file-new.ts`,
  ]).flat()
  const input = [
    `commit refs/heads/${branch}`,
    `committer Ada <ada@example.test> ${1_790_000_000 + round} +0000`,
    'data 6',
    'Change',
    `from refs/heads/${branch}^0`,
    ...files.flatMap((path) => [`M 100644 inline ${path}`, `data ${content.length}`, content]),
    '',
  ].join('\n')
  execFileSync('git', ['fast-import', '--quiet'], { cwd: bare, env: isolatedGitEnvironment(), input })
}

async function startServer(repositories: string): Promise<{ server: ChildProcess; origin: string }> {
  const program = resolve(import.meta.dirname, 'git-server-process.ts')
  const server = fork(program, [repositories, TOKEN], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  if (!server.stdout) throw new Error('The server has no output.')
  const [line]: unknown[] = await once(server.stdout, 'data')
  return { server, origin: String(line).trim() }
}
