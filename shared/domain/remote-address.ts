import type { CloneRemote, RemoteAddress } from './clone.ts'
import type { HostKind } from './host.ts'

interface Authority {
  host: string
  port: number | null
  user: string | null
}

/**
 * Reads the URL of a Git remote in every form that `git help fetch` ("GIT URLS") names: `https://`, `http://`, `ssh://`
 * (also `git+ssh://`), `git://`, `user@host:path`, `file://` and plain folders. Hosts come out in lower case and Punycode, IPv6
 * in brackets. A password is dropped; so is a user name that is in truth a token.
 */
export function parseRemoteAddress(url: string): RemoteAddress {
  if (looksLocal(url)) return { kind: 'local' }
  const withScheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url)
  if (withScheme) {
    const [, scheme = '', authorityText = '', rest = ''] = withScheme
    return fromUrl(scheme.toLowerCase(), parseAuthority(authorityText), rest)
  }
  return fromScp(url)
}

/** A remote as people see it: its URL without credentials, and the names read from it. */
export function describeRemote(name: string, url: string): CloneRemote {
  const address = parseRemoteAddress(url)
  return { name, url: withoutCredentials(url), address, ...repositoryNames(address) }
}

/**
 * The URL without password, token, query and fragment. The user name of an SSH remote stays: the URL means nothing without it.
 */
export function withoutCredentials(url: string): string {
  const address = parseRemoteAddress(url)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(url)
  if (!scheme) {
    if (address.kind === 'unknown') return url.slice(url.lastIndexOf('@') + 1)
    return url
  }
  const prefix = scheme[0].toLowerCase()
  const rest = url.slice(prefix.length)
  if (address.kind === 'unknown') return prefix + withoutQuery(rest.slice(rest.lastIndexOf('@') + 1))
  if (address.kind === 'local') {
    const slash = rest.indexOf('/')
    const authority = slash < 0 ? rest : rest.slice(0, slash)
    return prefix + authority.slice(authority.lastIndexOf('@') + 1) + (slash < 0 ? '' : rest.slice(slash))
  }
  const user = address.kind === 'ssh' && address.user !== null ? `${encodeURIComponent(address.user)}@` : ''
  const port = address.port === null ? '' : `:${address.port}`
  const path = /^[^/?#]*(.*)$/s.exec(rest)?.[1] ?? ''
  return `${prefix}${user}${address.host}${port}${withoutQuery(path)}`
}

/**
 * Whether a remote is one of the server at `domain` (origin and, where the server lives under one, a context path). Over HTTP
 * scheme, host, port and context path have to agree; over SSH the host alone, because its port differs by nature.
 */
export function belongsToDomain(address: RemoteAddress, domain: string): boolean {
  const server = parseRemoteAddress(domain)
  if (server.kind !== 'https' && server.kind !== 'http') return false
  switch (address.kind) {
    case 'ssh':
      return bareHost(address.host) === bareHost(server.host)
    case 'https':
    case 'http':
      return (
        address.kind === server.kind &&
        bareHost(address.host) === bareHost(server.host) &&
        effectivePort(address) === effectivePort(server) &&
        !climbs(address.path) &&
        startsWithSegments(segments(address.path), segments(server.path))
      )
    case 'git':
    case 'local':
    case 'unknown':
      return false
  }
}

/** The domain that would fit a remote, and the kind of host it seems to be; null where there is no server. */
export function suggestDomain(address: RemoteAddress): { domain: string; host: HostKind | null } | null {
  if (address.kind === 'local' || address.kind === 'unknown') return null
  const cloud = cloudHost(address.host)
  if (cloud) return cloud
  const host = guessHost(address)
  if (address.kind === 'ssh' || address.kind === 'git') return { domain: `https://${address.host}`, host }
  const port = address.port === null || address.port === defaultPort(address.kind) ? '' : `:${address.port}`
  const context = contextPath(address.path).map((segment) => `/${encodeURIComponent(segment)}`)
  return { domain: `${address.kind}://${address.host}${port}${context.join('')}`, host }
}

function looksLocal(url: string): boolean {
  if (/^file:\/\//i.test(url)) return true
  if (/^[A-Za-z]:[\\/]/.test(url) || url.startsWith('\\\\')) return true
  const colon = url.indexOf(':')
  if (colon < 0) return true
  // Git reads `a/b:c` as a folder: a colon after a slash names no host.
  const slash = url.indexOf('/')
  return slash >= 0 && slash < colon
}

function fromUrl(scheme: string, authority: Authority | null, rest: string): RemoteAddress {
  if (!authority) return { kind: 'unknown' }
  switch (scheme) {
    case 'https':
    case 'http':
      return { kind: scheme, ...authority, path: repositoryPath(decode(withoutDots(withoutQuery(rest)))) }
    case 'ssh':
    case 'git+ssh':
    case 'ssh+git':
      return { kind: 'ssh', ...authority, path: repositoryPath(decode(rest)) }
    case 'git':
      return { kind: 'git', host: authority.host, port: authority.port, path: repositoryPath(decode(rest)) }
    default:
      return { kind: 'unknown' }
  }
}

/** `[user@]host:path`, with `[host:port]:path` and `[::1]:path` as OpenSSH and Git take them. */
function fromScp(url: string): RemoteAddress {
  // `helper::address` belongs to a remote helper; `user:password@host:path` is no form Git has, but people write it.
  if (/^[A-Za-z0-9]+::/.test(url) || /^[^/@:]*:[^/]*@[^/]*:/.test(url)) return { kind: 'unknown' }
  const match = /^(?:([^/:@]+)@)?(\[[^\]]+\]|[^/:@[\]]+):(.*)$/s.exec(url)
  if (!match) return { kind: 'unknown' }
  const [, user, hostText = '', path = ''] = match
  const bracketed = /^\[([^\]:]+):([0-9]+)\]$/.exec(hostText)
  const host = canonicalHost(bracketed?.[1] ?? hostText)
  if (host === null || repositoryPath(path) === '') return { kind: 'unknown' }
  const port = bracketed ? toPort(bracketed[2] ?? '') : null
  return { kind: 'ssh', host, port, user: user === undefined ? null : plainUser(user), path: repositoryPath(path) }
}

