import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { windowBackground } from './background.ts'

describe('the colour before the page has painted', () => {
  it('follows the chosen theme, else the system', () => {
    expect(windowBackground('system', true)).toBe(windowBackground('dark', false))
    expect(windowBackground('system', false)).toBe(windowBackground('light', true))
  })

  it('is the colour of the frame in each theme', () => {
    const tokens = readFileSync('renderer/styles/tokens.css', 'utf8')
    const frames = [...tokens.matchAll(/--surface-frame: (#[0-9a-f]{6});/g)].map((match) => match[1])
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      expect(frames, theme).toContain(windowBackground(theme, false))
    }
  })
})
