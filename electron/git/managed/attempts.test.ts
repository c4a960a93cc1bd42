import { expect, it } from 'vitest'
import { Failure } from '../../failure.ts'
import { FetchRefused } from '../transport/fetch-session.ts'
import { firstAttempt, nextAttempt } from './attempts.ts'
import { isBranchName } from './branch-name.ts'
import { conePatterns } from './cone.ts'

const refused = (part: FetchRefused['refused']) => new FetchRefused(part, 'https://host.test', null)
const failed = new Failure('REMOTE_FAILED', { domain: 'https://host.test', status: 500, hostWords: null })

it('asks for as little as the server says it lets go', () => {
  expect(firstAttempt({ filter: true, shallow: true, anyObject: true })).toEqual({ filter: 'tree:0', shallow: true })
  expect(firstAttempt({ filter: true, shallow: false, anyObject: false })).toEqual({ filter: null, shallow: false })
})

it('does without what was refused, and ends where nothing is left to do without', () => {
  const start = { filter: 'tree:0', shallow: true } as const
  expect(nextAttempt(start, refused('filter'))).toEqual({ filter: 'blob:none', shallow: true })
  expect(nextAttempt(start, refused('object'))).toEqual({ filter: null, shallow: true })
  expect(nextAttempt(start, refused('shallow'))).toEqual({ filter: 'tree:0', shallow: false })
  const errors = []
  for (let at: ReturnType<typeof nextAttempt> = start; at !== null; at = nextAttempt(at, failed)) errors.push(at)
  expect(errors.at(-1)).toEqual({ filter: null, shallow: false })
  expect(errors).toHaveLength(4)
})

it('is not for failures that asking for less does not cure', () => {
  const start = { filter: 'tree:0', shallow: true } as const
  expect(nextAttempt(start, new Failure('UNREACHABLE', { domain: 'x', reason: 'connection-lost' }))).toBeNull()
  expect(nextAttempt(start, new Error('a bug'))).toBeNull()
})

it('writes the patterns of cone mode', () => {
  expect(conePatterns(['postman/schemas', 'postman/collections', '.postman', 'postman/schemas/deep', 'a*/b'])).toBe(
    [
      '/*',
      '!/*/',
      '/.postman/',
      '/a\\*/',
      '!/a\\*/*/',
      '/a\\*/b/',
      '/postman/',
      '!/postman/*/',
      '/postman/collections/',
      '/postman/schemas/',
      '',
    ].join('\n'),
  )
})

it('takes for a branch’s name only what Git does', () => {
  for (const name of ['main', 'feature/ünïcode-🐈', 'a.b', '#1']) expect(isBranchName(name)).toBe(true)
  const bad = [
    '',
    '@',
    '-x',
    'a..b',
    'a b',
    'a/',
    '/a',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a\\b',
    'a@{1}',
    'a.',
  ]
  for (const name of bad) expect(isBranchName(name)).toBe(false)
})
