import { describe, expect, it } from 'vitest'
import { proxyFromEnvironment, proxyFromPacAnswer } from './proxy.ts'

describe('the proxy from the environment', () => {
  const env = {
    HTTPS_PROXY: 'http://proxy.example:3128',
    NO_PROXY: 'localhost, .corp.example,10.0.0.1:8443,[::1],*.lab.example',
  }

  it.each([
    ['https://github.com/', 'http://proxy.example:3128'],
    ['http://github.com/', null],
    ['https://git.corp.example/', null],
    ['https://corp.example/', null],
    ['https://notcorp.example/', 'http://proxy.example:3128'],
    ['https://10.0.0.1:8443/', null],
    ['https://10.0.0.1/', 'http://proxy.example:3128'],
    ['https://[::1]:9000/', null],
    ['https://x.lab.example/', null],
    ['https://localhost/', null],
  ])('%s → %s', (url, proxy) => {
    expect(proxyFromEnvironment(url, env)).toBe(proxy)
  })

  it('reads lower case first, falls back to ALL_PROXY, and adds a missing scheme', () => {
    expect(proxyFromEnvironment('https://a.example/', { https_proxy: 'low:1', HTTPS_PROXY: 'http://up:1' })).toBe(
      'http://low:1',
    )
    expect(proxyFromEnvironment('http://a.example/', { ALL_PROXY: 'socks5://s:1080' })).toBe('socks5://s:1080')
    expect(proxyFromEnvironment('https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' })).toBeNull()
    expect(proxyFromEnvironment('https://a.example/', { HTTPS_PROXY: 'http://:not an address' })).toBeNull()
  })

  it.each(['http://127.0.0.1:8080/', 'http://127.9.9.9/', 'http://[::1]:8080/', 'http://localhost/', 'https://git.localhost/'])(
    'never carries what is for this very computer: %s',
    (url) => {
      expect(proxyFromEnvironment(url, { ALL_PROXY: 'http://proxy.example:3128' })).toBeNull()
    },
  )
})

describe('the proxy from the system', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY a.example:8080; DIRECT', 'http://a.example:8080'],
    ['HTTPS a.example:443', 'https://a.example:443'],
    ['SOCKS4 a.example:1080; SOCKS5 b.example:1080', 'socks5://b.example:1080'],
    ['', null],
  ])('%s → %s', (answer, proxy) => {
    expect(proxyFromPacAnswer(answer)).toBe(proxy)
  })
})
