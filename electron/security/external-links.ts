/** Addresses outside Graft that it may always send a person to: the cloud hosts, their sign-in pages and their documentation. */
const KNOWN_HOSTS: readonly string[] = [
  'github.com',
  'docs.github.com',
  'gitlab.com',
  'docs.gitlab.com',
  'bitbucket.org',
  'support.atlassian.com',
  'id.atlassian.com',
  'dev.azure.com',
  'login.microsoftonline.com',
  'login.microsoft.com',
  'microsoft.com',
  'www.microsoft.com',
  'portal.azure.com',
  'entra.microsoft.com',
  'learn.microsoft.com',
  'git-scm.com',
]

export type LinkCheck =
  | { kind: 'allowed'; url: string }
  | { kind: 'refused'; reason: 'not-https' | 'unknown-host' | 'malformed' }

/**
 * Whether an address may be opened in the system's browser: https, without credentials in it, and on a host that Graft knows or
 * that `domains` name: the user's own servers, the domains of accounts and the cloud addresses that Graft was started with. Hosts
 * are compared whole; a subdomain is another host. Plain http is for one of `domains` on this very computer alone.
 */
export function checkExternalLink(url: string, domains: readonly string[]): LinkCheck {
  if (!URL.canParse(url)) return { kind: 'refused', reason: 'malformed' }
  const target = new URL(url)
  if (!isBrowsable(target)) return { kind: 'refused', reason: 'not-https' }
  if (target.username !== '' || target.password !== '') return { kind: 'refused', reason: 'malformed' }
  const own = domains.filter((domain) => URL.canParse(domain)).map((domain) => new URL(domain))
  if (target.protocol === 'http:') {
    const named = own.some((domain) => domain.origin === target.origin)
    return named ? { kind: 'allowed', url: target.href } : { kind: 'refused', reason: 'not-https' }
  }
  const known = KNOWN_HOSTS.includes(target.host) || own.some((domain) => domain.host === target.host)
  return known ? { kind: 'allowed', url: target.href } : { kind: 'refused', reason: 'unknown-host' }
}

/** Whether an address is one that a browser may be given at all: https, or http to a literal address of this computer. */
export function isBrowsable(target: URL): boolean {
  return target.protocol === 'https:' || (target.protocol === 'http:' && LOOPBACK.includes(target.hostname))
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]']
