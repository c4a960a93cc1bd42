import { describe, expect, it } from 'vitest'
import { credentialSource } from './credentials.ts'

const place = (url: string, domain: string) => ({ root: '/nowhere', variables: {}, url, domain })
const token = { kind: 'token', username: null, token: 'T0KEN' } as const
const first = (url: string, domain: string) => credentialSource(token, place(url, domain)).initial

describe('a token', () => {
  it.each(['https://git.example/a/b.git', 'https://GIT.example:443/a/b.git', 'https://ada:other@git.example/a/b.git'])(
    'goes to its own domain: %s',
    (url) => {
      expect(first(url, 'https://git.example')).toMatchObject({ password: 'T0KEN' })
    },
  )

  it.each([
    'http://git.example/a/b.git',
    'https://git.example:8443/a/b.git',
    'https://git.example.evil.example/a/b.git',
    'https://git.example@evil.example/a/b.git',
    'https://git.example\\@evil.example/a/b.git',
    'https://evil.example\\@git.example/a/b.git',
    'https://evil.example/git.example/a/b.git',
    'https://xn--git-example.evil/a/b.git',
    'https://gіt.example/a/b.git',
    'git://git.example/a/b.git',
  ])('stays where it is for %s', (url) => {
    expect(first(url, 'https://git.example')).toBeNull()
  })

  it('goes with the user name of the address, be it encoded well or not', () => {
    expect(first('https://50%25@git.example/a', 'https://git.example')).toMatchObject({ username: '50%' })
    expect(first('https://50%@git.example/a', 'https://git.example')).toMatchObject({ username: '50%' })
  })
})
