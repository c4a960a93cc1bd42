import { describe, expect, it } from 'vitest'
import { contentPolicy } from './content-policy.ts'

const directives = (policy: string) =>
  new Map(policy.split('; ').map((rule): [string, string] => [rule.split(' ', 1)[0] ?? '', rule.slice(rule.indexOf(' ') + 1)]))

describe('the content policy', () => {
  const app = directives(contentPolicy({ kind: 'app-scheme' }, 'N0nce'))
  const browser = directives(contentPolicy({ kind: 'browser-host', origin: 'http://127.0.0.1:41234' }, 'N0nce'))

  it('starts from nothing', () => {
    expect(app.get('default-src')).toBe("'none'")
    for (const name of ['object-src', 'frame-src', 'frame-ancestors', 'base-uri', 'form-action']) {
      expect(app.get(name), name).toBe("'none'")
    }
  })

  it('never allows inline or evaluated code, anywhere', () => {
    const all = [...app.values(), ...browser.values()].join(' ')
    expect(all).not.toMatch(/unsafe-(inline|eval|hashes)|wasm-unsafe-eval|\*/)
  })

  it('takes scripts from our own files and strings as code from nobody', () => {
    expect(app.get('script-src')).toBe("'self'")
    expect(app.get('require-trusted-types-for')).toBe("'script'")
    expect(app.get('trusted-types')).toBe("'none'")
  })

  it('takes styles that carry the nonce of this response', () => {
    expect(app.get('style-src')).toBe("'self' 'nonce-N0nce'")
  })

  it('lets the page talk to its own host only', () => {
    expect(app.get('connect-src')).toBe("'self'")
    expect(browser.get('connect-src')).toBe("'self' ws://127.0.0.1:41234")
  })
})
