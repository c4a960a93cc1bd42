import { describe, expect, it } from 'vitest'
import { endOfSignIn, refusalOf } from './refusals.ts'

const told = (error: string, description: string | null = null) =>
  ({ kind: 'refused', error, description, interval: null }) as const

describe('what a host refused', () => {
  it.each([
    ['access_denied', null, 'denied'],
    ['access_denied', 'AADSTS65004: User declined to consent.', 'denied'],
    ['access_denied', 'AADSTS90094: Admin consent is required.', 'approval-needed'],
    ['invalid_grant', 'AADSTS65001: The user has not consented.', 'approval-needed'],
    ['invalid_grant', 'AADSTS53003: Access has been blocked.', 'policy'],
    ['invalid_grant', 'AADSTS50020: User account from identity provider does not exist.', 'personal-account'],
    ['invalid_request', 'AADSTS50011: The redirect URI does not match.', 'redirect-rejected'],
    ['invalid_request', 'AADSTS7000218: client_assertion or client_secret.', 'client-rejected'],
    ['bad_verification_code', null, 'code-expired'],
    ['incorrect_client_credentials', null, 'client-rejected'],
    ['redirect_uri_mismatch', null, 'redirect-rejected'],
    ['invalid_request', 'redirect_uri is not the registered one', 'redirect-rejected'],
    ['invalid_grant', 'expired, revoked, does not match the redirection URI', 'code-expired'],
    ['expired_token', null, 'timed-out'],
    ['invalid_scope', null, 'scope'],
    ['server_error', 'Something broke.', 'other'],
  ])('%s %s: %s', (error, description, reason) => {
    expect(refusalOf(told(error, description)).reason).toBe(reason)
  })

  it('is passed on in its own words, without secrets and ids for support', () => {
    const words = 'AADSTS70008: The code abcdefgh has expired. Trace ID: 1-2 Correlation ID: 3 Timestamp: now'
    expect(refusalOf(told('invalid_grant', words), ['abcdefgh']).hostWords).toBe('AADSTS70008: The code … has expired.')
    expect(refusalOf({ kind: 'wrong-answer' })).toEqual({ reason: 'wrong-answer', missing: [], hostWords: null })
  })
})

describe('what a refused renewal says', () => {
  it.each([
    ['AADSTS700082: The refresh token has expired due to inactivity.', 'expired'],
    ['AADSTS50173: The provided grant has been revoked due to a password change.', 'revoked'],
    ['Token was revoked.', 'revoked'],
    ['Token is expired.', 'expired'],
    ['The grant is invalid, expired, revoked, or was issued to another client.', 'rejected'],
    [null, 'rejected'],
  ])('%s: %s', (description, end) => {
    expect(endOfSignIn(told('invalid_grant', description))).toBe(end)
  })
})
