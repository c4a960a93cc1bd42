import { expect, it } from 'vitest'
import { DataFolderInUse } from '../storage/folder-lock.ts'
import { startFailureLine } from './start-failure.ts'

it.each([
  [new DataFolderInUse('/data', 42), /process 42.*\/data/],
  [Object.assign(new Error('x'), { code: 'EACCES' }), /may not write.*\/data.*--data/],
  [Object.assign(new Error('x'), { code: 'ENOTDIR' }), /\/data is not a folder/],
  [Object.assign(new Error('x'), { code: 'ENOSPC' }), /no space/],
  [new Error('something else'), /could not start: something else/],
])('says %s in one line', (error, words) => {
  const line = startFailureLine(error, '/data')
  expect(line).toMatch(words)
  expect(line).not.toContain('\n')
})
