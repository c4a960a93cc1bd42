import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import { type Act, pick } from './act.ts'
import { blobId } from './folder.ts'
import { FILE_OR_FOLDER, PLACES } from './places.ts'
import { reachableBlobs } from './where-kept.ts'
import type { World } from './world.ts'

/** What a person's editor does: the newest text of this path, unlike any other. */
function write(world: World, path: string, how: number): void {
  const file = join(world.root, path)
  if (existsSync(file) ? statSync(file).isDirectory() : !mayLieAt(world, path)) return
  const before = world.folder()
  const text = textOf(world.model.next(), path, how, existsSync(file) ? readFileSync(file, 'utf8') : null)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  world.model.byHand(before, world.folder())
  world.model.typed(blobId(text), `${path}: ${JSON.stringify(text)}`)
}

/** Whether no file lies where a folder of the path would be. */
function mayLieAt(world: World, path: string): boolean {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const found = statSync(join(world.root, folder), { throwIfNoEntry: false })
    if (found) return found.isDirectory()
  }
  return true
}

function textOf(serial: number, path: string, how: number, now: string | null): Buffer {
  const lines = Array.from({ length: 12 }, (_, i) => `line ${i}: ${i === how % 12 ? `edit ${serial}` : path}`)
  if (how % 5 === 0) return Buffer.from(`${lines.join('\r\n')}\r\n`)
  if (how % 5 === 1) return Buffer.from(lines.join('\n'))
  if (how % 5 === 2) return Buffer.from([0, 255, 13, 10, serial >> 8, serial & 255])
  const kept = now?.split('\n') ?? lines
  return Buffer.from(kept.with(how % kept.length, `edit ${serial}`).join('\n'))
}

function existing(world: World): string[] {
  return [...world.folder().keys()].filter((path) => PLACES.includes(path))
}

function byHand(world: World, change: () => void): void {
  const before = world.folder()
  change()
  world.model.byHand(before, world.folder())
}

/** Another Git client at work in the clone. Where Git refuses, nothing happened. */
function otherClient(world: World, ...commands: string[][]): void {
  byHand(world, () => {
    for (const args of commands) {
      spawnSync('git', ['-c', 'core.editor=true', ...args], { cwd: world.root, env: isolatedGitEnvironment() })
    }
    world.model.keep(reachableBlobs(world.root))
  })
}

/** A colleague's commit, straight in the bare repository. */
function colleague(world: World, branch: string, path: string, text: string): void {
  const ref = `refs/heads/${branch}`
  const known = existsSync(join(world.scene.bare, ref))
  const bytes = (words: string) => `data ${Buffer.byteLength(words)}\n${words}\n`
  const change = text === '' ? `D ${quoted(path)}\n` : `M 100644 inline ${quoted(path)}\n${bytes(text)}`
  spawnSync('git', ['fast-import', '--quiet'], {
    cwd: world.scene.bare,
    env: isolatedGitEnvironment(),
    input: `commit ${ref}\ncommitter Bob <bob@example.test> ${Math.floor(Date.now() / 1000)} +0000\n${bytes('By a colleague')}${
      known ? `from ${ref}^0\n` : 'from refs/heads/main^0\n'
    }${change}\n`,
  })
}

const quoted = (path: string) => `"${path}"`

function branchNames(folder: string): string[] {
  return git(folder, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n').filter(Boolean)
}

export const HANDS = {
  edit: {
    weight: 10,
    run: async (world, { which, how }) => {
      const path = pick(existing(world), which)
      if (path) write(world, path, how)
    },
  },
  create: {
    weight: 5,
    run: async (world, { which, how }) => {
      const path = pick(
        PLACES.filter((place) => !existsSync(join(world.root, place))),
        which,
      )
      if (path) write(world, path, how)
    },
  },
  delete: {
    weight: 3,
    run: async (world, { which }) => {
      const path = pick(existing(world), which)
      if (path) byHand(world, () => rmSync(join(world.root, path)))
    },
  },
  'delete-folder': {
    weight: 1,
    run: async (world) => byHand(world, () => rmSync(join(world.root, FILE_OR_FOLDER), { recursive: true, force: true })),
  },
  rename: {
    weight: 3,
    run: async (world, { which, how }) => {
      const from = pick(existing(world), which)
      const to = pick(
        PLACES.filter((place) => !existsSync(join(world.root, place)) && mayLieAt(world, place)),
        how,
      )
      if (!from || !to) return
      byHand(world, () => {
        mkdirSync(dirname(join(world.root, to)), { recursive: true })
        renameSync(join(world.root, from), join(world.root, to))
      })
    },
  },
  'change-mode': {
    weight: 1,
    run: async (world, { which }) => {
      const path = pick(existing(world), which)
      if (!path) return
      const file = join(world.root, path)
      chmodSync(file, statSync(file).mode ^ 0o111)
    },
  },
  'foreign-add': {
    weight: 1,
    run: async (world, { which }) => otherClient(world, ['add', '--', pick(existing(world), which) ?? '.']),
  },
  'foreign-commit': {
    weight: 2,
    run: async (world, { how }) =>
      otherClient(world, ['add', how % 2 === 0 ? '-A' : '-u'], ['commit', '-q', '-m', 'By another client']),
  },
  'foreign-checkout': {
    weight: 1,
    run: async (world, { which }) => {
      // Leaving commits that no branch holds would be the hand's own loss.
      const detached = spawnSync('git', ['symbolic-ref', '-q', 'HEAD'], { cwd: world.root }).status !== 0
      if (detached) otherClient(world, ['checkout', '-q', '-b', `rescued-${world.model.next()}`])
      else otherClient(world, ['checkout', '-q', pick(branchNames(world.root), which) ?? 'main'])
    },
  },
  'foreign-detach': { weight: 1, run: async (world) => otherClient(world, ['checkout', '-q', '--detach']) },
  'foreign-merge': { weight: 1, run: async (world) => otherClient(world, ['merge', '-q', '--no-edit', 'origin/main']) },
  'foreign-conclude': {
    weight: 3,
    run: async (world, { how }) => {
      if (!existsSync(join(world.root, '.git/MERGE_HEAD'))) return
      if (how % 2 === 0) return otherClient(world, ['merge', '--abort'])
      otherClient(world, ['add', '-A'], ['commit', '-q', '--no-edit'])
    },
  },
  'foreign-stash': {
    weight: 1,
    // One alone: older ones are held by a reflog, which is nobody's promise.
    run: async (world) => {
      if (!existsSync(join(world.root, '.git/refs/stash'))) otherClient(world, ['stash', '-q'])
    },
  },
  'foreign-gc': { weight: 1, run: async (world) => otherClient(world, ['gc', '-q', '--prune=now']) },
  colleague: {
    weight: 4,
    run: async (world, { which, how }) => {
      const branch = pick(['main', 'main', 'feature/there', ...branchNames(world.scene.bare)], which)
      const path = pick(PLACES, how) ?? ''
      const text = how % 7 === 0 ? '' : `by a colleague, ${world.model.next()}\n`
      if (branch) colleague(world, branch, path, text)
    },
  },
  'colleague-deletes-branch': {
    weight: 1,
    run: async (world, { which }) => {
      const branch = pick(
        branchNames(world.scene.bare).filter((name) => name !== 'main'),
        which,
      )
      if (branch) git(world.scene.bare, 'update-ref', '-d', `refs/heads/${branch}`)
    },
  },
} satisfies Record<string, Act>
