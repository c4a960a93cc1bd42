import { describe, expect, it } from 'vitest'
import { allPages, isFound, searchPages } from './search-pages.ts'

function hostWith(pages: string[][], nextOf: (page: number) => number | null) {
  const asked: (string | null)[] = []
  return {
    asked,
    read(cursor: string | null) {
      asked.push(cursor)
      const at = Number(cursor ?? 0)
      const next = nextOf(at)
      return Promise.resolve({ items: pages[at] ?? [], next: next === null ? null : String(next), notices: [] })
    },
  }
}
const forward = (last: number) => (page: number) => (page === last ? null : page + 1)
const itself = (name: string) => [name]

describe('searchPages', () => {
  it('goes on until something matches, and says where to go on', async () => {
    const host = hostWith([['a'], ['b'], ['Pets'], ['pets-old']], forward(3))
    const first = await searchPages(host.read, { search: 'pet', cursor: null }, itself)
    expect(first).toMatchObject({ items: ['Pets'], next: '3' })
    expect(await searchPages(host.read, { search: 'pet', cursor: first.next }, itself)).toMatchObject({
      items: ['pets-old'],
      next: null,
    })
    expect(host.asked).toEqual([null, '1', '2', '3'])
  })

  it('ends where the host names a page again', async () => {
    const host = hostWith([['a'], ['b'], ['c']], (page) => (page === 2 ? 1 : page + 1))
    expect(await searchPages(host.read, { search: 'nothing', cursor: null }, itself)).toMatchObject({ items: [], next: null })
    expect(host.asked).toEqual([null, '1', '2'])
  })

  it('hands an empty page back before it has asked for ever', async () => {
    const host = hostWith([], (page) => page + 1)
    const page = await searchPages(host.read, { search: 'nothing', cursor: null }, itself)
    expect(page).toMatchObject({ items: [], next: '20' })
  })
})

describe('allPages', () => {
  it('reads every page once, also where the host goes in circles', async () => {
    expect(await allPages(hostWith([['a'], ['b']], forward(1)).read)).toEqual(['a', 'b'])
    const circle = hostWith([['a'], ['b']], (page) => (page === 0 ? 1 : 0))
    expect(await allPages(circle.read)).toEqual(['a', 'b', 'a'])
  })
})

describe('isFound', () => {
  it('is blind to case and to spaces around', () => {
    expect(isFound('Pets API', ' pets ')).toBe(true)
    expect(isFound('Pets', '')).toBe(true)
    expect(isFound('Pets', 'orders')).toBe(false)
  })
})
