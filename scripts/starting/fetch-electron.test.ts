import { expect, it } from 'vitest'
import { whyNot } from './fetch-electron.ts'

const failure = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) })

it.each([
  [failure('ENOTFOUND'), /offline/],
  [failure('EAI_AGAIN'), /offline/],
  [failure('ECONNREFUSED'), /can’t be reached/],
  [
    new TypeError('fetch failed', { cause: new AggregateError([Object.assign(new Error(), { code: 'ENETUNREACH' })]) }),
    /reached/,
  ],
  [failure('UND_ERR_CONNECT_TIMEOUT'), /does not answer/],
  [Object.assign(new Error('x'), { code: 'ENOSPC' }), /no space/],
  [new Error('Response code 404 (Not Found) for https://mirror.example/electron.zip'), /404 \(Not Found\)$/],
])('says %s plainly and without addresses', (error, words) => {
  expect(whyNot(error)).toMatch(words)
  expect(whyNot(error)).not.toMatch(/https?:/)
})
