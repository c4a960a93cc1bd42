import { describe, expect, it } from 'vitest'
import { parseDomain } from './domain-url.ts'

describe('a Domain URL', () => {
  it.each([
    ['git.corp', 'https://git.corp', true],
    [' GIT.Corp. ', 'https://git.corp', true],
    ['git.corp:8443', 'https://git.corp:8443', true],
    ['https://git.corp:443/', 'https://git.corp', true],
    ['http://git.corp:80/scm//', 'http://git.corp/scm', false],
    ['https://tfs.corp/tfs/', 'https://tfs.corp/tfs', true],
    ['https://me:secret@git.corp/x?y#z', 'https://git.corp/x', true],
    ['https://git.corp/acme/pets.git', 'https://git.corp', true],
    ['gitlab', 'https://gitlab', true],
    ['[::1]:3000', 'https://[::1]:3000', true],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', false],
  ])('reads %j as %j', (typed, domain, encrypted) => {
    expect(parseDomain(typed)).toEqual({ kind: 'domain', domain, encrypted })
  })

  it.each(['', 'git corp', 'ftp://git.corp', 'git@git.corp:a/b.git', 'ssh://git.corp', 'https://', 'https://-x-', '../x'])(
    'finds no address in %j',
    (typed) => {
      expect(parseDomain(typed)).toEqual({ kind: 'not-an-address' })
    },
  )

  it.each([
    ['github.com', 'github'],
    ['https://www.github.com/acme', 'github'],
    ['gitlab.com', 'gitlab'],
    ['bitbucket.org', 'bitbucket'],
    ['https://dev.azure.com/acme', 'azure-devops'],
    ['acme.visualstudio.com', 'azure-devops'],
  ])('knows %j for a cloud host', (typed, host) => {
    expect(parseDomain(typed)).toEqual({ kind: 'cloud-host', host })
  })

  it('takes an own server with a similar name for what it is', () => {
    expect(parseDomain('notgithub.com').kind).toBe('domain')
    expect(parseDomain('github.com.corp').kind).toBe('domain')
  })
})
