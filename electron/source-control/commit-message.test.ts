import { describe, expect, it } from 'vitest'
import { commitMessage } from './commit-message.ts'

describe('a commit message', () => {
  it.each([
    [' Add pets ', '', 'Add pets\n'],
    ['Add\r\npets', ' \n', 'Add pets\n'],
    ['Add pets', '\n\nBecause.\r\nReally.\n\n', 'Add pets\n\nBecause.\nReally.\n'],
  ])('of %j and %j is %j', (summary, description, message) => {
    expect(commitMessage(summary, description)).toBe(message)
  })
})
