import { z } from 'zod'
import { procedure } from './base.ts'

/** A certificate authority that is trusted for one server beside those of the system. */
export const TrustedAuthority = z.object({
  domain: z.url(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  /** SHA-256, in pairs of hexadecimal digits with colons: what an administrator reads out. */
  fingerprint: z.string(),
})
export type TrustedAuthority = z.infer<typeof TrustedAuthority>

/** Certificate authorities per server (G3). Checks are never switched off; one says instead who may vouch for a server. */
export const certificates = {
  list: procedure.output(z.array(TrustedAuthority)),
  /** Reads what a file holds, so that a person can compare fingerprints before anything is trusted. */
  examine: procedure
    .input(z.object({ domain: z.url(), pem: z.string().max(512 * 1024) }))
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('authorities'), authorities: z.array(TrustedAuthority).min(1) }),
        z.object({ kind: z.literal('not-a-certificate') }),
        z.object({ kind: z.literal('not-an-authority') }),
        z.object({ kind: z.literal('expired'), authorities: z.array(TrustedAuthority).min(1) }),
      ]),
    ),
  trust: procedure.input(z.object({ domain: z.url(), pem: z.string().max(512 * 1024) })).output(z.array(TrustedAuthority)),
  forget: procedure.input(z.object({ domain: z.url(), fingerprint: z.string() })),
}
