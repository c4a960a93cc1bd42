import { parseDomain } from '#shared/domain/domain-url.ts'

/** The one form of a domain, a cloud host's included. `domain` is an address, as the contract has checked. */
export function normalDomain(domain: string): string {
  const parsed = parseDomain(domain)
  return parsed.kind === 'domain' ? parsed.domain : new URL(domain).origin
}

/** Whether two addresses are the same server, however they are spelt. */
export function sameDomain(one: string, other: string): boolean {
  return normalDomain(one) === normalDomain(other)
}
