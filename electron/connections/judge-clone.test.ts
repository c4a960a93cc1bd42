import { describe, expect, it } from 'vitest'
import type { FolderInspection } from '#shared/domain/clone.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import { FolderHandle } from '#shared/domain/ids.ts'
import { describeRemote } from '#shared/domain/remote-address.ts'
import { judgeClone, remoteKey } from './judge-clone.ts'

const folder = { handle: FolderHandle.parse('5ad2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c11'), label: '~/pets' }
const COMMIT = 'a'.repeat(40)
const question = (changes: { remote?: string; reachable?: boolean; host?: OnPremisesHost } = {}) => ({
  host: changes.host ?? ('gitlab-self-managed' as const),
  domain: 'https://git.corp:8443',
  remote: changes.remote ?? null,
  folder,
  offer: (path: string) => (changes.reachable === false ? null : { ...folder, label: path }),
})
const tree = (remotes: Record<string, string>, detached = false): FolderInspection => ({
  kind: 'working-tree',
  layout: 'clone',
  remotes: Object.entries(remotes).map(([name, url]) => describeRemote(name, url)),
  head: detached ? { kind: 'detached', commit: COMMIT } : { kind: 'branch', branch: 'main', commit: COMMIT },
  lastCommit: null,
})
const GOOD = 'https://me@git.corp:8443/group/sub/pets.git'

describe('a picked folder held against the domain', () => {
  it('is accepted with its remote and the ways to sign in', () => {
    expect(judgeClone(tree({ origin: GOOD }), question())).toMatchObject({
      kind: 'accepted',
      remote: { name: 'origin', organisation: 'group/sub', repository: 'pets' },
      signIn: ['token', 'credential-helper', 'account'],
    })
    expect(judgeClone(tree({ origin: GOOD }), question({ host: 'azure-devops-server' }))).toMatchObject({
      signIn: ['token', 'credential-helper'],
    })
    expect(judgeClone(tree({ origin: 'git@git.corp:group/pets.git' }), question())).toMatchObject({
      kind: 'accepted',
      signIn: ['ssh'],
    })
  })

  it('offers the remotes that belong to the domain where origin does not', () => {
    const check = judgeClone(tree({ origin: 'https://github.com/a/b', corp: GOOD }), question())
    expect(check).toMatchObject({ kind: 'other-remote', origin: { name: 'origin' }, candidates: [{ name: 'corp' }] })
    expect(judgeClone(tree({ corp: GOOD }), question())).toMatchObject({ kind: 'other-remote', origin: null })
  })

  it('takes the remote that was chosen, if it belongs to the domain', () => {
    const both = tree({ origin: 'https://github.com/a/b', corp: GOOD })
    expect(judgeClone(both, question({ remote: 'corp' }))).toMatchObject({ kind: 'accepted', remote: { name: 'corp' } })
    expect(judgeClone(both, question({ remote: 'origin' })).kind).toBe('other-remote')
  })

  it('suggests the domain that would fit, and the kind of host', () => {
    expect(judgeClone(tree({ origin: 'https://gitlab.else/a/b.git' }), question())).toMatchObject({
      kind: 'other-domain',
      suggestion: { domain: 'https://gitlab.else', host: 'gitlab-self-managed' },
    })
    expect(judgeClone(tree({ origin: '/srv/pets.git' }), question())).toMatchObject({ kind: 'other-domain', suggestion: null })
  })

  it('refuses a clone without remote and a detached HEAD', () => {
    expect(judgeClone(tree({}), question())).toEqual({ kind: 'no-remote' })
    expect(judgeClone(tree({ origin: GOOD }, true), question())).toEqual({ kind: 'detached', commit: COMMIT })
  })

  it('offers the root of a subfolder only where it may be reached', () => {
    const inspection: FolderInspection = { kind: 'subfolder', root: '/srv/clone' }
    expect(judgeClone(inspection, question())).toEqual({ kind: 'subfolder', root: { ...folder, label: '/srv/clone' } })
    expect(judgeClone(inspection, question({ reachable: false }))).toEqual({ kind: 'not-a-repository' })
    expect(judgeClone({ kind: 'inside-git-folder', root: '/x' }, question({ reachable: false }))).toEqual({
      kind: 'inside-git-folder',
      root: null,
    })
  })
})

describe('the key of a remote', () => {
  const key = (url: string) => remoteKey(describeRemote('origin', url))

  it('is one for all addresses of a repository', () => {
    expect(key('https://git.corp/Group/Pets.git')).toBe(key('git@git.corp:group/pets'))
    expect(key('ssh://git@git.corp:2222/group/pets.git')).toBe(key('https://git.corp:443/group/pets'))
    expect(key('https://bb.corp/scm/KEY/pets.git')).toBe(key('ssh://git@bb.corp:7999/KEY/pets.git'))
    expect(key('https://tfs.corp/Col/Proj/_git/Repo')).toBe(key('ssh://tfs.corp:22/Col/Proj/_git/Repo'))
  })

  it('tells servers and repositories apart', () => {
    expect(key('https://git.corp/a/b')).not.toBe(key('https://git.corp/a/c'))
    expect(key('http://127.0.0.1:1/a/b')).not.toBe(key('http://127.0.0.1:2/a/b'))
  })
})
