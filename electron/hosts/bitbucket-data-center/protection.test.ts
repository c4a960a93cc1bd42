import { describe, expect, it } from 'vitest'
import type { Restriction } from './answers.ts'
import { protectionOf } from './protection.ts'

const rule = (id: string, type = 'BRANCH', more: Partial<Restriction> = {}): Restriction => ({
  type: 'read-only',
  matcher: { id, type: { id: type }, active: true },
  users: [],
  groups: [],
  ...more,
})

describe('protectionOf', () => {
  it.each([
    ['no rule', [], 'ada', 'no'],
    ['this branch', [rule('refs/heads/release/1')], 'ada', 'yes'],
    ['another branch', [rule('refs/heads/main')], 'ada', 'no'],
    ['pull requests only', [rule('refs/heads/release/1', 'BRANCH', { type: 'pull-request-only' })], 'ada', 'yes'],
    ['only against deleting', [rule('refs/heads/release/1', 'BRANCH', { type: 'no-deletes' })], 'ada', 'no'],
    ['switched off', [rule('x', 'ANY_REF', { matcher: { id: 'x', type: { id: 'ANY_REF' }, active: false } })], 'ada', 'no'],
    ['every branch', [rule('ANY_REF_MATCHER_ID', 'ANY_REF')], 'ada', 'yes'],
    ['a kind of branches', [rule('production', 'MODEL_BRANCH')], 'ada', 'partly'],
    ['I may push', [rule('refs/heads/release/1', 'BRANCH', { users: [{ name: 'Ada' }] })], 'ada', 'no'],
    ['a group may push', [rule('refs/heads/release/1', 'BRANCH', { groups: ['developers'] })], 'ada', 'partly'],
    ['nobody knows who I am', [rule('refs/heads/release/1')], null, 'partly'],
  ] as const)('%s', (_name, rules, login, verdict) => {
    expect(protectionOf('release/1', rules, login)).toBe(verdict)
  })

  it.each([
    ['release/*', 'release/1', true],
    ['release/*', 'release/1/a', false],
    ['release/**', 'release/1/a', true],
    ['release/', 'release/1/a', true],
    ['heads/release/?', 'release/1', true],
    ['refs/heads/**/1', 'release/a/1', true],
    ['lease/1', 'release/1', false],
    ['rel.ase/1', 'release/1', false],
  ])('the pattern %s and the branch %s: %s', (pattern, branch, matches) => {
    expect(protectionOf(branch, [rule(pattern, 'PATTERN')], 'ada')).toBe(matches ? 'yes' : 'no')
  })
})
