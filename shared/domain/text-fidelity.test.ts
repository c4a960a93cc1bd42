import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from './text-fidelity.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const string = (encoded: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoded)
const textOf = (encoded: Uint8Array): string => {
  const decoded = decodeText(encoded)
  if (decoded.kind !== 'text') throw new Error('not a text')
  return decoded.text
}
const anyText = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(fc.constantFrom('', 'a', 'b', 'ä: 1', '  - x'), fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 }),
    fc.constantFrom('', 'end'),
  )
  .map(([mark, lines, last]) => (mark ? '\uFEFF' : '') + lines.map(([line, ending]) => line + ending).join('') + last)

describe('the bytes of a text', () => {
  it('come back unchanged where the text is unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(string(encodeText(bytes(text), textOf(bytes(text))))).toBe(text)
      }),
    )
  })

  it('hold exactly the edited text', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const edited = textOf(bytes(after))
        expect(textOf(encodeText(bytes(before), edited))).toBe(edited)
      }),
    )
  })

  it('keep the break of every line that an insertion leaves alone', () => {
    const before = 'one\r\ntwo\nthree\rfour\r\n'
    expect(string(encodeText(bytes(before), 'one\ntwo\nnew\nthree\nfour\n'))).toBe('one\r\ntwo\nnew\r\nthree\rfour\r\n')
  })

  it('do not let two breaks become one', () => {
    expect(textOf(encodeText(bytes('a\rb\nc\n'), 'a\n\nc\n'))).toBe('a\n\nc\n')
  })

  it('keep the byte-order mark, CRLF and a missing final break', () => {
    expect(string(encodeText(bytes('\uFEFFa\r\nb'), 'a\nc\nb'))).toBe('\uFEFFa\r\nc\r\nb')
  })

  it.each([
    ['a\nb\n', 'lf'],
    ['a\r\nb', 'crlf'],
    ['a\r\nb\n', 'mixed'],
    ['a\rb', 'mixed'],
    ['', 'lf'],
  ])('of %j end lines as %s', (text, lineEnding) => {
    expect(decodeText(bytes(text))).toMatchObject({ lineEnding })
  })

  it.each([[new Uint8Array([0x61, 0x00])], [new Uint8Array([0xff, 0xfe, 0x61, 0x00])], [new Uint8Array([0xc3, 0x28])]])(
    'are binary where they are no UTF-8 text',
    (encoded) => {
      expect(decodeText(encoded)).toEqual({ kind: 'binary' })
    },
  )
})
