import { describe, expect, it } from 'vitest'
import { refusal } from './failure-map.ts'

const SECRET = 'token-0123456789'
const context = {
  domain: 'https://git.example',
  url: 'https://git.example/a',
  signedIn: true,
  secrets: [SECRET],
  now: new Date('2026-11-22T12:00:00Z'),
}
const plain = { 'content-type': 'text/plain' }

describe('refusal', () => {
  it.each([
    [401, true, 'SIGN_IN_NEEDED', { reason: 'rejected' }],
    [401, false, 'SIGN_IN_NEEDED', { reason: 'missing' }],
    [203, true, 'SIGN_IN_NEEDED', { reason: 'rejected' }],
    [403, true, 'ACCESS_DENIED', { hostWords: 'words' }],
    [404, true, 'REMOTE_REPOSITORY_NOT_FOUND', { url: 'https://git.example/a', hostWords: 'words' }],
    [407, true, 'UNREACHABLE', { reason: 'proxy' }],
    [409, true, 'REMOTE_FAILED', { status: 409, hostWords: 'words' }],
    [500, true, 'REMOTE_FAILED', { status: 500 }],
  ])('%i (signed in: %s) is %s', (status, signedIn, code, data) => {
    expect(refusal({ status, headers: plain, body: 'words' }, { ...context, signedIn })).toMatchObject({ code, data })
  })

  it('knows the troubles that hosts signal in words alone', () => {
    const body =
      'The `acme` organization has enabled or enforced SAML SSO. To access this repository, visit https://git.example/orgs/acme/sso?x=1'
    expect(refusal({ status: 403, headers: plain, body }, context)).toMatchObject({
      code: 'SSO_REQUIRED',
      data: { url: 'https://git.example/orgs/acme/sso?x=1' },
    })
  })

  it('repeats no secret', () => {
    const failure = refusal({ status: 404, headers: plain, body: `no ${SECRET} here` }, context)
    expect(JSON.stringify(failure.toValue())).not.toContain(SECRET)
  })
})
