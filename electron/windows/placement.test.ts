import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINIMUM_SIZE, placeWindow } from './placement.ts'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }

describe('the window', () => {
  it('opens centred on the primary display the first time', () => {
    expect(placeWindow(null, [screen])).toEqual({ bounds: { x: 320, y: 143, width: 1280, height: 820 }, maximized: false })
  })

  it('returns to where it was, on any display', () => {
    const kept = { bounds: { x: 2000, y: 50, width: 1000, height: 700 }, maximized: true }
    expect(placeWindow(kept, [screen, right])).toEqual(kept)
  })

  it('comes back when its display is gone', () => {
    const kept = { bounds: { x: 2000, y: 50, width: 1000, height: 700 }, maximized: false }
    expect(placeWindow(kept, [screen]).bounds).toEqual({ x: 460, y: 203, width: 1000, height: 700 })
  })

  it('always has a title bar within reach and a usable size', () => {
    const numbers = fc.integer({ min: -10_000, max: 10_000 })
    const sizes = fc.integer({ min: 1, max: 10_000 })
    const bounds = fc.record({ x: numbers, y: numbers, width: sizes, height: sizes })
    fc.assert(
      fc.property(bounds, fc.boolean(), (kept, maximized) => {
        const { bounds: placed } = placeWindow({ bounds: kept, maximized }, [screen, right])
        const reachable = [screen, right].some(
          (area) =>
            placed.x + placed.width >= area.x + 120 &&
            placed.x <= area.x + area.width - 120 &&
            placed.y >= area.y &&
            placed.y <= area.y + area.height - 40,
        )
        expect(reachable).toBe(true)
        expect(placed.width).toBeGreaterThanOrEqual(MINIMUM_SIZE.width)
        expect(placed.height).toBeGreaterThanOrEqual(MINIMUM_SIZE.height)
      }),
    )
  })
})
