import { expect, it } from 'vitest'
import { withSignInOf } from './set-remote-url.ts'

it.each([
  ['https://ada:secret@host.test/a.git', 'https://host.test/b.git', 'https://ada:secret@host.test/b.git'],
  ['https://ada:secret@host.test/a.git', 'https://other.test/b.git', 'https://other.test/b.git'],
  ['https://ada:secret@host.test/a.git', 'http://host.test/b.git', 'http://host.test/b.git'],
  ['https://ada:secret@host.test/a.git', 'https://host.test:8443/b.git', 'https://host.test:8443/b.git'],
  ['https://host.test/a.git', 'https://host.test/b@c.git', 'https://host.test/b@c.git'],
  ['git@host.test:a.git', 'ssh://git@host.test/b.git', 'ssh://git@host.test/b.git'],
])('a sign-in within %s stays with its server alone', (old, url, expected) => {
  expect(withSignInOf(old, url)).toBe(expected)
})
