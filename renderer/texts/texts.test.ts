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
    { code: 'UNSUPPORTED_REPOSITORY', data: { feature: 'reftable', detail: null } },
    { code: 'REPOSITORY_DAMAGED', data: { detail: 'object 4f1c' } },
    { code: 'GIT_NOT_INSTALLED', data: { neededFor: 'ssh' } },
    { code: 'SSH_FAILED', data: { reason: 'permission', hostWords: 'Permission denied (publickey).' } },
    { code: 'DISK_FULL', data: {} },
    { code: 'NO_PERMISSION', data: { path: 'a.yaml' } },
    { code: 'INVALID_PATH', data: { path: 'CON' } },
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
})
