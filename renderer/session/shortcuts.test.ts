import { expect, it } from 'vitest'
import { matchesShortcut, shortcutLabel } from './shortcuts.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>>) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

it('knows the command key of the platform', () => {
  const save = { key: 's' }
  expect(matchesShortcut(press('s', { ctrlKey: true }), save, false)).toBe(true)
  expect(matchesShortcut(press('s', { ctrlKey: true }), save, true)).toBe(false)
  expect(matchesShortcut(press('S', { metaKey: true }), save, true)).toBe(true)
  expect(matchesShortcut(press('s', { ctrlKey: true, shiftKey: true }), save, false)).toBe(false)
  expect(matchesShortcut(press('s', { ctrlKey: true, altKey: true }), save, false)).toBe(false)
})

it('is written as the platform writes it', () => {
  expect(shortcutLabel({ key: 'k' }, true)).toBe('⌘K')
  expect(shortcutLabel({ key: 'k', shift: true }, false)).toBe('Ctrl+Shift+K')
})
