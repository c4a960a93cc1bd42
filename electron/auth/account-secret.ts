import { z } from 'zod'
import type { SecretStore } from './secret-store.ts'

/** What signs an account in, as the vault keeps it under the account's id. */
export const AccountSecret = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('oauth'),
    accessToken: z.string(),
    refreshToken: z.string().nullable(),
    /** When the access token ends; null where the host did not say. */
    endsAt: z.iso.datetime().nullable(),
    /** The client that the pair was given to: a host renews it for no other. */
    clientId: z.string(),
    /** The redirect address of the sign-in, exactly: GitLab wants it again at every renewal. Null after a device code. */
    redirectUri: z.string().nullable(),
    /** Microsoft Entra: the tenant that the pair belongs to. */
    tenant: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('token'),
    token: z.string(),
    /** What the person gave beside it: an e-mail address or a user name. */
    beside: z.string().nullable(),
  }),
])
export type AccountSecret = z.infer<typeof AccountSecret>

export type AccountVault = SecretStore<AccountSecret>
