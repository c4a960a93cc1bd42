import { describe, expect, it } from 'vitest'
import type { FailureValue } from '../contract/failures.ts'
import { noticesOf, recogniseTrouble, type TroubleContext } from './host-trouble.ts'

const NOW = new Date('2026-11-22T12:00:00.000Z')
const SECRET = 'ghp_verysecretvalue'
const GITHUB = 'https://github.com'
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const TEXT = { 'content-type': 'text/plain' }
const HTML = { 'content-type': 'text/html; charset=utf-8' }

interface Row {
  situation: string
  status: number
  headers?: Record<string, string>
  body: unknown
  context?: Partial<TroubleContext>
  is: { code: FailureValue['code']; data?: object } | null
}

function recognise({ status, headers = JSON_TYPE, body, context }: Row): FailureValue | null {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return recogniseTrouble(
    { status, headers, body: text },
    { domain: GITHUB, asked: 'rest', signedIn: true, secrets: [SECRET], now: NOW, ...context },
  )
}

const SSO_LINK = 'https://github.com/orgs/acme/sso?authorization_request=A1'
const SAML_WORDS =
  "remote: The `acme' organization has enabled or enforced SAML SSO. To access\nremote: this repository, you must re-authorize the OAuth Application `Graft'.\n"
const RESTRICTED =
  'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.'
const ALLOW_LIST =
  'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and 192.0.2.1 is not permitted to access this resource.'
const GITLAB_REVOKED = 'Token was revoked. You have to re-authorize from the user.'
const GITLAB_EXPIRED = 'Token is expired. You can either do re-authorization or token refresh.'
const AZURE = { domain: 'https://dev.azure.com', organisation: 'acme' }
const ANONYMOUS = 'TF400813: Resource not available for anonymous access. Client authentication required.'
const NOT_PERMITTED = {
  errors: [
    {
      context: null,
      message: 'You are not permitted to access this resource',
      exceptionName: 'com.atlassian.bitbucket.AuthorisationException',
    },
  ],
}
const SIGN_IN_HTML = '<!DOCTYPE html><title>Azure DevOps Services | Sign In</title><form><input type="password"></form>'

