import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeRelativePath } from './page-files.ts'

describe('a path below the built window', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/index-3xvVULGl.js', 'assets/index-3xvVULGl.js'],
  ])('%s is %s', (url, path) => {
    expect(safeRelativePath(url)).toBe(path)
  })

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/%2E%2E%2Fpackage.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/assets\\..\\..\\package.json',
    '//etc/passwd.html',
    '/C:/Windows/win.html',
    '/index.html%00.js',
    '/.stamp',
    '/%',
    '/assets//index.js',
  ])('%s is refused', (url) => {
    expect(safeRelativePath(url)).toBeNull()
  })

  it('never has a part that leads up, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '%2e', '%2f', '%5c', '\\', 'a', ':') }), (url) => {
        const path = safeRelativePath(url)
        expect(path === null || !path.split(/[\\/]/).some((part) => part === '..' || part === '' || part.includes(':'))).toBe(
          true,
        )
      }),
    )
  })
})
