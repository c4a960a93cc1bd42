import { describe, expect, it } from 'vitest'
import { isTrustedSender } from './sender.ts'

const OWN = 'app://graft'
const page = { isOurWindow: true, frame: { url: 'app://graft/', isTop: true } }

describe('the sender of a port', () => {
  it('is trusted when it is the main frame of our window showing our page', () => {
    expect(isTrustedSender(page, OWN)).toBe(true)
  })

  it.each([
    ['another window', { ...page, isOurWindow: false }],
    ['a frame inside the page', { ...page, frame: { url: 'app://graft/', isTop: false } }],
    ['a frame that is gone', { ...page, frame: null }],
    ['a foreign page in our window', { ...page, frame: { url: 'https://example.com/', isTop: true } }],
    ['a host that begins like ours', { ...page, frame: { url: 'app://graft.example/', isTop: true } }],
    ['a page without origin', { ...page, frame: { url: 'about:blank', isTop: true } }],
  ])('is refused when it is %s', (_name, sender) => {
    expect(isTrustedSender(sender, OWN)).toBe(false)
  })
})
