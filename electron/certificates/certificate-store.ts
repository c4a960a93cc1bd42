import type { TrustedAuthority } from '#shared/contract/certificates.ts'

/** Certificate authorities that a person trusts for one server each, kept in a document (certificates are no secret). */
export interface CertificateStore {
  list(): TrustedAuthority[]
  /** Adds the authorities that the text holds; fails as a bug where `examine` would not say `authorities`. */
  trust(domain: string, pem: string): Promise<TrustedAuthority[]>
  forget(domain: string, fingerprint: string): Promise<void>
  /** PEM of what is trusted for the server that a URL belongs to; others of the same computer with another port are not. */
  authoritiesFor(url: string): string[]
}
