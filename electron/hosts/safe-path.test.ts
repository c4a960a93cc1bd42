import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { safePath, slashed } from './safe-path.ts'

describe('safePath', () => {
  it('encodes each part once and keeps the slashes of marked ones', () => {
    expect(safePath`/a/${'50% of it/ö'}/${7}`).toBe('/a/50%25%20of%20it%2F%C3%B6/7')
    expect(safePath`/src/${slashed('feature/ä b')}`).toBe('/src/feature/%C3%A4%20b')
    expect(safePath`/src/${slashed('')}`).toBe('/src/')
  })

  it.each(['', '.', '..', '\ud800'])('refuses %j, which would name another place or none', (step) => {
    expect(() => safePath`/a/${step}`).toThrow(Failure)
    expect(() => safePath`/a/${slashed(`b/${step}`)}`).toThrow(Failure)
  })

  it('names what a URL parser reads back, whatever the name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^\.{1,2}$|\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(name, name, (first, second) => {
        const { pathname } = new URL(safePath`/x/${first}/${second}`, 'http://127.0.0.1')
        expect(pathname.split('/').slice(2).map(decodeURIComponent)).toEqual([first, second])
      }),
    )
  })
})
