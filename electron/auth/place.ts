import type { HostPlace } from '#shared/contract/accounts.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import { type CloudHost, isCloudHost } from '#shared/domain/host.ts'
import type { CloudAddresses } from '../hosts/addresses.ts'

/**
 * The one form of a place, so that two spellings share their accounts. A cloud host is where its addresses say, whatever was
 * asked for: a sign-in at GitHub never goes to a server that somebody else named.
 */
export function normalPlace({ host, domain }: HostPlace, addresses: CloudAddresses): HostPlace {
  if (isCloudHost(host)) return { host, domain: webAddress(host, addresses) }
  const parsed = parseDomain(domain)
  switch (parsed.kind) {
    case 'domain':
      return { host, domain: parsed.domain }
    case 'cloud-host':
      // No user name or password becomes part of a place.
      return { host, domain: new URL(/^https?:/i.test(domain) ? domain : `https://${domain}`).origin }
    case 'not-an-address':
      return { host, domain: domain.replace(/\/+$/, '') }
  }
}

export function webAddress(host: CloudHost, addresses: CloudAddresses): string {
  return addresses[host].web
}

/** Whether a secret may travel there: encrypted, or without leaving this computer (RFC 8252, section 8.3). */
export function isSafeForSecrets(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]']
