import { describe, expect, it } from 'vitest'
import { afterKey, rowsInSight, scrolledTo } from './search-list-moves.ts'

const heading = { kind: 'heading' } as const
const option = { kind: 'option' } as const
const rows = [heading, option, option, heading, option, option, option]

describe('keys in a list below its search box', () => {
  it.each([
    ['ArrowDown', 2, 4],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 1, 1],
    ['Home', 6, 1],
    ['End', 1, 6],
    ['PageDown', 1, 4],
    ['PageDown', 5, 6],
    ['PageUp', 5, 2],
    ['PageUp', 2, 1],
    ['a', 2, null],
  ])('%s from %i leads to %s', (key, at, there) => expect(afterKey(key, { rows, at, page: 2 })).toBe(there))
  it('lead nowhere in an empty list', () => expect(afterKey('End', { rows: [], at: -1, page: 5 })).toBeNull())
})

describe('rows in sight', () => {
  it('are the visible ones and a few beyond', () => {
    expect(rowsInSight({ top: 0, height: 100, rowHeight: 20, count: 10_000 })).toEqual({ from: 0, to: 9 })
    expect(rowsInSight({ top: 1000, height: 100, rowHeight: 20, count: 10_000 })).toEqual({ from: 46, to: 59 })
  })
  it('are the last ones where the list became shorter than it is scrolled', () => {
    expect(rowsInSight({ top: 100_000, height: 100, rowHeight: 20, count: 8 })).toEqual({ from: 0, to: 8 })
  })
  it('are scrolled to only as far as needed', () => {
    const sight = { top: 200, height: 100, rowHeight: 20 }
    expect(scrolledTo(sight, 12, 0)).toBe(200)
    expect(scrolledTo(sight, 2, 1)).toBe(20)
    expect(scrolledTo(sight, 30, 0)).toBe(520)
  })
})
