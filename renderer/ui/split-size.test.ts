import { describe, expect, it } from 'vitest'
import { sizeAfterKey, withinLimits } from './split-size.ts'

const limits = { min: 200, max: 500 }

describe('withinLimits', () => {
  it.each([
    [100, 200],
    [300.4, 300],
    [900, 500],
  ])('%d becomes %d', (size, kept) => expect(withinLimits(size, limits)).toBe(kept))
  it('keeps the lower limit when the window is too small for both', () => {
    expect(withinLimits(300, { min: 200, max: 150 })).toBe(200)
  })
})

describe('sizeAfterKey', () => {
  const press = (key: string, shiftKey = false) => sizeAfterKey({ key, shiftKey }, 300, limits, 'ArrowRight')
  it('grows and shrinks by steps', () => {
    expect(press('ArrowRight')).toBe(316)
    expect(press('ArrowLeft')).toBe(284)
    expect(press('ArrowRight', true)).toBe(364)
  })
  it('jumps to the limits', () => {
    expect(press('Home')).toBe(200)
    expect(press('End')).toBe(500)
  })
  it('leaves other keys alone', () => expect(press('ArrowUp')).toBeNull())
  it('follows the side on which the pane lies', () => {
    expect(sizeAfterKey({ key: 'ArrowLeft', shiftKey: false }, 300, limits, 'ArrowLeft')).toBe(316)
  })
})
