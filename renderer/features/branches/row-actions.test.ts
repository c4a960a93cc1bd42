import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import { entriesOf } from './entries.ts'
import { branchList, localBranch, remoteBranch } from './fixtures.ts'
import { actionsOf } from './row-actions.ts'
import { saidWords } from './said-words.ts'
import { startsOf } from './starts.ts'

const TIP = 'a'.repeat(40)
const LEFT = { branch: 'old', leftAt: '2026-01-02T03:04:05.000Z', paths: ['a.yaml'] }
const LIST = branchList({
  local: [
    localBranch('feature/pets'),
    localBranch('main', { upstream: { kind: 'tracked', name: 'main', tip: TIP } }),
    localBranch('old', { upstream: { kind: 'tracked', name: 'older', tip: TIP }, leftEdits: LEFT }),
  ],
  remote: [remoteBranch('main'), remoteBranch('older')],
})

describe('what can be done with a branch', () => {
  const { local, remote } = entriesOf(LIST)
  const kinds = (key: string) => {
    const entry = [...local, ...remote].find((one) => one.key === key)
    return entry === undefined ? [] : actionsOf(entry, LIST).map(({ kind }) => kind)
  }
  it('is never to delete the current or the default branch', () => {
    expect(kinds('local:feature/pets')).toEqual(['createFrom', 'rename', 'publish', 'deleteCurrent'])
    expect(kinds('local:main')).toEqual(['switch', 'createFrom', 'rename', 'deleteDefault', 'deleteRemoteDefault'])
    expect(kinds('remote:main')).toEqual(['switch', 'createFrom', 'deleteRemoteDefault'])
  })
  it('knows the name that a branch has on the server, and the edits that wait on it', () => {
    const old = local.find(({ name }) => name === 'old')
    const actions = old === undefined ? [] : actionsOf(old, LIST)
    expect(actions).toContainEqual({ kind: 'deleteRemote', name: 'older', tip: TIP })
    expect(actions).toContainEqual({ kind: 'drop', left: LEFT })
  })
  it('begins a new branch here, at the server’s default, at others here, at others there', () => {
    expect(startsOf(LIST.head, LIST).map(({ from }) => (from.kind === 'head' ? 'head' : `${from.kind}:${from.name}`))).toEqual([
      'head',
      'remote:main',
      'local:main',
      'local:old',
      'remote:older',
    ])
  })
})

describe('how a switch is said', () => {
  const t = createTexts('en')
  const outcome = { kind: 'switched', branch: 'main', created: false, left: ['a'], brought: [], restorePoint: null } as const
  const goal = { kind: 'switch', to: { kind: 'local', name: 'main' }, publish: 'later' } as const
  it('names where one is, what was left and what came back', () => {
    const returned = { kind: 'brought-back' as const, paths: ['b', 'c'] }
    expect(saidWords(t, { outcome: { ...outcome, left: ['a'], brought: [], returned }, goal, from: 'feature/pets' })).toBe(
      'You are on main now. The edits in 1 file wait on feature/pets. The edits that you had left here are back: 2 files.',
    )
    const waiting = { kind: 'waiting' as const, paths: ['b'], colliding: ['b'] }
    expect(saidWords(t, { outcome: { ...outcome, left: [], brought: ['a'], returned: waiting }, goal, from: null })).toContain(
      'came along. Edits that you had left here still wait: 1 file.',
    )
  })
})
