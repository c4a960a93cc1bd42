/** Addresses outside Graft that it may always send a person to: the cloud hosts and their documentation. */
const KNOWN_HOSTS: readonly string[] = [
  'github.com',
  'docs.github.com',
  'gitlab.com',
  'docs.gitlab.com',
  'bitbucket.org',
  'support.atlassian.com',
  'id.atlassian.com',
  'dev.azure.com',
  'learn.microsoft.com',
  'git-scm.com',
]

export type LinkCheck =
  | { kind: 'allowed'; url: string }
  | { kind: 'refused'; reason: 'not-https' | 'unknown-host' | 'malformed' }

/**
 * Whether an address may be opened in the system's browser: https, without credentials in it, and on a host that Graft knows or
 * is connected to. `domains` are the addresses of the user's own servers. Hosts are compared whole; a subdomain is another host.
 */
export function checkExternalLink(url: string, domains: readonly string[]): LinkCheck {
  if (!URL.canParse(url)) return { kind: 'refused', reason: 'malformed' }
  const target = new URL(url)
  if (target.protocol !== 'https:') return { kind: 'refused', reason: 'not-https' }
  if (target.username !== '' || target.password !== '') return { kind: 'refused', reason: 'malformed' }
  const own = domains.filter((domain) => URL.canParse(domain)).map((domain) => new URL(domain).host)
  const known = KNOWN_HOSTS.includes(target.host) || own.includes(target.host)
  return known ? { kind: 'allowed', url: target.href } : { kind: 'refused', reason: 'unknown-host' }
}
