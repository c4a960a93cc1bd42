import type { HostKind } from './host.ts'

export type ParsedDomain =
  | { kind: 'domain'; domain: string; encrypted: boolean }
  | { kind: 'cloud-host'; host: HostKind }
  | { kind: 'not-an-address' }

/**
 * Reads a Domain URL as people type it (`git.corp`, `git.corp:8443`, `http://git.corp/scm/`) and gives its one normal form:
 * scheme, host in lower case, port unless it is the scheme's own, context path without a slash at the end. User names,
 * passwords, queries and fragments are left out. Without a scheme `https` is meant.
 */
export function parseDomain(typed: string): ParsedDomain {
  const text = typed.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (text === '' || /\s/.test(text) || (scheme !== undefined && scheme !== 'http' && scheme !== 'https')) {
    return { kind: 'not-an-address' }
  }
  const url = parseUrl(scheme ? text : `https://${text}`)
  const hostname = url?.hostname.replace(/\.$/, '') ?? ''
  if (!url || !isHostName(hostname)) return { kind: 'not-an-address' }
  const cloud = cloudHost(hostname)
  if (cloud) return { kind: 'cloud-host', host: cloud }
  const port = url.port === '' ? '' : `:${url.port}`
  return {
    kind: 'domain',
    domain: `${url.protocol}//${hostname}${port}${contextPath(url.pathname)}`,
    encrypted: url.protocol === 'https:',
  }
}

/** The cloud host that a server name belongs to, or null for anybody else's server. */
export function cloudHost(hostname: string): HostKind | null {
  const name = hostname.toLowerCase()
  const within = (domain: string): boolean => name === domain || name.endsWith(`.${domain}`)
  if (within('github.com')) return 'github'
  if (within('gitlab.com')) return 'gitlab'
  if (within('bitbucket.org')) return 'bitbucket'
  if (within('dev.azure.com') || within('visualstudio.com')) return 'azure-devops'
  return null
}

/** Somebody who pastes a repository's address means its server. */
function contextPath(pathname: string): string {
  if (/\.git\/*$/i.test(pathname)) return ''
  return pathname.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '')
}

function isHostName(hostname: string): boolean {
  if (/^\[[0-9a-f:.]+\]$/i.test(hostname)) return true
  return (
    hostname.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i.test(hostname)
  )
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
