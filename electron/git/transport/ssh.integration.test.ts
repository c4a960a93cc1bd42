import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitFiles, git, refusePushes } from '../../../e2e/sandbox/git-command.ts'
import type { RemoteAccess } from '../contract.ts'
import { fetchRemote } from '../fetch.ts'
import { pullBranch } from '../pull.ts'
import { pushBranch } from '../push.ts'
import { COLLECTION, DEFINITION, type RemoteScene, setRemoteScene } from '../testing/remote-scene.ts'
import { readProgress } from './ssh.ts'

let scene: RemoteScene
let access: RemoteAccess
beforeEach(async () => {
  scene = await setRemoteScene()
  access = { ...scene.access, domain: 'https://git.example', signIn: { kind: 'ssh' } }
  scene.git('remote', 'set-url', 'origin', `ssh://git@git.example${scene.bare}`)
  // Stands in for ssh, as the user's own core.sshCommand may: runs what would run on the server.
  sshCommand('shift $(($# - 1)); exec sh -c "$1"')
})
afterEach(() => scene.dispose())

function sshCommand(script: string) {
  const file = join(scene.folder, 'ssh.sh')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  scene.git('config', 'core.sshCommand', file)
  scene.git('config', 'ssh.variant', 'simple')
}

describe('over SSH, through the installed git', () => {
  it('pushes, fetches and pulls', async () => {
    const tip = commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    expect(await pushBranch(await scene.open(), access)).toEqual({
      kind: 'pushed',
      commits: 1,
      branch: 'main',
      createdBranch: false,
    })
    expect(git(scene.bare, 'rev-parse', 'main')).toBe(tip)
    expect(await pushBranch(await scene.open(), access)).toEqual({ kind: 'up-to-date' })

    scene.colleague({ [COLLECTION]: '{}\n' })
    expect(await fetchRemote(await scene.open(), access)).toMatchObject({ upstream: { kind: 'tracked', behind: 1 } })
    const pull = await pullBranch(await scene.open(), { workspace: scene.workspace, access, otherFiles: 'ask', author: null })
    expect(pull).toMatchObject({ kind: 'fast-forwarded', paths: [COLLECTION] })
    expect(scene.server.requests).toEqual([])
  })

  it('makes a new branch, and notices one that vanished', async () => {
    scene.git('checkout', '-q', '-b', 'feature')
    commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    expect(await pushBranch(await scene.open(), access)).toMatchObject({ kind: 'pushed', createdBranch: true })
    git(scene.bare, 'branch', '-D', 'feature')
    expect(await fetchRemote(await scene.open(), access)).toEqual({
      kind: 'fetched',
      upstream: { kind: 'gone', name: 'origin/feature' },
    })
  })

  it('gets the history that a shallow clone needs to see where two branches part', async () => {
    const base = git(scene.bare, 'rev-parse', 'main')
    scene.colleague({ 'README.md': '2\n' })
    scene.colleague({ 'README.md': '3\n' })
    // A clone cut off above where the branch is forced back to.
    scene.git('fetch', '-q', '--depth=1', `file://${scene.bare}`, '+main:refs/remotes/origin/main')
    scene.git('reset', '-q', '--hard', 'origin/main')
    expect(scene.git('rev-parse', '--is-shallow-repository')).toBe('true')
    commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    git(scene.bare, 'update-ref', 'refs/heads/main', base)
    const theirs = scene.colleague({ [COLLECTION]: '{}\n' })
    const pull = await pullBranch(await scene.open(), { workspace: scene.workspace, access, otherFiles: 'ask', author: null })
    expect(pull).toMatchObject({ kind: 'merged', paths: [COLLECTION] })
    expect(scene.git('merge-base', 'HEAD^1', 'HEAD^2')).toBe(base)
    expect(scene.git('rev-parse', 'HEAD^2')).toBe(theirs)
    expect(scene.git('fsck', '--strict')).toBe('')
  })

  it('never forces, and tells a moved branch from a refused one', async () => {
    commitFiles(scene.clone, { [DEFINITION]: 'mine\n' }, 'Mine')
    refusePushes(scene.bare, 'Not today.')
    expect(await pushBranch(await scene.open(), access)).toMatchObject({
      kind: 'rejected',
      hostWords: expect.stringContaining('Not today.'),
    })
    rmSync(join(scene.bare, 'hooks', 'pre-receive'))
    scene.colleague({ [COLLECTION]: '{}\n' })
    expect(await pushBranch(await scene.open(), access)).toEqual({ kind: 'remote-moved' })
  })

  it.each([
    ['Host key verification failed.', 'host-key'],
    ['git@git.example: Permission denied (publickey).', 'permission'],
    ['ssh: Could not resolve hostname git.example: Name or service not known', 'unreachable'],
    ['Something else', 'other'],
  ])('reads “%s” as %s', async (words, reason) => {
    sshCommand(`echo '${words}' >&2; exit 255`)
    const failing = fetchRemote(await scene.open(), access)
    await expect(failing).rejects.toMatchObject({
      code: 'SSH_FAILED',
      data: { reason, hostWords: expect.stringContaining(words) },
    })
  })

  it('is ended when aborted', async () => {
    sshCommand('exec sleep 1000')
    const controller = new AbortController()
    const failing = fetchRemote(await scene.open(), access, { signal: controller.signal })
    setImmediate(() => controller.abort())
    await expect(failing).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('takes no remote’s name for an option', async () => {
    const options = { ...access, remote: '--upload-pack=touch /tmp/owned' }
    await expect(fetchRemote(await scene.open(), options)).rejects.toMatchObject({ code: 'REMOTE_REPOSITORY_NOT_FOUND' })
  })
})

describe('readProgress', () => {
  it.each([
    ['Receiving objects:  42% (42/100), 1.2 MiB\rReceiving objects:  50% (50/100)', 'receiving', 50],
    ['Resolving deltas: 100% (7/7), done.', 'indexing', 7],
    ['Writing objects:  10% (1/10)', 'sending', 1],
  ])('%j', (text, stage, done) => {
    expect(readProgress(text)).toMatchObject({ stage, done })
  })
  it('passes over other words', () => {
    expect(readProgress('remote: Enumerating objects: 5, done.')).toBeNull()
  })
})
