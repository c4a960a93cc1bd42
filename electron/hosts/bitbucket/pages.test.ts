import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RestAnswer, RestClient, RestRequest } from '../rest-client.ts'
import { getPage, quoted } from './pages.ts'

const API = 'https://api.bitbucket.org/2.0/repositories/acme'

/** A host that answers every question with the same address of the next page. */
function hostNaming(next: string | undefined) {
  const asked: { path: string; query: RestRequest['query'] }[] = []
  const answer: RestAnswer = { status: 200, headers: {}, json: { values: [1], next }, words: null, notices: [] }
  const get: RestClient['get'] = (path, request) => {
    asked.push({ path, query: request?.query })
    return Promise.resolve(answer)
  }
  const rest: RestClient = { get, post: get }
  const page = (cursor: string | null) =>
    getPage(rest, 'https://bitbucket.org', {
      path: '/repositories/acme',
      item: z.number(),
      query: { role: 'member', pagelen: 50, q: null },
      cursor,
      signal: undefined,
    })
  return { asked, page }
}

describe('getPage', () => {
  it('goes on with the query that the host names', async () => {
    const host = hostNaming(`${API}?role=member&pagelen=50&page=2`)
    const next = (await host.page(null))?.next ?? null
    expect(next).toBe('role=member&pagelen=50&page=2')
    await host.page(next)
    expect(host.asked[1]).toEqual({ path: '/repositories/acme', query: { role: 'member', pagelen: '50', page: '2' } })
  })

  it('never asks anything but the path it began with, wherever the host leads', async () => {
    const host = hostNaming('https://evil.example/2.0/user/emails?page=2')
    await host.page((await host.page(null))?.next ?? null)
    expect(host.asked.map(({ path }) => path)).toEqual(['/repositories/acme', '/repositories/acme'])
  })

  it.each([
    ['there is no next page', undefined, null],
    ['the first page names itself', `${API}?pagelen=50&role=member`, null],
    ['the first page names the first', `${API}?role=member&pagelen=50&page=1`, null],
    ['a page names itself', `${API}?role=member&page=3`, 'page=3&role=member'],
    ['a page names one before', `${API}?role=member&page=2`, 'role=member&page=3'],
    ['the address is none', 'page 2', null],
  ])('ends where %s', async (_name, next, cursor) => {
    expect((await hostNaming(next).page(cursor))?.next).toBeNull()
  })

  it('goes on by marks that are no numbers', async () => {
    expect((await hostNaming(`${API}?page=b8Fz`).page('page=A7xq'))?.next).toBe('page=b8Fz')
  })
})

describe('quoted', () => {
  it('lets no text out of its quotes', () => {
    expect(quoted('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"')
  })
})
