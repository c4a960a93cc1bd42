import { describe, expect, it } from 'vitest'
import type { Policy, Ref } from './answers.ts'
import { protectionOf, type Rules } from './protection.ts'

const MAIN: Ref = { name: 'refs/heads/main' }
const nothing: Rules = { repositoryId: 'r1', defaultBranch: 'main', policies: [], mayBypass: false, personId: 'me' }
const policy = (scope: object, more: Partial<Policy> = {}): Policy => ({
  isEnabled: true,
  isBlocking: true,
  settings: { scope: [scope] },
  ...more,
})
const exact = { refName: 'refs/heads/main', matchKind: 'Exact', repositoryId: 'R1' }

describe('protectionOf', () => {
  it.each([
    ['nothing', MAIN, nothing, 'no'],
    ['a required policy', MAIN, { ...nothing, policies: [policy(exact)] }, 'yes'],
    ['… for every repository', MAIN, { ...nothing, policies: [policy({ ...exact, repositoryId: null })] }, 'yes'],
    ['… of another repository', MAIN, { ...nothing, policies: [policy({ ...exact, repositoryId: 'r2' })] }, 'no'],
    ['… of another branch', MAIN, { ...nothing, policies: [policy({ ...exact, refName: 'refs/heads/mai' })] }, 'no'],
    [
      '… of a folder of branches',
      { name: 'refs/heads/release/1' },
      { ...nothing, policies: [policy({ refName: 'refs/heads/release/', matchKind: 'Prefix' })] },
      'yes',
    ],
    ['… of the default branch', MAIN, { ...nothing, policies: [policy({ matchKind: 'DefaultBranch' })] }, 'yes'],
    ['… of the whole repository', MAIN, { ...nothing, policies: [policy({ repositoryId: 'r1' })] }, 'no'],
    ['… switched off', MAIN, { ...nothing, policies: [policy(exact, { isEnabled: false })] }, 'no'],
    ['… deleted', MAIN, { ...nothing, policies: [policy(exact, { isDeleted: true })] }, 'no'],
    ['an optional policy', MAIN, { ...nothing, policies: [policy(exact, { isBlocking: false })] }, 'partly'],
    ['I may push past policies', MAIN, { ...nothing, policies: [policy(exact)], mayBypass: true }, 'partly'],
    ['nobody tells whether I may', MAIN, { ...nothing, policies: [policy(exact)], mayBypass: null }, 'partly'],
    ['locked by somebody', { ...MAIN, isLocked: true, isLockedBy: { id: 'other' } }, nothing, 'yes'],
    ['locked by me', { ...MAIN, isLocked: true, isLockedBy: { id: 'ME' } }, nothing, 'no'],
    ['locked, and nobody knows who I am', { ...MAIN, isLocked: true }, { ...nothing, personId: null }, 'partly'],
  ] satisfies [string, Ref, Rules, string][])('%s', (_name, ref, rules, verdict) => {
    expect(protectionOf(ref, rules)).toBe(verdict)
  })
})
