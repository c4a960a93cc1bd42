import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { dirname, join } from 'node:path'

/** An environment in which command-line Git sees nobody's configuration but a repository's own. */
export function isolatedGitEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.test',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.test',
    LC_ALL: 'C',
  }
}

/** Runs command-line Git in a folder and returns what it printed, without the last line end. Throws where it fails. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: isolatedGitEnvironment(),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).replace(/\n$/, '')
}

/** A file's new content, or null to remove it. */
export type FileChanges = Record<string, string | Uint8Array | null>

export function writeFiles(folder: string, files: FileChanges): void {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) {
      git(folder, 'rm', '-q', '--', path)
      continue
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Writes the files and commits everything with command-line Git. Returns the commit's id. */
export function commitFiles(folder: string, files: FileChanges, message: string): string {
  writeFiles(folder, files)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '--allow-empty', '-m', message)
  return git(folder, 'rev-parse', 'HEAD')
}

/** A bare repository that takes pushes over HTTP, with its default branch `main`. Returns its folder. */
export function createBareRepository(repositories: string, name: string): string {
  const folder = join(repositories, name)
  mkdirSync(folder, { recursive: true })
  git(folder, 'init', '-q', '--bare', '-b', 'main')
  git(folder, 'config', 'http.receivepack', 'true')
  return folder
}

/** Clones with command-line Git, straight from the folder, and points `origin` at `url`. Returns the clone's folder. */
export function cloneRepository(bare: string, folder: string, url: string): string {
  mkdirSync(dirname(folder), { recursive: true })
  git(dirname(folder), 'clone', '-q', '--no-local', bare, folder)
  git(folder, 'remote', 'set-url', 'origin', url)
  git(folder, 'config', 'user.name', 'Grace Example')
  git(folder, 'config', 'user.email', 'grace@example.test')
  return folder
}

/** Fills a bare repository: commits files in a throw-away clone beside it and pushes them. Returns the commit's id. */
export function commitToBare(bare: string, files: FileChanges, message: string, branch = 'main'): string {
  const scratch = `${bare}.scratch-${Math.random().toString(36).slice(2)}`
  git(dirname(bare), 'clone', '-q', '--no-local', bare, scratch)
  const known = git(scratch, 'branch', '-r', '--list', `origin/${branch}`) !== ''
  git(scratch, ...(known ? ['checkout', '-q', '-B', branch, `origin/${branch}`] : ['checkout', '-q', '-B', branch]))
  const commit = commitFiles(scratch, files, message)
  git(scratch, 'push', '-q', 'origin', `HEAD:refs/heads/${branch}`)
  return commit
}

/** A hook that refuses every push with these words, as a server's branch protection does. */
export function refusePushes(bare: string, words: string): void {
  const hook = join(bare, 'hooks', 'pre-receive')
  mkdirSync(dirname(hook), { recursive: true })
  writeFileSync(hook, `#!/bin/sh\ncat >&2 <<'WORDS'\n${words}\nWORDS\nexit 1\n`)
  chmodSync(hook, 0o755)
}

/** Refuses one branch alone, as the `update` hook of a protected branch does; `ng` comes back for that ref. */
export function protectBranch(bare: string, branch: string, words: string): void {
  const hook = join(bare, 'hooks', 'update')
  mkdirSync(dirname(hook), { recursive: true })
  writeFileSync(hook, `#!/bin/sh\nif [ "$1" = "refs/heads/${branch}" ]; then\ncat >&2 <<'WORDS'\n${words}\nWORDS\nexit 1\nfi\n`)
  chmodSync(hook, 0o755)
}
