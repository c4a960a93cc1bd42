import { describe, expect, it } from 'vitest'
import { nextTheme, resolveTheme } from './theme.ts'

describe('resolveTheme', () => {
  it('follows the system', () => {
    expect(resolveTheme('system', { prefersDark: true, prefersMoreContrast: false })).toBe('dark')
    expect(resolveTheme('system', { prefersDark: false, prefersMoreContrast: false })).toBe('light')
    expect(resolveTheme('system', { prefersDark: false, prefersMoreContrast: true })).toBe('high-contrast')
  })
  it('keeps what the person chose', () => {
    expect(resolveTheme('light', { prefersDark: true, prefersMoreContrast: true })).toBe('light')
  })
})

it('the theme button passes through every theme', () => {
  const seen = [nextTheme('system')]
  while (seen.at(-1) !== 'system') seen.push(nextTheme(seen.at(-1) ?? 'system'))
  expect(seen).toEqual(['light', 'dark', 'high-contrast', 'system'])
})
