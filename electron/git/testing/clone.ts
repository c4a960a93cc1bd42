import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Directories } from '#shared/domain/connection.ts'
import { openRepo, type Repo, type RepoDeps } from '../repository/repo.ts'

/** The folders that tests connect. */
export const DIRECTORIES: Directories = { schema: 'postman/schemas', collection: 'postman/collections' }

/** Nothing of the person who runs the tests reaches Git, or Graft. */
export function isolatedVariables(home: string): Record<string, string> {
  return {
    HOME: home,
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Lin',
    GIT_AUTHOR_EMAIL: 'ada@example.test',
    GIT_COMMITTER_NAME: 'Ada Lin',
    GIT_COMMITTER_EMAIL: 'ada@example.test',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
  }
}

/** A real repository made by command-line `git`, in a folder of its own. */
export class TestClone {
  /** Holds the clone and the test's home folder. */
  readonly sandbox: string
  readonly root: string
  readonly variables: Record<string, string>

  constructor(options: { init?: string[] } = {}) {
    this.sandbox = realpathSync(mkdtempSync(join(tmpdir(), 'graft-clone-')))
    this.root = join(this.sandbox, 'clone')
    const home = join(this.sandbox, 'home')
    mkdirSync(home)
    this.variables = isolatedVariables(home)
    mkdirSync(this.root)
    this.git('init', '-q', '-b', 'main', ...(options.init ?? []))
    this.git('config', 'gc.auto', '0')
  }

  /** Runs `git` in the clone and returns what it printed, without the last newline. */
  git(...args: string[]): string {
    return this.gitWith({}, ...args)
  }

  gitWith(options: { input?: string | Buffer; cwd?: string; variables?: Record<string, string> }, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: options.cwd ?? this.root,
      env: { PATH: process.env['PATH'] ?? '', ...this.variables, ...options.variables },
      input: options.input ?? '',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
      .toString()
      .replace(/\n$/, '')
  }

  path(path: string): string {
    return join(this.root, path)
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), content)
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  /** Writes files and commits everything with command-line `git`. Returns the commit's id. */
  commit(files: Record<string, string | Buffer>, message = 'change'): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content)
    this.git('add', '-A')
    this.git('commit', '-q', '-m', message)
    return this.git('rev-parse', 'HEAD')
  }

  deps(changes: Partial<RepoDeps> & { variables?: Record<string, string | undefined> } = {}): RepoDeps {
    const { variables, ...rest } = changes
    return {
      environment: { home: this.variables['HOME'] ?? '', variables: { ...this.variables, ...variables } },
      reached: () => {},
      now: () => new Date(),
      ...rest,
    }
  }

  /** Opens the clone (or a linked worktree of it) as Graft does. */
  open(changes: Parameters<TestClone['deps']>[0] & { root?: string } = {}): Promise<Repo> {
    const { root, ...deps } = changes
    return openRepo(root ?? this.root, this.deps(deps))
  }

  /** What `git fsck --strict` complains of; empty when all is well. */
  fsck(): string {
    return this.git('fsck', '--strict', '--no-dangling', '--no-progress')
  }

  /** Every index entry with its flags and remembered state, except for the given paths. */
  indexOutside(...paths: string[]): string {
    const excluded = paths.map((path) => `:(exclude)${path}`)
    const debug = this.git('ls-files', '--stage', '--debug', '--', '.', ...excluded)
    return `${debug}\n${this.git('ls-files', '-v', '-f', '--', '.', ...excluded)}`
  }

  remove(): void {
    rmSync(this.sandbox, { recursive: true, force: true })
  }
}
