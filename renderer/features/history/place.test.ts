import { describe, expect, it } from 'vitest'
import { firstCommitInSight, scrollFor } from './place.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }))

describe('the place in a list', () => {
  it('is found again below rows that came', () => {
    const place = firstCommitInSight(rows('a', 'b', 'c'), 55, 44)
    expect(place).toEqual({ id: 'b', offset: 11 })
    expect(scrollFor(rows('y', 'z', 'a', 'b', 'c'), place ?? { id: '', offset: 0 }, 44)).toBe(3 * 44 + 11)
  })
  it('is none at the top, so that what comes is seen', () => expect(firstCommitInSight(rows('a'), 0, 44)).toBeNull())
  it('is lost with its row', () => expect(scrollFor(rows('a'), { id: 'b', offset: 1 }, 44)).toBeNull())
})
