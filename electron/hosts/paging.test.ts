import { describe, expect, it } from 'vitest'
import { cursorFrom, cursorQuery, nextQuery } from './paging.ts'

const LINK =
  '<https://api.github.com/user/repos?per_page=100&page=1>; rel="prev", <https://api.github.com/user/repos?per_page=100&page=3>; rel="next", <https://api.github.com/user/repos?page=9>; rel="last"'

describe('nextQuery', () => {
  it.each([
    [LINK, '3'],
    ['<https://a/x?page=2>; rel=next', '2'],
    ['<http://inner:8080/x?page=4>; title="a; b"; rel="first next"', '4'],
    ['<https://a/x?page=2>; rel="last"', null],
    ['<https://a/x?page=2>; rel="nextish"', null],
    [undefined, null],
  ])('%s', (link, page) => {
    expect(nextQuery(link)?.get('page') ?? null).toBe(page)
  })
})

describe('cursors', () => {
  it('carry where a list goes on and nothing else, there and back', () => {
    const cursor = cursorFrom(new URLSearchParams('per_page=100&page=3&access_token=x'), ['page'])
    expect(cursor).toBe('page=3')
    expect(cursorQuery(`${cursor}&sudo=root`, ['page'])).toEqual({ page: '3' })
    expect(cursorFrom(new URLSearchParams('per_page=100'), ['page'])).toBeNull()
    expect(cursorFrom(null, ['page'])).toBeNull()
    expect(cursorQuery(null, ['page'])).toEqual({})
  })
})
