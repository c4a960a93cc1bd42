import { describe, expect, it } from 'vitest'
import { checkExternalLink } from './external-links.ts'

const domains = ['https://git.example.com:8443/gitlab', 'http://plain.example.com', 'http://127.0.0.1:4002']

describe('a link to the outside', () => {
  it.each([
    'https://github.com/settings/tokens',
    'https://docs.gitlab.com/user/',
    'https://git.example.com:8443/gitlab/-/user_settings/personal_access_tokens',
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=x',
    'http://127.0.0.1:4002/oauth/authorize',
  ])('%s is opened', (url) => {
    expect(checkExternalLink(url, domains)).toEqual({ kind: 'allowed', url })
  })

  it.each([
    ['http://github.com/', 'not-https'],
    ['http://plain.example.com/', 'not-https'],
    ['http://127.0.0.1:4003/', 'not-https'],
    ['http://localhost:4002/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['smb://github.com/share', 'not-https'],
    ['https://example.com/', 'unknown-host'],
    ['https://github.com.example.org/', 'unknown-host'],
    ['https://evil.github.com/', 'unknown-host'],
    ['https://git.example.com/', 'unknown-host'],
    ['https://user:secret@github.com/', 'malformed'],
    ['https://github.com@example.org/', 'malformed'],
    ['github.com', 'malformed'],
  ])('%s is refused: %s', (url, reason) => {
    expect(checkExternalLink(url, domains)).toEqual({ kind: 'refused', reason })
  })
})