function parseAuthority(text: string): Authority | null {
  // HTTP clients end the server's name at a backslash, Git does not: they would mean two servers (WHATWG URL, "authority state").
  if (text.includes('\\')) return null
  const at = text.lastIndexOf('@')
  const match = /^(\[[^\]]+\]|[^:]*)(?::([0-9]*))?$/.exec(text.slice(at + 1))
  const host = match ? canonicalHost(decode(match[1] ?? '')) : null
  if (!match || host === null) return null
  const portText = match[2] ?? ''
  const port = portText === '' ? null : toPort(portText)
  if (portText !== '' && port === null) return null
  return { host, port, user: at < 0 ? null : userOf(text.slice(0, at)) }
}

function userOf(userinfo: string): string | null {
  const colon = userinfo.indexOf(':')
  if (colon < 0) return plainUser(decode(userinfo))
  const password = userinfo.slice(colon + 1)
  // `https://<token>:@host` and `https://<token>:x-oauth-basic@host` carry the secret where the name belongs.
  if (password === '' || password === 'x-oauth-basic') return null
  return plainUser(decode(userinfo.slice(0, colon)))
}

/** Null for what is no user name but a token in its place (`https://<token>@host`). */
function plainUser(user: string): string | null {
  const tokenLike =
    /^(gh[a-z]_|github_pat_|gl[a-z]+-|AT[A-Z]{2}|BBDC-)/.test(user) || (user.length >= 30 && !user.includes('@'))
  return user === '' || tokenLike ? null : user
}

