import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LineEndingRule, lineEndingRule, toStored, toWorking } from './line-endings.ts'

const settings = { autocrlf: 'false', eol: 'native', nativeEol: 'lf' } as const
const AUTO_CRLF: LineEndingRule = { kind: 'auto', checkout: 'crlf' }
const stored = (text: string, rule: LineEndingRule, known: string | null = null) =>
  toStored(Buffer.from(text), rule, () => (known === null ? null : Buffer.from(known))).toString()

describe('line ends', () => {
  it('puts attributes before configuration', () => {
    const rule = (text: string | boolean | undefined, eol: string | undefined, autocrlf: 'true' | 'input' | 'false') =>
      lineEndingRule({ text, eol }, { ...settings, autocrlf })
    expect(rule(undefined, undefined, 'false')).toEqual({ kind: 'as-is' })
    expect(rule(undefined, undefined, 'true')).toEqual(AUTO_CRLF)
    expect(rule(undefined, undefined, 'input')).toEqual({ kind: 'auto', checkout: 'lf' })
    expect(rule(false, 'crlf', 'true')).toEqual({ kind: 'as-is' })
    expect(rule(undefined, 'crlf', 'false')).toEqual({ kind: 'text', checkout: 'crlf' })
    expect(rule('auto', 'lf', 'true')).toEqual({ kind: 'auto', checkout: 'lf' })
    expect(rule(true, undefined, 'true')).toEqual({ kind: 'text', checkout: 'crlf' })
  })

  it('leaves alone what is binary, or held with CRLF already', () => {
    expect(stored('a\r\n', AUTO_CRLF)).toBe('a\n')
    expect(stored('a\0\r\n', AUTO_CRLF)).toBe('a\0\r\n')
    expect(stored('a\rb\r\n', AUTO_CRLF)).toBe('a\rb\r\n')
    expect(stored('a\r\n', AUTO_CRLF, 'x\r\n')).toBe('a\r\n')
    expect(stored('a\0\rb\r\n', { kind: 'text', checkout: 'lf' }, 'x\r\n')).toBe('a\0\rb\n')
  })

  it('comes back to the same stored bytes after a checkout', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r\n', 'ü', '\t')).map((parts) => Buffer.from(parts.join('')))
    const rules = fc.constantFrom<LineEndingRule>(AUTO_CRLF, { kind: 'text', checkout: 'crlf' }, { kind: 'as-is' })
    fc.assert(
      fc.property(text, rules, (bytes, rule) => {
        const once = toStored(bytes, rule, () => null)
        expect(toStored(toWorking(once, rule), rule, () => null)).toEqual(once)
      }),
    )
  })
})
