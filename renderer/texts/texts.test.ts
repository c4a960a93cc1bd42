import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { FAILURES, type FailureValue } from '#shared/contract/failures.ts'
import { catalogueOf, english } from './catalogue.ts'
import { failureWords } from './failure-words.ts'
import { createTexts } from './texts.ts'

const catalogue = catalogueOf(english)
const t = createTexts('en')

describe('catalogue', () => {
  it.each([...catalogue])('%s is a valid message', (_key, message) => {
    expect(() => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true })).not.toThrow()
    expect(message.trim()).not.toBe('')
  })
  it('fills plurals', () => {
    expect(t('apiList.mark.ahead', { count: 1 })).toBe('1 commit to push')
    expect(t('apiList.mark.ahead', { count: 2 })).toBe('2 commits to push')
  })
  it('has no exclamation marks: nothing here is that exciting', () => {
    expect([...catalogue.values()].filter((message) => message.includes('!'))).toEqual([])
  })
})

describe('failures', () => {
  it.each(Object.keys(FAILURES))('%s says what happened, whether work is safe, and what is next', (code) => {
    for (const part of ['happened', 'safe', 'next']) expect(catalogue.get(`failures.${code}.${part}`)).toMatch(/\S/)
  })
  it('has words for nothing that can’t happen', () => {
    const codes = new Set(Object.keys(english.failures).map((key) => key.split('.')[0]))
    expect([...codes].sort()).toEqual(Object.keys(FAILURES).sort())
  })

  const samples: FailureValue[] = [
    { code: 'NOT_FOUND', data: { what: 'restore-point' } },
    { code: 'SIGN_IN_NEEDED', data: { domain: 'git.example', reason: 'rejected', hostWords: 'Bad credentials' } },
    { code: 'ACCESS_DENIED', data: { domain: 'git.example', hostWords: null } },
    { code: 'SIGN_IN_NEEDED', data: { domain: 'git.example', reason: 'missing', hostWords: null } },
    { code: 'SIGN_IN_NEEDED', data: { domain: 'git.example', reason: 'expired', hostWords: null } },
    { code: 'SSO_REQUIRED', data: { domain: 'git.example', url: 'https://git.example/sso', hostWords: null } },
    { code: 'SSO_REQUIRED', data: { domain: 'git.example', url: null, hostWords: null } },
    { code: 'APP_NOT_APPROVED', data: { domain: 'git.example', url: null, hostWords: null } },
    { code: 'THIRD_PARTY_ACCESS_OFF', data: { domain: 'git.example', url: null, hostWords: null } },
    { code: 'ADDRESS_NOT_ALLOWED', data: { domain: 'git.example', hostWords: null } },
    { code: 'SCOPE_MISSING', data: { domain: 'git.example', missing: ['repo', 'workflow'], hostWords: null } },
    { code: 'SCOPE_MISSING', data: { domain: 'git.example', missing: [], hostWords: null } },
    { code: 'RATE_LIMITED', data: { domain: 'git.example', retryAt: '2026-01-02T03:04:05.000Z', hostWords: null } },
    { code: 'RATE_LIMITED', data: { domain: 'git.example', retryAt: null, hostWords: null } },
    { code: 'LOCKED_OUT', data: { domain: 'git.example', until: '2026-01-02T03:04:05.000Z', hostWords: null } },
    { code: 'LOCKED_OUT', data: { domain: 'git.example', until: null, hostWords: null } },
    { code: 'HOST_CHANGED', data: { domain: 'git.example', change: 'CHANGE-2770', hostWords: null } },
    { code: 'HOST_CHANGED', data: { domain: 'git.example', change: null, hostWords: null } },
    { code: 'REMOTE_REPOSITORY_NOT_FOUND', data: { url: 'https://git.example/a/b', hostWords: null } },
    { code: 'UNREACHABLE', data: { domain: 'git.example', reason: 'timed-out' } },
    { code: 'CERTIFICATE_REJECTED', data: { domain: 'git.example', reason: 'self-signed' } },
    { code: 'REMOTE_FAILED', data: { domain: 'git.example', status: 502, hostWords: 'Bad gateway' } },
    { code: 'REMOTE_FAILED', data: { domain: 'git.example', status: null, hostWords: '' } },
    { code: 'REPOSITORY_BUSY', data: { lock: '.git/index.lock' } },
    { code: 'REPOSITORY_MOVED', data: { what: 'file', path: 'a.yaml' } },
    { code: 'REPOSITORY_MOVED', data: { what: 'file', path: null } },
    { code: 'OPERATION_IN_PROGRESS', data: { operation: 'rebase' } },
    { code: 'DETACHED_HEAD', data: { commit: '4f1c' } },
    { code: 'CLONE_MISSING', data: { folder: '~/pets', reason: 'missing' } },
    { code: 'CLONE_MISSING', data: { folder: '', reason: 'missing' } },
    { code: 'UNSUPPORTED_REPOSITORY', data: { feature: 'reftable', detail: null } },
    { code: 'REPOSITORY_DAMAGED', data: { detail: 'object 4f1c' } },
    { code: 'GIT_NOT_INSTALLED', data: { neededFor: 'ssh' } },
    { code: 'SSH_FAILED', data: { reason: 'permission', hostWords: 'Permission denied (publickey).' } },
    { code: 'DISK_FULL', data: {} },
    { code: 'NO_PERMISSION', data: { path: 'a.yaml' } },
    { code: 'INVALID_PATH', data: { path: 'CON' } },
    { code: 'FOLDER_REPLACED', data: { path: 'postman' } },
    { code: 'FILTERED_FILE', data: { path: 'logo.png', filter: 'lfs' } },
  ]
  it.each(samples)('$code reads as sentences', (failure) => {
    const words = failureWords(t, failure)
    for (const part of [words.happened, words.safe, words.next]) {
      expect(part).toMatch(/^\S.*\.$/)
      expect(part).not.toMatch(/[{}]|null|undefined| {2}|\.\./)
    }
  })
  it('unfolds the host’s own words only where there are some', () => {
    expect(samples.map((failure) => failureWords(t, failure).hostWords).filter(Boolean)).toEqual([
      'Bad credentials',
      'Bad gateway',
      'Permission denied (publickey).',
    ])
  })
  it('leads to the host’s page where it named one', () => {
    const remedies = samples.map((failure) => failureWords(t, failure).remedy).filter((remedy) => remedy !== null)
    expect(remedies).toEqual([{ url: 'https://git.example/sso', words: 'Authorise single sign-on' }])
  })
  it('names the moment and the rights', () => {
    const at = '2026-01-02T03:04:05.000Z'
    const limited = failureWords(t, { code: 'RATE_LIMITED', data: { domain: 'git.example', retryAt: at, hostWords: null } })
    expect(limited.next).toMatch(/\d:04/)
    const scope = {
      code: 'SCOPE_MISSING',
      data: { domain: 'git.example', missing: ['repo', 'workflow'], hostWords: null },
    } as const
    expect(failureWords(t, { ...scope, data: { ...scope.data, missing: ['repo', 'workflow'] } }).happened).toContain(
      'repo, workflow',
    )
  })

  it('names a server by its name, however it was given', () => {
    const denied = (domain: string) => failureWords(t, { code: 'ACCESS_DENIED', data: { domain, hostWords: null } }).happened
    expect(denied('https://git.example:8443/scm')).toContain('git.example:8443')
    expect(denied('https://git.example:8443/scm')).not.toContain('https')
    expect(denied('git.example')).toContain('git.example')
  })
})
