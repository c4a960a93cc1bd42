import { describe, expect, it } from 'vitest'
import { judgeRequest, type ReceivedRequest } from './judge-request.ts'

const awaited = { origin: 'http://127.0.0.1:4711', path: '/callback/gitlab', state: 'right' }
const good: ReceivedRequest = {
  method: 'GET',
  target: '/callback/gitlab?code=c&state=right',
  host: '127.0.0.1:4711',
  origin: undefined,
}

describe('a request to the address that waits', () => {
  it.each<[string, Partial<ReceivedRequest>, string]>([
    ['the answer', {}, 'answer'],
    ['a refusal', { target: '/callback/gitlab?error=access_denied&state=right' }, 'answer'],
    ['another state', { target: '/callback/gitlab?code=c&state=wrong' }, 'stray'],
    ['no state', { target: '/callback/gitlab?code=c' }, 'stray'],
    ['two states', { target: '/callback/gitlab?code=c&state=right&state=right' }, 'stray'],
    ['another method', { method: 'POST' }, 'stray'],
    ['another host', { host: 'rebound.example:4711' }, 'stray'],
    ['the host by name', { host: 'localhost:4711' }, 'stray'],
    ['no host', { host: undefined }, 'stray'],
    ['a page of another site', { origin: 'https://evil.example' }, 'stray'],
    ['a page without an origin', { origin: 'null' }, 'stray'],
    ['an icon', { target: '/favicon.ico' }, 'elsewhere'],
    ['another provider', { target: '/callback/github?code=c&state=right' }, 'elsewhere'],
    ['a longer path', { target: '/callback/gitlab/?code=c&state=right' }, 'elsewhere'],
    ['an absolute address', { target: 'http://evil.example/callback/gitlab?state=right' }, 'elsewhere'],
    ['an address without a scheme', { target: '//evil.example/callback/gitlab?state=right' }, 'elsewhere'],
    ['an asterisk', { method: 'OPTIONS', target: '*' }, 'elsewhere'],
  ])('%s', (_what, changes, kind) => {
    expect(judgeRequest({ ...good, ...changes }, awaited).kind).toBe(kind)
  })
})
