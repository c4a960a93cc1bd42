import { z } from 'zod'
import { HostKind } from './host.ts'
import { AccountId } from './ids.ts'

/**
 * Whether an account can be used as it is. `needs-renewal` turns its connections amber; signing in again in place keeps
 * everything else.
 */
export const AccountState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('needs-renewal'),
    /**
     * `expired` and `revoked` as the host said so; `rejected` where it only refused; `scope` where a right is missing;
     * `lost` where this computer no longer has the token (no protected store, or another computer's key).
     */
    reason: z.enum(['expired', 'revoked', 'rejected', 'scope', 'lost']),
    /** Rights that the host asked for and the token lacks; empty where it did not name any. */
    missingScopes: z.array(z.string()),
  }),
])
export type AccountState = z.infer<typeof AccountState>

export const SignInWay = z.enum(['browser', 'device-code', 'token'])
export type SignInWay = z.infer<typeof SignInWay>

/** A person's sign-in at a host, as it may be shown and stored: nothing here is secret. */
export const Account = z.object({
  id: AccountId,
  host: HostKind,
  /** Address of the host's web pages: a cloud host's own, or the domain of an own server. No slash at the end. */
  domain: z.url(),
  /** The host's own lasting id of the person, where it gives one; two sign-ins with one of these are the same account. */
  hostUserId: z.string().nullable(),
  /** The name by which the host knows the person (`ada`, or an e-mail address at Azure DevOps). */
  login: z.string(),
  name: z.string().nullable(),
  /** Azure DevOps: the organisation the sign-in belongs to (tokens of Microsoft Entra belong to one tenant). */
  organisation: z.string().nullable(),
  signedInBy: SignInWay,
  /** Rights that the token has; null where the host does not tell. */
  scopes: z.array(z.string()).nullable(),
  /** When the sign-in ends for good, as far as it is known: not the end of a token that renews itself. */
  expiresAt: z.iso.datetime().nullable(),
  state: AccountState,
  addedAt: z.iso.datetime(),
  hasAvatar: z.boolean(),
})
export type Account = z.infer<typeof Account>