function canonicalHost(host: string): string | null {
  // A host that starts with a dash would be read as an option by ssh.
  if (host === '' || host.startsWith('-') || /[\s/?#@\\%]/.test(host)) return null
  const bare = host.replace(/^\[|\]$/g, '')
  const text = bare.includes(':') ? `[${bare}]` : bare
  return URL.canParse(`https://${text}/`) ? new URL(`https://${text}/`).hostname : null
}

function toPort(text: string): number | null {
  const port = Number.parseInt(text, 10)
  return port >= 0 && port <= 65535 ? port : null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '')
}

/** Resolves `.` and `..` as every HTTP client does before it sends a path (RFC 3986, section 5.2.4). */
function withoutDots(path: string): string {
  return new URL(`https://host/${path.replace(/^\/+/, '')}`).pathname
}

function repositoryPath(path: string): string {
  return segments(path)
    .join('/')
    .replace(/\.git$/, '')
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}

function startsWithSegments(path: string[], prefix: string[]): boolean {
  return prefix.every((segment, at) => path[at]?.toLowerCase() === segment.toLowerCase())
}

/** Whether a decoded path leads upwards for a server that decodes before it resolves (`%2f..`). */
function climbs(path: string): boolean {
  return path.split(/[\\/]/).includes('..')
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

function defaultPort(kind: 'https' | 'http'): number {
  return kind === 'https' ? 443 : 80
}

function effectivePort(address: { kind: 'https' | 'http'; port: number | null }): number {
  return address.port ?? defaultPort(address.kind)
}

const AZURE_MARKERS = new Set(['_git', '_ssh'])

function repositoryNames(address: RemoteAddress): { organisation: string | null; repository: string | null } {
  if (address.kind === 'local' || address.kind === 'unknown') return { organisation: null, repository: null }
  const parts = segments(address.path)
  const azure = parts.findIndex((part) => AZURE_MARKERS.has(part.toLowerCase()))
  if (azure >= 0) return named(parts.slice(0, azure), parts.at(-1))
  // Azure over SSH in its newer form: `v3/organisation/project/repository`.
  if (address.kind === 'ssh' && parts.length === 4 && parts[0] === 'v3') return named(parts.slice(1, 3), parts[3])
  const scm = address.kind === 'ssh' || address.kind === 'git' ? -1 : bitbucketMarker(parts)
  return named(parts.slice(scm + 1, -1), parts.at(-1))
}

function named(organisation: string[], repository: string | undefined) {
  return { organisation: organisation.length > 0 ? organisation.join('/') : null, repository: repository ?? null }
}

/** Bitbucket Data Center serves Git at `[context]/scm/KEY/repository`. */
function bitbucketMarker(parts: string[]): number {
  const at = parts.length - 3
  return at >= 0 && parts[at]?.toLowerCase() === 'scm' ? at : -1
}

/** Path segments in front of what names the repository, where the form of the URL gives them away. */
function contextPath(path: string): string[] {
  const parts = segments(path)
  const azure = parts.findIndex((part) => AZURE_MARKERS.has(part.toLowerCase()))
  if (azure >= 0) return parts.slice(0, Math.max(0, azure - 2))
  const scm = bitbucketMarker(parts)
  return scm > 0 ? parts.slice(0, scm) : []
}

function cloudHost(host: string): { domain: string; host: HostKind } | null {
  const name = bareHost(host)
  if (name === 'github.com' || name === 'ssh.github.com') return { domain: 'https://github.com', host: 'github' }
  if (name === 'gitlab.com' || name === 'altssh.gitlab.com') return { domain: 'https://gitlab.com', host: 'gitlab' }
  if (name === 'bitbucket.org' || name === 'altssh.bitbucket.org') return { domain: 'https://bitbucket.org', host: 'bitbucket' }
  if (name === 'dev.azure.com' || name === 'ssh.dev.azure.com' || name.endsWith('.visualstudio.com')) {
    return { domain: 'https://dev.azure.com', host: 'azure-devops' }
  }
  return null
}

function guessHost(address: { kind: string; host: string; port: number | null; path: string }): HostKind | null {
  const parts = segments(address.path)
  if (parts.some((part) => AZURE_MARKERS.has(part.toLowerCase()))) return 'azure-devops-server'
  if (address.kind === 'ssh' ? address.port === 7999 : bitbucketMarker(parts) >= 0) return 'bitbucket-data-center'
  const name = bareHost(address.host)
  if (/github|\bghe\b/.test(name)) return 'github-enterprise-server'
  if (/gitlab/.test(name)) return 'gitlab-self-managed'
  if (/bitbucket|stash/.test(name)) return 'bitbucket-data-center'
  if (/\btfs\b|azure|devops/.test(name)) return 'azure-devops-server'
  return null
}
