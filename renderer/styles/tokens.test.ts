import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const THEMES = ['light', 'dark', 'high-contrast'] as const

function coloursOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']))
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (channels[0] ?? 0) + 0.7152 * (channels[1] ?? 0) + 0.0722 * (channels[2] ?? 0)
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const SURFACES = ['frame', 'pane', 'content', 'raised', 'sunken', 'hover', 'selected'].map((name) => `surface-${name}`)
const TEXTS = ['text', 'text-soft', 'text-faint']
const MEANINGS = ['mine', 'theirs', 'base', 'warning', 'success', 'danger']
const SYNTAX = ['key', 'string', 'number', 'keyword', 'type', 'comment'].map((name) => `syntax-${name}`)

const pairs: [string, string][] = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface): [string, string] => [text, surface])),
  ...MEANINGS.flatMap((meaning) =>
    [`${meaning}-soft`, 'surface-content', 'surface-pane', 'surface-frame'].map((surface): [string, string] => [
      meaning,
      surface,
    ]),
  ),
  ...MEANINGS.map((meaning): [string, string] => ['text', `${meaning}-soft`]),
  ...SYNTAX.flatMap((name) => ['surface-content', 'code-line', 'code-selection'].map((on): [string, string] => [name, on])),
  ['accent', 'surface-content'],
  ['accent', 'surface-pane'],
  ['accent', 'surface-frame'],
  ['accent', 'surface-selected'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
]

describe.each(THEMES)('theme %s', (theme) => {
  const colours = coloursOf(theme)
  it.each(pairs)('%s on %s can be read (4.5:1)', (text, surface) => {
    expect(contrast(colours.get(text) ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['surface-content', 'surface-pane', 'surface-raised'])('controls stand out from %s (3:1)', (surface) => {
    for (const line of ['line-strong', 'focus']) {
      expect(contrast(colours.get(line) ?? '', colours.get(surface) ?? '')).toBeGreaterThanOrEqual(3)
    }
  })
})
