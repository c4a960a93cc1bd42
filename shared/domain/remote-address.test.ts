import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { belongsToDomain, describeRemote, parseRemoteAddress, suggestDomain, withoutCredentials } from './remote-address.ts'

describe('parseRemoteAddress', () => {
  it.each([
    ['https://host/a/b.git', { kind: 'https', host: 'host', port: null, user: null, path: 'a/b' }],
    ['https://user@host:8443/a/b', { kind: 'https', host: 'host', port: 8443, user: 'user', path: 'a/b' }],
    ['HTTPS://User:pw@HOST/a/b.git/', { kind: 'https', host: 'host', port: null, user: 'User', path: 'a/b' }],
    ['http://10.0.0.1:8080/a/b.git', { kind: 'http', host: '10.0.0.1', port: 8080, user: null, path: 'a/b' }],
    ['https://[::1]:8443/a/b', { kind: 'https', host: '[::1]', port: 8443, user: null, path: 'a/b' }],
    ['https://bücher.example/a/b', { kind: 'https', host: 'xn--bcher-kva.example', port: null, user: null, path: 'a/b' }],
    [
      'https://host/Default%20Collection/P/_git/R',
      { kind: 'https', host: 'host', port: null, user: null, path: 'Default Collection/P/_git/R' },
    ],
    ['https://host/ctx/../a/b.git', { kind: 'https', host: 'host', port: null, user: null, path: 'a/b' }],
    ['https://host/g/sub/sub2/r.git', { kind: 'https', host: 'host', port: null, user: null, path: 'g/sub/sub2/r' }],
    ['ssh://git@host:2222/a/b.git', { kind: 'ssh', host: 'host', port: 2222, user: 'git', path: 'a/b' }],
    ['ssh://host:22/C/P/_git/R', { kind: 'ssh', host: 'host', port: 22, user: null, path: 'C/P/_git/R' }],
    ['git+ssh://git@[2001:db8::1]/a', { kind: 'ssh', host: '[2001:db8::1]', port: null, user: 'git', path: 'a' }],
    ['git@host:a/b.git', { kind: 'ssh', host: 'host', port: null, user: 'git', path: 'a/b' }],
    ['host:a/b', { kind: 'ssh', host: 'host', port: null, user: null, path: 'a/b' }],
    ['git@[host:2222]:a/b', { kind: 'ssh', host: 'host', port: 2222, user: 'git', path: 'a/b' }],
    ['git@[::1]:a/b', { kind: 'ssh', host: '[::1]', port: null, user: 'git', path: 'a/b' }],
    ['git@host:~me/b.git', { kind: 'ssh', host: 'host', port: null, user: 'git', path: '~me/b' }],
    ['git://host/a/b', { kind: 'git', host: 'host', port: null, path: 'a/b' }],
    ['C:\\repos\\x', { kind: 'local' }],
    ['c:/repos/x', { kind: 'local' }],
    ['\\\\server\\share\\x', { kind: 'local' }],
    ['/srv/git/x.git', { kind: 'local' }],
    ['../x', { kind: 'local' }],
    ['x', { kind: 'local' }],
    ['./odd:name', { kind: 'local' }],
    ['file:///srv/x.git', { kind: 'local' }],
    ['ext::sh -c date', { kind: 'unknown' }],
    ['ftp://host/x', { kind: 'unknown' }],
    ['https://host:99999/x', { kind: 'unknown' }],
    ['https:///x', { kind: 'unknown' }],
    ['ssh://-oProxyCommand=x/y', { kind: 'unknown' }],
    ['-oProxyCommand=x:y', { kind: 'unknown' }],
  ])('reads %s', (url, expected) => {
    expect(parseRemoteAddress(url)).toEqual(expected)
  })

  it.each([
    'https://ghp_0123456789abcdefghijABCDEFGHIJ012345@host/a/b',
    'https://glpat-abcdefghijklmnopqrst@host/a/b',
    'https://secret-token:@host/a/b',
    'https://secret-token:x-oauth-basic@host/a/b',
    'https://abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst@host/a/b',
  ])('takes a token for no user name: %s', (url) => {
    expect(describeRemote('origin', url)).toMatchObject({ url: 'https://host/a/b', address: { user: null } })
  })
})

