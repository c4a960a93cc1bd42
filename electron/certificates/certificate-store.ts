import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { TrustedAuthority } from '#shared/contract/certificates.ts'
import { cloudHost } from '#shared/domain/domain-url.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'
import { nameOf, readCertificates } from './read-certificates.ts'

/** What a text of certificates would bring, as `certificates.examine` of the contract answers it. */
export type Examination =
  | { kind: 'authorities'; authorities: TrustedAuthority[] }
  | { kind: 'expired'; authorities: TrustedAuthority[] }
  | { kind: 'not-a-certificate' }
  | { kind: 'not-an-authority' }

/** Certificate authorities that a person trusts for one server each, kept in a document (certificates are no secret). */
export interface CertificateStore {
  list(): TrustedAuthority[]
  examine(domain: string, pem: string): Examination
  /** Adds the authorities that the text holds; throws where `examine` would not say `authorities`. Gives what was added. */
  trust(domain: string, pem: string): Promise<TrustedAuthority[]>
  forget(domain: string, fingerprint: string): Promise<void>
  /**
   * PEM of what is trusted for the server that a URL belongs to: same name and port, whatever the path. All servers of one
   * cloud host count as one, for networks that put their own certificate before it.
   */
  authoritiesFor(url: string): string[]
}

const Kept = z.object({ domain: z.url(), pem: z.string() })
type Kept = z.infer<typeof Kept>

export const CERTIFICATES_DOCUMENT: DocumentKind<Kept[]> = { version: 1, schema: z.array(Kept), migrations: {} }

export function createCertificateStore(document: StoredDocument<Kept[]>, { now }: { now: () => Date }): CertificateStore {
  const kept = (): Kept[] => document.current() ?? []
  const examine = (domain: string, pem: string): Examination => {
    const read = readCertificates(pem, now())
    if (read.kind === 'not-a-certificate' || read.kind === 'not-an-authority') return read
    return { kind: read.kind, authorities: read.certificates.map((each) => describe(domain, each)) }
  }
  return {
    list: () => kept().flatMap(described),
    examine,
    async trust(domain, pem) {
      const read = readCertificates(pem, now())
      if (read.kind !== 'authorities') throw new TypeError(`cannot be trusted: ${read.kind}`)
      const added = read.certificates.map((each): Kept => ({ domain, pem: each.toString() }))
      await document.update((before) => {
        const others = (before ?? []).filter((one) => !added.some((each) => isSame(one, each)))
        return [...others, ...added]
      })
      return read.certificates.map((each) => describe(domain, each))
    },
    async forget(domain, fingerprint) {
      await document.update((before) =>
        (before ?? []).filter((each) => each.domain !== domain || described(each)[0]?.fingerprint !== fingerprint),
      )
    },
    authoritiesFor: (url) =>
      kept()
        .filter(({ domain }) => isOneServer(domain, url))
        .map(({ pem }) => pem),
  }
}

function isSame(one: Kept, other: Kept): boolean {
  return one.domain === other.domain && one.pem.trim() === other.pem.trim()
}

function isOneServer(domain: string, url: string): boolean {
  const [one, other] = [new URL(domain), new URL(url)]
  if (one.protocol !== 'https:' || other.protocol !== 'https:') return false
  if (one.origin === other.origin) return true
  const cloud = cloudHost(one.hostname)
  return cloud !== null && cloud === cloudHost(other.hostname) && one.port === other.port
}

/** Nothing for what somebody has made unreadable within the document. */
function described({ domain, pem }: Kept): TrustedAuthority[] {
  try {
    return [describe(domain, new X509Certificate(pem))]
  } catch {
    return []
  }
}

function describe(domain: string, certificate: X509Certificate): TrustedAuthority {
  return {
    domain,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
  }
}
