import { describe, expect, it } from 'vitest'
import { keptAt, parseRefspecs, standsFor } from './refspecs.ts'

const SPECS = parseRefspecs([
  '+refs/heads/main:refs/remotes/up/trunk',
  'refs/heads/team/*:refs/remotes/team/x-*',
  '+refs/heads/*:refs/remotes/up/*',
  '^refs/heads/secret/*',
  'refs/heads/taken-along',
])

describe('refspecs', () => {
  it.each([
    ['refs/heads/main', { ref: 'refs/remotes/up/trunk', forced: true }],
    ['refs/heads/team/a/b', { ref: 'refs/remotes/team/x-a/b', forced: false }],
    ['refs/heads/$&', { ref: 'refs/remotes/up/$&', forced: true }],
    ['refs/heads/secret/a', null],
    ['refs/tags/v1', null],
  ])('keep %s', (name, kept) => {
    expect(keptAt(SPECS, name)).toEqual(kept)
  })

  it.each([
    ['refs/remotes/up/trunk', 'refs/heads/main'],
    ['refs/remotes/team/x-a/b', 'refs/heads/team/a/b'],
    ['refs/remotes/team/a', null],
  ])('say what %s stands for', (ref, name) => {
    expect(standsFor(SPECS, ref)).toBe(name)
  })
})