const rows: Row[] = [
  {
    situation: 'GitHub SAML in REST, with its link',
    status: 403,
    headers: { ...JSON_TYPE, 'x-github-sso': `required; url=${SSO_LINK}` },
    body: { message: 'Resource protected by organization SAML enforcement.' },
    is: { code: 'SSO_REQUIRED', data: { url: SSO_LINK, hostWords: 'Resource protected by organization SAML enforcement.' } },
  },
  {
    situation: 'GitHub SAML hiding itself behind a 404',
    status: 404,
    headers: { ...JSON_TYPE, 'x-github-sso': `required; url=${SSO_LINK}` },
    body: { message: 'Not Found' },
    is: { code: 'SSO_REQUIRED', data: { url: SSO_LINK } },
  },
  {
    situation: 'an SSO link to somewhere else is not passed on',
    status: 403,
    headers: { ...JSON_TYPE, 'x-github-sso': 'required; url=https://evil.example/sso' },
    body: {},
    is: { code: 'SSO_REQUIRED', data: { url: null } },
  },
  {
    situation: 'GitHub SAML in Git',
    status: 403,
    headers: TEXT,
    body: SAML_WORDS,
    context: { asked: 'git' },
    is: { code: 'SSO_REQUIRED', data: { url: null, hostWords: SAML_WORDS.replaceAll('remote: ', '').trim() } },
  },
  {
    situation: 'GitHub SAML in Git with a personal token',
    status: 403,
    headers: TEXT,
    body: `The 'acme' organization has enabled or enforced SAML SSO.\nTo access this repository, visit ${SSO_LINK} and try your request again.`,
    context: { asked: 'git' },
    is: { code: 'SSO_REQUIRED', data: { url: SSO_LINK } },
  },
  {
    situation: 'GitLab group SAML in Git',
    status: 403,
    headers: TEXT,
    body: "Cannot find valid SSO session. Please login via your group's SSO at https://gitlab.com/groups/acme/-/saml/sso?token=t",
    context: { asked: 'git', domain: 'https://gitlab.com' },
    is: { code: 'SSO_REQUIRED', data: { url: 'https://gitlab.com/groups/acme/-/saml/sso?token=t' } },
  },
  {
    situation: 'near miss: a list that only leaves organisations out',
    status: 200,
    headers: { ...JSON_TYPE, 'x-github-sso': 'partial-results; organizations=1,2' },
    body: [],
    is: null,
  },
  {
    situation: 'OAuth app not approved',
    status: 403,
    body: { message: RESTRICTED },
    is: { code: 'APP_NOT_APPROVED', data: { url: 'https://github.com/settings/applications', hostWords: RESTRICTED } },
  },
  {
    situation: 'OAuth app not approved, in Git',
    status: 403,
    headers: TEXT,
    body: RESTRICTED,
    context: { asked: 'git' },
    is: { code: 'APP_NOT_APPROVED' },
  },
  { situation: 'IP allow list', status: 403, body: { message: ALLOW_LIST }, is: { code: 'ADDRESS_NOT_ALLOWED' } },
  {
    situation: 'IP allow list in Git',
    status: 403,
    headers: TEXT,
    body: ALLOW_LIST,
    context: { asked: 'git' },
    is: { code: 'ADDRESS_NOT_ALLOWED', data: { hostWords: ALLOW_LIST } },
  },
  {
    situation: 'Bitbucket: address not on the list',
    status: 403,
    body: { type: 'error', error: { message: 'To access this repository, an admin must whitelist your IP.' } },
    is: { code: 'ADDRESS_NOT_ALLOWED' },
  },
  {
    situation: 'near miss: a repository named after a list',
    status: 403,
    body: { message: 'Must have push access to ip-allow.' },
    is: { code: 'ACCESS_DENIED' },
  },
  {
    situation: 'GitHub bad token',
    status: 401,
    body: { message: 'Bad credentials' },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected', hostWords: 'Bad credentials' } },
  },
  {
    situation: 'no token at all',
    status: 401,
    body: { message: 'Requires authentication' },
    context: { signedIn: false },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } },
  },
  { situation: 'not there, or not to be seen', status: 404, body: { message: 'Not Found' }, is: null },
  {
    situation: 'GitHub after repeated 401s',
    status: 403,
    body: { message: 'Maximum number of login attempts exceeded. Please try again later.' },
    is: { code: 'LOCKED_OUT', data: { until: null } },
  },
  {
    situation: 'GitLab ban',
    status: 403,
    headers: TEXT,
    body: 'Forbidden\n',
    context: { asked: 'git' },
    is: { code: 'LOCKED_OUT', data: { hostWords: 'Forbidden' } },
  },
  {
    situation: 'near miss: GitLab says no to one thing',
    status: 403,
    body: { message: '403 Forbidden' },
    is: { code: 'ACCESS_DENIED', data: { hostWords: '403 Forbidden' } },
  },
  {
    situation: 'near miss: GitLab says no to a push',
    status: 403,
    headers: TEXT,
    body: 'Forbidden: you are not allowed to push code to this project.',
    context: { asked: 'git' },
    is: { code: 'ACCESS_DENIED' },
  },
  {
    situation: 'Bitbucket Data Center wants a captcha',
    status: 403,
    headers: { ...JSON_TYPE, 'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=https://git.corp/login' },
    body: {},
    is: { code: 'LOCKED_OUT' },
  },
  {
    situation: 'GitHub scopes do not suffice',
    status: 403,
    headers: { ...JSON_TYPE, 'x-oauth-scopes': 'repo, workflow', 'x-accepted-oauth-scopes': 'admin:org, read:org, user' },
    body: { message: 'You need at least read:org scope.' },
    is: { code: 'SCOPE_MISSING', data: { missing: ['read:org'] } },
  },
  {
    situation: 'GitHub scopes, told in words alone',
    status: 403,
    headers: { ...JSON_TYPE, 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'admin:org, read:org, repo, user' },
    body: { message: 'You need at least read:org scope or user scope to list your organizations.' },
    is: { code: 'SCOPE_MISSING', data: { missing: ['read:org'] } },
  },
  {
    situation: 'near miss: scopes suffice within a wider one',
    status: 403,
    headers: { ...JSON_TYPE, 'x-oauth-scopes': 'admin:org', 'x-accepted-oauth-scopes': 'read:org' },
    body: { message: 'Must be an owner.' },
    is: { code: 'ACCESS_DENIED' },
  },
  {
    situation: 'GitHub: repo was unticked',
    status: 404,
    headers: { ...JSON_TYPE, 'x-oauth-scopes': 'read:user', 'x-accepted-oauth-scopes': 'repo' },
    body: { message: 'Not Found' },
    is: { code: 'SCOPE_MISSING', data: { missing: ['repo'] } },
  },
  {
    situation: 'near miss: 404 with the scope for public repositories',
    status: 404,
    headers: { ...JSON_TYPE, 'x-oauth-scopes': 'public_repo', 'x-accepted-oauth-scopes': 'repo' },
    body: { message: 'Not Found' },
    is: null,
  },
  {
    situation: 'fine-grained token without a permission',
    status: 403,
    headers: { ...JSON_TYPE, 'x-accepted-github-permissions': 'pull_requests=write' },
    body: { message: 'Resource not accessible by personal access token' },
    is: { code: 'SCOPE_MISSING', data: { missing: ['pull_requests=write'] } },
  },
  {
    situation: 'GitLab scope',
    status: 403,
    body: { error: 'insufficient_scope', error_description: 'The request requires higher privileges.', scope: 'api read_api' },
    is: { code: 'SCOPE_MISSING', data: { missing: ['api', 'read_api'], hostWords: 'The request requires higher privileges.' } },
  },
  {
    situation: 'Bitbucket scope',
    status: 403,
    body: {
      type: 'error',
      error: {
        message: 'Your credentials lack one or more required privilege scopes.',
        detail: { granted: ['account'], required: ['account', 'repository'] },
      },
    },
    is: { code: 'SCOPE_MISSING', data: { missing: ['repository'] } },
  },
  {
    situation: 'GitLab expired',
    status: 401,
    body: { error: 'invalid_token', error_description: GITLAB_EXPIRED },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'expired', hostWords: GITLAB_EXPIRED } },
  },
  {
    situation: 'GitLab revoked',
    status: 401,
    body: { error: 'invalid_token', error_description: GITLAB_REVOKED },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'revoked' } },
  },
  {
    situation: 'GitLab expired, told in the header alone',
    status: 401,
    headers: {
      ...TEXT,
      'www-authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${GITLAB_EXPIRED}"`,
    },
    body: '',
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } },
  },
  {
    situation: 'Bitbucket expired',
    status: 401,
    body: { type: 'error', error: { message: 'Access token expired. Use your refresh token to obtain a new access token.' } },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } },
  },
  {
    situation: 'near miss: Bitbucket does not say which',
    status: 401,
    headers: { ...JSON_TYPE, 'www-authenticate': 'Basic realm="Bitbucket.org HTTP"' },
    body: { type: 'error', error: { message: 'Token is invalid, expired, or not supported for this endpoint.' } },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } },
  },
  {
    situation: 'Bitbucket Data Center: a right is missing, not the sign-in',
    status: 401,
    headers: { ...JSON_TYPE, 'x-ausername': 'ada' },
    body: NOT_PERMITTED,
    is: { code: 'ACCESS_DENIED', data: { hostWords: 'You are not permitted to access this resource' } },
  },
  {
    situation: 'near miss: Bitbucket Data Center does not know the user',
    status: 401,
    body: NOT_PERMITTED,
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } },
  },
  {
    situation: 'Bitbucket Data Center: wrong token',
    status: 401,
    body: {
      errors: [
        {
          context: null,
          message: 'Authentication failed. Please check your credentials and try again.',
          exceptionName: 'com.atlassian.bitbucket.auth.IncorrectPasswordAuthenticationException',
        },
      ],
    },
    is: {
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'rejected', hostWords: 'Authentication failed. Please check your credentials and try again.' },
    },
  },
  {
    situation: 'Azure sign-in page',
    status: 203,
    headers: HTML,
    body: SIGN_IN_HTML,
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected', hostWords: null } },
  },
  {
    situation: 'Azure sign-in page in Git, without a token',
    status: 203,
    headers: HTML,
    body: SIGN_IN_HTML,
    context: { asked: 'git', signedIn: false },
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } },
  },
  {
    situation: 'Azure leads to its sign-in page',
    status: 302,
    headers: { location: 'https://spsprodneu1.vssps.visualstudio.com/_signin?realm=dev.azure.com' },
    body: '',
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } },
  },
  {
    situation: 'near miss: leads somewhere else',
    status: 302,
    headers: { location: 'https://git.example/moved' },
    body: '',
    is: { code: 'REMOTE_FAILED', data: { status: 302 } },
  },
  {
    situation: 'a sign-in page that calls itself fine',
    status: 200,
    headers: HTML,
    body: SIGN_IN_HTML,
    is: { code: 'SIGN_IN_NEEDED' },
  },
  {
    situation: 'some page of somebody else',
    status: 200,
    headers: HTML,
    body: '<html><title>Welcome to nginx</title></html>',
    is: { code: 'REMOTE_FAILED', data: { status: 200, hostWords: null } },
  },
  { situation: 'text where JSON is expected', status: 200, headers: TEXT, body: 'ok', is: { code: 'REMOTE_FAILED' } },
  { situation: 'nothing at all', status: 204, headers: {}, body: '', is: null },
  {
    situation: 'JSON by another name',
    status: 200,
    headers: { 'content-type': 'application/vnd.github+json' },
    body: {},
    is: null,
  },
  {
    situation: 'near miss: Git answers in its own type',
    status: 200,
    headers: { 'content-type': 'application/x-git-upload-pack-advertisement' },
    body: '001e# service=git-upload-pack\n',
    context: { asked: 'git' },
    is: null,
  },
  {
    situation: 'Azure knows the user and keeps the application out',
    status: 401,
    body: { message: "TF400813: The user 'ada@acme.example' is not authorized to access this resource." },
    context: AZURE,
    is: {
      code: 'THIRD_PARTY_ACCESS_OFF',
      data: { url: 'https://dev.azure.com/acme/_settings/organizationPolicy' },
    },
  },
  {
    situation: 'near miss: Azure does not know the user',
    status: 401,
    body: { message: "TF400813: The user '' is not authorized to access this resource." },
    context: AZURE,
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected' } },
  },
  {
    situation: 'near miss: Azure took the request for an anonymous one',
    status: 401,
    body: { message: ANONYMOUS },
    context: AZURE,
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'rejected', hostWords: ANONYMOUS } },
  },
  {
    situation: 'Azure token expired',
    status: 401,
    headers: TEXT,
    body: 'Access Denied: The Personal Access Token used has expired.',
    context: AZURE,
    is: { code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } },
  },
  {
    situation: 'GitHub limit, counted',
    status: 403,
    headers: { ...JSON_TYPE, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795350000' },
    body: { message: 'API rate limit exceeded for user ID 1.' },
    is: { code: 'RATE_LIMITED', data: { retryAt: '2026-11-22T12:20:00.000Z' } },
  },
  {
    situation: 'GitHub secondary limit',
    status: 403,
    headers: { ...JSON_TYPE, 'retry-after': '30' },
    body: { message: 'You have exceeded a secondary rate limit.' },
    is: { code: 'RATE_LIMITED', data: { retryAt: '2026-11-22T12:00:30.000Z' } },
  },
  {
    situation: 'GitHub secondary limit without a time, while the primary one has room',
    status: 403,
    headers: { ...JSON_TYPE, 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1795350000' },
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' },
    is: { code: 'RATE_LIMITED', data: { retryAt: '2026-11-22T12:01:00.000Z' } },
  },
  {
    situation: 'near miss: refused while the limit has room',
    status: 403,
    headers: { ...JSON_TYPE, 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '1795350000' },
    body: { message: 'Must have admin rights to Repository.' },
    is: { code: 'ACCESS_DENIED' },
  },
  {
    situation: 'GitLab limit as plain text',
    status: 429,
    headers: { ...TEXT, 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT' },
    body: 'Retry later\n',
    is: { code: 'RATE_LIMITED', data: { retryAt: '2026-11-22T12:01:00.000Z', hostWords: 'Retry later' } },
  },
  {
    situation: 'Bitbucket limit without a time',
    status: 429,
    headers: TEXT,
    body: 'Rate limit for this resource has been exceeded',
    is: { code: 'RATE_LIMITED', data: { retryAt: null } },
  },
  {
    situation: 'Azure limit',
    status: 429,
    headers: { ...JSON_TYPE, 'retry-after': '120' },
    body: { message: 'TF400733: The request has been canceled.' },
    is: { code: 'RATE_LIMITED', data: { retryAt: '2026-11-22T12:02:00.000Z' } },
  },
  {
    situation: 'Bitbucket removed a call',
    status: 410,
    body: { type: 'error', error: { message: 'Gone. See CHANGE-2770.' } },
    is: { code: 'HOST_CHANGED', data: { change: 'CHANGE-2770' } },
  },
  {
    situation: 'removed without a number',
    status: 410,
    headers: TEXT,
    body: 'Gone',
    is: { code: 'HOST_CHANGED', data: { change: null } },
  },
  {
    situation: 'a version of the interface that is no more',
    status: 400,
    body: { message: '2022-11-28 is not a supported version.' },
    is: { code: 'HOST_CHANGED' },
  },
  { situation: 'near miss: a bad request', status: 400, body: { message: 'Problems parsing JSON' }, is: null },
  {
    situation: 'a proxy wants a sign-in',
    status: 407,
    headers: HTML,
    body: '',
    is: { code: 'UNREACHABLE', data: { reason: 'proxy' } },
  },
  {
    situation: 'a proxy refuses',
    status: 403,
    headers: { ...HTML, 'x-squid-error': 'ERR_ACCESS_DENIED 0' },
    body: '<html>denied</html>',
    is: { code: 'UNREACHABLE', data: { reason: 'proxy' } },
  },
  {
    situation: 'refused in words nobody has seen yet',
    status: 403,
    body: { message: 'The moon is in the wrong house.' },
    is: { code: 'ACCESS_DENIED', data: { hostWords: 'The moon is in the wrong house.' } },
  },
  {
    situation: 'broken',
    status: 502,
    headers: HTML,
    body: '<html></html>',
    is: { code: 'REMOTE_FAILED', data: { status: 502 } },
  },
  { situation: 'a rule of the question itself', status: 422, body: { message: 'Validation Failed' }, is: null },
]

describe('recogniseTrouble', () => {
  it.each(rows)('$situation ($status)', (row) => {
    const failure = recognise(row)
    if (row.is === null) expect(failure).toBeNull()
    else expect(failure).toMatchObject(row.is)
  })

  it('shows no secret that the host repeats', () => {
    for (const row of rows) {
      const failure = recognise({
        ...row,
        body: `${typeof row.body === 'string' ? row.body : JSON.stringify(row.body)} ${SECRET}`,
      })
      expect(JSON.stringify(failure)).not.toContain(SECRET)
    }
  })
})

describe('noticesOf', () => {
  it('says that organisations are left out and that the host slows down', () => {
    const headers = { 'x-github-sso': 'partial-results; organizations=1', 'retry-after': '5' }
    expect(noticesOf({ headers }, NOW)).toEqual([
      { kind: 'sso-hides-some', organisations: [], url: null },
      { kind: 'slowed-down', until: '2026-11-22T12:00:05.000Z' },
    ])
    expect(noticesOf({ headers: {} }, NOW)).toEqual([])
  })
})
