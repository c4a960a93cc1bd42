import { describe, expect, it } from 'vitest'
import { comesFromOwnPage, namesThisServer } from './loopback-requests.ts'

describe('a request to the browser host', () => {
  it('names this server by its exact address', () => {
    expect(namesThisServer({ host: '127.0.0.1:4000', origin: undefined }, 4000)).toBe(true)
  })

  it.each(['localhost:4000', '127.0.0.1', '127.0.0.1:4001', 'rebound.example:4000', '[::1]:4000', undefined])(
    'is refused with Host %s',
    (host) => {
      expect(namesThisServer({ host, origin: 'http://127.0.0.1:4000' }, 4000)).toBe(false)
    },
  )

  it.each([
    'http://127.0.0.1:4001',
    'https://127.0.0.1:4000',
    'http://localhost:4000',
    'null',
    'https://example.com',
    undefined,
  ])('does not come from our page with Origin %s', (origin) => {
    expect(comesFromOwnPage({ host: '127.0.0.1:4000', origin }, 4000)).toBe(false)
  })

  it('comes from our page when both agree', () => {
    expect(comesFromOwnPage({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }, 4000)).toBe(true)
  })
})
