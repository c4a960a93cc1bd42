import { X509Certificate } from 'node:crypto'

/** What a file of certificates holds. */
export type CertificatesRead =
  | { kind: 'authorities'; certificates: X509Certificate[] }
  /** Authorities all of them, and none is valid at this moment. */
  | { kind: 'expired'; certificates: X509Certificate[] }
  /** Certificates, and none of them may vouch for another. */
  | { kind: 'not-an-authority' }
  /** No certificate, a broken one, or a file with a private key, which belongs to nobody but its server. */
  | { kind: 'not-a-certificate' }

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/**
 * Reads certificates from PEM (RFC 7468), any number of them with any text between, or from one in bare Base64. Of a file that
 * holds authorities and others, the authorities that are valid now are taken.
 */
export function readCertificates(text: string, now: Date): CertificatesRead {
  const blocks = [...text.matchAll(BLOCK)].map(([block, label = '']) => ({ block, label }))
  if (blocks.some(({ label }) => label.endsWith('PRIVATE KEY'))) return { kind: 'not-a-certificate' }
  const sources =
    blocks.length > 0
      ? blocks.filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label)).map(({ block }) => block)
      : bareBase64(text)
  const certificates = sources.map(parse)
  const read = certificates.filter((each) => each !== null)
  if (read.length === 0 || read.length < certificates.length) return { kind: 'not-a-certificate' }
  const authorities = unique(read.filter(({ ca }) => ca))
  if (authorities.length === 0) return { kind: 'not-an-authority' }
  const valid = authorities.filter((each) => isValidAt(each, now))
  return valid.length > 0 ? { kind: 'authorities', certificates: valid } : { kind: 'expired', certificates: authorities }
}

/** A name such as `CN=Corp Root,O=Corp` on one line; Node.js writes each part on its own. */
export function nameOf(distinguishedName: string): string {
  // A certificate may hold anything; a name on the screen may not.
  return distinguishedName
    .split('\n')
    .join(', ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
}

function parse(source: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(source)
  } catch {
    return null
  }
}

function bareBase64(text: string): Buffer[] {
  const compact = text.replace(/\s+/g, '')
  return /^MI[A-Za-z0-9+/]{100,}={0,2}$/.test(compact) ? [Buffer.from(compact, 'base64')] : []
}

function unique(certificates: readonly X509Certificate[]): X509Certificate[] {
  return [...new Map(certificates.map((each) => [each.fingerprint256, each])).values()]
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo)
}
