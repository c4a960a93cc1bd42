import { describe, expect, it } from 'vitest'
import { formatAge, formatBytes, shortenMiddle } from './sizes.ts'

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1400, '1.4 kB'],
    [999_950, '1 MB'],
    [131_000_000, '131 MB'],
    [5_000_000_000_000, '5,000 GB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

describe('formatAge', () => {
  const now = new Date('2026-06-15T12:00:00Z')
  it.each([
    ['2026-06-15T12:00:00Z', 'now'],
    ['2026-06-15T11:59:00.300Z', '1 minute ago'],
    ['2026-06-15T11:58:00Z', '2 minutes ago'],
    ['2026-06-14T12:00:00Z', 'yesterday'],
    ['2026-04-15T12:00:00Z', '2 months ago'],
    ['2020-06-15T12:00:00Z', '6 years ago'],
  ])('%s was %s', (then, text) => expect(formatAge(new Date(then), now)).toBe(text))
})

describe('shortenMiddle', () => {
  it('keeps what fits', () => expect(shortenMiddle('index.yaml', 10)).toBe('index.yaml'))
  it('never cuts a character in two', () => expect(shortenMiddle('🐈'.repeat(9), 4)).toBe('🐈…🐈🐈'))
  it('keeps both ends of what does not', () => {
    const short = shortenMiddle(`postman/schemas/${'deep/'.repeat(60)}index.yaml`, 40)
    expect(short).toHaveLength(40)
    expect(short).toMatch(/^postman.*….*index\.yaml$/)
  })
})
