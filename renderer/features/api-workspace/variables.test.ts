import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textParts } from './variables.ts'

test('variables are told from the words around them', () => {
  expect(textParts('{{base}}/pets/{id}?x={{x}}').map(({ kind, text }) => [kind, text])).toEqual([
    ['variable', '{{base}}'],
    ['words', '/pets/{id}?x='],
    ['variable', '{{x}}'],
  ])
  expect(textParts('')).toEqual([])
})

test('the pieces put together are the text', () => {
  const text = fc.array(fc.constantFrom('{', '{{', '}}', '}', 'a', '/', '🐈')).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, (whole) => {
      const parts = textParts(whole)
      expect(parts.map((part) => part.text).join('')).toBe(whole)
      for (const part of parts) expect(whole.startsWith(part.text, part.at)).toBe(true)
    }),
  )
})