describe('describeRemote', () => {
  it.each([
    ['https://host/a/b.git', 'https://host/a/b.git', 'a', 'b'],
    ['https://user:pw@host:8443/a/b?x=1#y', 'https://host:8443/a/b', 'a', 'b'],
    ['https://host/Col/Proj/_git/Repo', 'https://host/Col/Proj/_git/Repo', 'Col/Proj', 'Repo'],
    ['https://host/tfs/Col/_git/Repo', 'https://host/tfs/Col/_git/Repo', 'tfs/Col', 'Repo'],
    ['https://host/Col/Proj/_git/_full/Repo', 'https://host/Col/Proj/_git/_full/Repo', 'Col/Proj', 'Repo'],
    ['ssh://host:22/Col/Proj/_git/Repo', 'ssh://host:22/Col/Proj/_git/Repo', 'Col/Proj', 'Repo'],
    ['git@ssh.dev.azure.com:v3/org/proj/repo', 'git@ssh.dev.azure.com:v3/org/proj/repo', 'org/proj', 'repo'],
    ['https://host/scm/KEY/repo.git', 'https://host/scm/KEY/repo.git', 'KEY', 'repo'],
    ['https://host/bitbucket/scm/~me/repo.git', 'https://host/bitbucket/scm/~me/repo.git', '~me', 'repo'],
    ['ssh://git:pw@host:7999/key/repo.git', 'ssh://git@host:7999/key/repo.git', 'key', 'repo'],
    ['https://host/g/sub/sub2/r.git', 'https://host/g/sub/sub2/r.git', 'g/sub/sub2', 'r'],
    ['git@host:r.git', 'git@host:r.git', null, 'r'],
    ['/srv/x.git', '/srv/x.git', null, null],
    ['user:secret@host:a/b', 'host:a/b', null, null],
  ])('shows %s', (url, shown, organisation, repository) => {
    expect(describeRemote('origin', url)).toMatchObject({ name: 'origin', url: shown, organisation, repository })
  })

  it('never shows a password, however odd', () => {
    const password = fc
      .string({ minLength: 12, maxLength: 40, unit: 'binary-ascii' })
      .map((text) => `s3cr3t${text.replaceAll('/', '_')}`)
    const form = fc.constantFrom(
      (secret: string) => `https://user:${encodeURIComponent(secret)}@host:8443/a/b.git`,
      (secret: string) => `https://user:${secret}@host/a/b.git`,
      (secret: string) => `https://:${encodeURIComponent(secret)}@host/a/b.git`,
      (secret: string) => `https://${encodeURIComponent(secret)}:x-oauth-basic@host/a/b.git`,
      (secret: string) => `http://host/a/b.git?private_token=${encodeURIComponent(secret)}`,
      (secret: string) => `ssh://git:${encodeURIComponent(secret)}@host:22/a/b`,
      (secret: string) => `ftp://user:${secret}@host/a`,
      (secret: string) => `user:${encodeURIComponent(secret)}@host:a/b`,
      (secret: string) => `file://user:${encodeURIComponent(secret)}@host/share/a`,
    )
    fc.assert(
      fc.property(password, form, (secret, write) => {
        const shown = JSON.stringify(describeRemote('origin', write(secret)))
        expect(shown).not.toContain('s3cr3t')
      }),
      { numRuns: 2000 },
    )
  })

  it('shows an address that still names the same repository', () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 1, max: 65535 }), (host, group, repository, port) => {
        const url = `https://me:pw@${host}.example:${port}/${group}/${repository}.git`
        const { user: _user, ...expected } = { ...parseRemoteAddress(url), user: null }
        expect(parseRemoteAddress(withoutCredentials(url))).toMatchObject(expected)
      }),
    )
  })
})

