import { onTestFinished } from 'vitest'
import { TestClone } from './clone.ts'

/** A clone that is removed when the running test ends. */
export function testClone(options: ConstructorParameters<typeof TestClone>[0] = {}): TestClone {
  const clone = new TestClone(options)
  onTestFinished(() => clone.remove())
  return clone
}
