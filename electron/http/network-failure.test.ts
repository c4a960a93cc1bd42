import { describe, expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { networkFailure } from './network-failure.ts'

const direct = { domain: 'https://git.example', viaProxy: false }
const coded = (code: string) => Object.assign(new Error('words that are never looked at'), { code })

describe('networkFailure', () => {
  it.each([
    ['ENOTFOUND', 'UNREACHABLE', 'name-not-found'],
    ['ECONNREFUSED', 'UNREACHABLE', 'refused'],
    ['UND_ERR_SOCKET', 'UNREACHABLE', 'connection-lost'],
    ['UND_ERR_HEADERS_TIMEOUT', 'UNREACHABLE', 'timed-out'],
    ['EHOSTUNREACH', 'UNREACHABLE', 'no-route'],
    ['EPROTO', 'UNREACHABLE', 'other'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERTIFICATE_REJECTED', 'self-signed'],
    ['CERT_HAS_EXPIRED', 'CERTIFICATE_REJECTED', 'expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERTIFICATE_REJECTED', 'wrong-name'],
  ])('%s is %s, %s', (code, failure, reason) => {
    expect(networkFailure(coded(code), direct)).toMatchObject({ code: failure, data: { domain: direct.domain, reason } })
  })

  it('looks at causes, and at each of several tries', () => {
    expect(networkFailure(new TypeError('failed', { cause: coded('ECONNRESET') }), direct)).toMatchObject({
      data: { reason: 'connection-lost' },
    })
    expect(networkFailure(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), direct)).toMatchObject({
      data: { reason: 'refused' },
    })
  })

  it('blames the proxy for what only it can have caused', () => {
    const viaProxy = { ...direct, viaProxy: true }
    expect(networkFailure(coded('ECONNREFUSED'), viaProxy)).toMatchObject({ data: { reason: 'proxy' } })
    expect(networkFailure(coded('ECONNRESET'), viaProxy)).toMatchObject({ data: { reason: 'connection-lost' } })
  })

  it('leaves failures, aborts and bugs as they are', () => {
    for (const error of [new Failure('DISK_FULL', {}), new DOMException('', 'AbortError'), new TypeError('a bug')]) {
      expect(networkFailure(error, direct)).toBe(error)
    }
  })
})
