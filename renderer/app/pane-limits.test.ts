import fc from 'fast-check'
import { expect, it } from 'vitest'
import { paneLimits } from './pane-limits.ts'

it('leaves the centre at least 390 pixels in every window from 900 pixels up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 900, max: 8000 }), (width) => {
      const { left, right } = paneLimits(width)
      expect(width - left.max - right.max).toBeGreaterThanOrEqual(390)
      expect(left.min).toBeLessThanOrEqual(left.max)
      expect(right.min).toBeLessThanOrEqual(right.max)
    }),
  )
})