describe('belongsToDomain', () => {
  it.each([
    ['https://git.example/a/b', 'https://git.example', true],
    ['https://GIT.example:443/a/b', 'https://git.example', true],
    ['https://git.example:8443/a/b', 'https://git.example', false],
    ['https://git.example:8443/a/b', 'https://git.example:8443', true],
    ['http://git.example/a/b', 'https://git.example', false],
    ['https://git.example.evil.example/a/b', 'https://git.example', false],
    ['https://git.example@evil.example/a/b', 'https://git.example', false],
    // A backslash ends a server's name for HTTP clients and is a part of the user's name for Git.
    ['https://evil.example\\@git.example/a/b', 'https://git.example', false],
    ['https://git.example\\@evil.example/a/b', 'https://evil.example', false],
    ['https://git.example\\@evil.example/a/b', 'https://git.example', false],
    ['https://git.example/tfs%2f..%2fother/R', 'https://git.example/tfs', false],
    ['https://git.example/tfs/..%5cother/R', 'https://git.example/tfs', false],
    ['https://git.example/tfs/Col/_git/R', 'https://git.example/tfs', true],
    ['https://git.example/tfs2/Col/_git/R', 'https://git.example/tfs', false],
    ['https://git.example/tfs/../other/R', 'https://git.example/tfs', false],
    ['https://git.example/%74fs/Col/_git/R', 'https://git.example/tfs/', true],
    ['ssh://git@git.example:7999/a/b', 'https://git.example:8443/ctx', true],
    ['git@git.example.:a/b', 'https://git.example', true],
    ['git@other.example:a/b', 'https://git.example', false],
    ['https://bücher.example/a/b', 'https://xn--bcher-kva.example', true],
    ['https://[::1]/a/b', 'https://[0:0:0:0:0:0:0:1]', true],
    ['git://git.example/a/b', 'https://git.example', false],
    ['/srv/git.example/a', 'https://git.example', false],
    ['https://git.example/a/b', 'not an address', false],
  ])('%s in %s: %s', (url, domain, expected) => {
    expect(belongsToDomain(parseRemoteAddress(url), domain)).toBe(expected)
  })

  it('takes every suggestion as fitting, unless it is a cloud host', () => {
    for (const url of ['https://h:8443/tfs/C/P/_git/R', 'http://h/bb/scm/K/r.git', 'git@h:a/b', 'https://h/a/b']) {
      const address = parseRemoteAddress(url)
      expect(belongsToDomain(address, suggestDomain(address)?.domain ?? '')).toBe(true)
    }
  })
})

describe('suggestDomain', () => {
  it.each([
    ['https://h:8443/tfs/Col/P/_git/R', { domain: 'https://h:8443/tfs', host: 'azure-devops-server' }],
    ['https://h/Col/P/_git/R', { domain: 'https://h', host: 'azure-devops-server' }],
    ['https://h/bb/scm/K/r.git', { domain: 'https://h/bb', host: 'bitbucket-data-center' }],
    ['ssh://git@h:7999/k/r.git', { domain: 'https://h', host: 'bitbucket-data-center' }],
    ['git@gitlab.corp.example:g/s/r.git', { domain: 'https://gitlab.corp.example', host: 'gitlab-self-managed' }],
    ['https://github.corp.example/a/b', { domain: 'https://github.corp.example', host: 'github-enterprise-server' }],
    ['git@github.com:a/b.git', { domain: 'https://github.com', host: 'github' }],
    ['https://me.visualstudio.com/P/_git/R', { domain: 'https://dev.azure.com', host: 'azure-devops' }],
    ['git@code.example:a/b.git', { domain: 'https://code.example', host: null }],
    ['/srv/x.git', null],
  ])('for %s', (url, expected) => {
    expect(suggestDomain(parseRemoteAddress(url))).toEqual(expected)
  })
})
