import { expect, it } from 'vitest'
import { testClone } from '../testing/tests.ts'
import { findFollower } from './start-of-branch.ts'

it('finds the branch that follows a remote one, and looks at the configuration once however many there are', async () => {
  const clone = testClone()
  const tip = clone.commit({ 'a.txt': 'a\n' })
  const many = Array.from({ length: 50 }, (_, i) => `create refs/heads/many/${i} ${tip}\n`)
  clone.gitWith({ input: many.join('') }, 'update-ref', '--stdin')
  clone.git('config', 'branch.many/49.remote', 'origin')
  clone.git('config', 'branch.many/49.merge', 'refs/heads/topic')
  const opened = await clone.open()
  let looks = 0
  const memory = new Proxy(opened.memory, {
    set(target, name, value) {
      if (name === 'config') looks += 1
      return Reflect.set(target, name, value)
    },
  })
  expect(findFollower({ ...opened, memory }, 'origin', 'topic')).toBe('many/49')
  expect(looks).toBe(1)
  expect(findFollower(opened, 'origin', 'many/0')).toBe('many/0')
  expect(findFollower(opened, 'origin', 'many/49')).toBeNull()
})
