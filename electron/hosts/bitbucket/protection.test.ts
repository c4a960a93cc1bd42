import { describe, expect, it } from 'vitest'
import type { BranchRestriction } from './answers.ts'
import { protectionOf } from './protection.ts'

const ME = '{me}'
const push = (rule: Partial<BranchRestriction>): BranchRestriction => ({
  kind: 'push',
  branch_match_kind: 'glob',
  pattern: 'main',
  users: [],
  groups: [],
  ...rule,
})

describe('protectionOf', () => {
  it.each([
    ['no rule', [], ME, 'no'],
    ['another branch', [push({ pattern: 'release' })], ME, 'no'],
    ['another kind of rule', [push({ kind: 'force' })], ME, 'no'],
    ['nobody may push', [push({})], ME, 'yes'],
    ['everything matches', [push({ pattern: '*' })], ME, 'yes'],
    ['others may push', [push({ users: [{ uuid: '{other}' }] })], ME, 'yes'],
    ['I may push', [push({ users: [{ uuid: ME }] })], ME, 'no'],
    ['a group may push', [push({ groups: [{ slug: 'developers' }] })], ME, 'partly'],
    ['a kind of branches', [push({ branch_match_kind: 'branching_model', branch_type: 'production' })], ME, 'partly'],
    ['nobody knows who I am', [push({})], null, 'partly'],
    ['the strictest rule counts', [push({ users: [{ uuid: ME }] }), push({ pattern: 'm*n' })], ME, 'yes'],
  ] as const)('%s', (_name, rules, person, verdict) => {
    expect(protectionOf('main', rules, person)).toBe(verdict)
  })

  it('takes nothing in a pattern for more than it is, save the star', () => {
    expect(protectionOf('release/1', [push({ pattern: 'release/*' })], ME)).toBe('yes')
    expect(protectionOf('releaseX1', [push({ pattern: 'release.1' })], ME)).toBe('no')
    expect(protectionOf('a(b', [push({ pattern: 'a(b' })], ME)).toBe('yes')
  })
})
