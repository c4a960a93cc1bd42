/** Naming an authority that may vouch for a server. */
export const certificates = {
  title: 'Trust an authority for {host}',
  text: 'Your organisation may sign its servers’ certificates itself. Choose the file with its authority’s certificate (PEM); it will be trusted for {host} alone.',
  choose: 'Choose certificate file…',
  compare:
    'Compare {count, plural, one {the fingerprint} other {the fingerprints}} with what your administrator tells you before you trust {count, plural, one {it} other {them}}.',
  subject: 'Authority',
  issuer: 'Issued by',
  valid: 'Valid',
  fingerprint: 'SHA-256',
  trust: 'Trust for {host}',
  trusted: 'Certificates of that authority are accepted for {host} now.',
  tooLarge: 'The file is larger than 512 KB: this is no certificate file.',
  expired: 'The certificate of this authority has expired. Ask your administrator for the current one.',
  'not-a-certificate': 'The file holds no certificate.',
  'not-a-certificate.next': 'A certificate file begins with “-----BEGIN CERTIFICATE-----”. Nothing was changed.',
  'not-an-authority': 'The file holds the certificate of a server, not of an authority.',
  'not-an-authority.next': 'Ask your administrator for the certificate that signed it. Nothing was changed.',
} as const
