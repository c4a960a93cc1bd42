import { describe, expect, it } from 'vitest'
import { statusFailure } from './failure-map.ts'

describe('statusFailure', () => {
  const answer = { domain: 'https://git.example', url: 'https://git.example/a', hostWords: 'words' }
  it.each([
    [401, true, 'SIGN_IN_NEEDED', { reason: 'rejected' }],
    [401, false, 'SIGN_IN_NEEDED', { reason: 'missing' }],
    [403, true, 'ACCESS_DENIED', { hostWords: 'words' }],
    [404, true, 'REMOTE_REPOSITORY_NOT_FOUND', { url: 'https://git.example/a' }],
    [407, true, 'UNREACHABLE', { reason: 'proxy' }],
    [500, true, 'REMOTE_FAILED', { status: 500 }],
  ])('%i (signed in: %s) is %s', (status, signedIn, code, data) => {
    expect(statusFailure(status, { ...answer, signedIn })).toMatchObject({ code, data })
  })
})
