import { describe, expect, it } from 'vitest'
import { repositoryWith, statusWith, TWO_CHANGES, UNKNOWN } from './fixtures.ts'
import { commitReadiness, fractionOf, letterOf, splitPath, summaryHint, syncState } from './views.ts'

describe('commitReadiness', () => {
  const ready = repositoryWith(TWO_CHANGES, { summary: 'feat: pets' })
  it('counts the files', () => expect(commitReadiness(ready)).toEqual({ kind: 'ready', count: 2 }))
  it('does not wait for a fetch in the background', () =>
    expect(commitReadiness({ ...ready, running: { work: 'fetch', progress: null } }).kind).toBe('ready'))
  it.each([
    ['unknown', UNKNOWN],
    ['working', { ...ready, running: { work: 'pull' as const, progress: null } }],
    ['operation', repositoryWith({ ...TWO_CHANGES, operation: 'rebase' })],
    ['detached', repositoryWith({ ...TWO_CHANGES, head: { kind: 'detached', commit: 'b'.repeat(40) } })],
    ['nothing-changed', repositoryWith(statusWith())],
    ['nothing-included', { ...ready, leftOut: new Set(TWO_CHANGES.changes.map(({ path }) => path)) }],
    ['conflicted', repositoryWith(statusWith({ changes: [{ path: 'a', kind: 'conflicted' }] }))],
    ['no-summary', { ...ready, summary: '  ' }],
    ['long-summary', { ...ready, summary: 'x'.repeat(1001) }],
  ] as const)('is blocked: %s', (because, repository) => {
    expect(commitReadiness(repository)).toEqual({ kind: 'blocked', because })
  })
})

describe('syncState', () => {
  const tracked = (ahead: number, behind: number) => ({ kind: 'tracked', name: 'origin/main', ahead, behind }) as const
  it.each([
    ['synced', statusWith()],
    ['changed', TWO_CHANGES],
    ['ahead', statusWith({ upstream: tracked(1, 0) })],
    ['behind', { ...TWO_CHANGES, upstream: tracked(0, 1) }],
    ['diverged', statusWith({ upstream: tracked(2, 1) })],
    ['unpublished', statusWith({ upstream: { kind: 'none' } })],
    ['gone', statusWith({ upstream: { kind: 'gone', name: 'origin/main' } })],
    ['operation', statusWith({ operation: 'merge', upstream: tracked(2, 1) })],
    ['detached', statusWith({ head: { kind: 'detached', commit: 'b'.repeat(40) } })],
    ['conflicted', statusWith({ changes: [{ path: 'a', kind: 'conflicted' }] })],
  ] as const)('%s', (state, status) => expect(syncState(repositoryWith(status))).toBe(state))
  it('reads until it knows', () => expect(syncState(UNKNOWN)).toBe('reading'))
})

describe('words', () => {
  it.each([
    ['added', 'A'],
    ['modified', 'M'],
    ['deleted', 'D'],
    ['type-changed', 'T'],
    ['mode-changed', 'M'],
    ['conflicted', '!'],
  ] as const)('%s is %s', (kind, letter) => expect(letterOf(kind)).toBe(letter))
  it('splits a path', () => {
    expect(splitPath('a/b/c.json')).toEqual({ folder: 'a/b/', name: 'c.json' })
    expect(splitPath('c.json')).toEqual({ folder: '', name: 'c.json' })
  })
  it.each([
    ['x'.repeat(50), 'fine'],
    ['x'.repeat(51), 'long'],
    ['x'.repeat(72), 'long'],
    ['x'.repeat(73), 'too-long'],
    [`${'x'.repeat(50)}   `, 'fine'],
  ])('%s is %s', (summary, hint) => expect(summaryHint(summary)).toBe(hint))
  it('knows no fraction without a total', () => {
    expect(fractionOf({ done: 5, total: null })).toBeNull()
    expect(fractionOf({ done: 5, total: 0 })).toBeNull()
    expect(fractionOf({ done: 5, total: 10 })).toBe(0.5)
    expect(fractionOf({ done: 12, total: 10 })).toBe(1)
  })
})
