import { expect, it } from 'vitest'
import { createRevival } from './revival.ts'

it('loads a crashed page again, but not one that dies at once', () => {
  let now = 0
  const revive = createRevival(() => now)
  expect(revive('clean-exit')).toBe('leave')
  expect(revive('crashed')).toBe('reload')
  now = 5_000
  expect(revive('crashed')).toBe('leave')
  now = 60_000
  expect(revive('oom')).toBe('reload')
})
