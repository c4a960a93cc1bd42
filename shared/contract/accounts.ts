import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { Account, SignInWay } from '../domain/account.ts'
import { HostKind } from '../domain/host.ts'
import { AccountId } from '../domain/ids.ts'
import { procedure } from './base.ts'
import { TokenStorage } from './token-storage.ts'

/** A host kind and the address of its web pages; what an account belongs to. */
export const HostPlace = z.object({ host: HostKind, domain: z.url() })
export type HostPlace = z.infer<typeof HostPlace>

/** What a sign-in ended with where it made no account. Nothing was changed. `hostWords` are the host's own. */
export const SignInRefusal = z.object({
  reason: z.enum([
    /** The person said no on the host's page. */
    'denied',
    /** Nobody answered within the time that the request was good for. */
    'timed-out',
    /** The code was used already or came too late. */
    'code-expired',
    /** The host does not know the client id, or its secret is wrong or missing. */
    'client-rejected',
    /** The address that the host should send the browser back to is not the registered one. */
    'redirect-rejected',
    /** The host gave fewer rights than are needed (`missing`). */
    'scope',
    /** An administrator has to allow the application first. */
    'approval-needed',
    /** Rules of the organisation keep this computer or account out (Conditional Access). */
    'policy',
    /** Azure DevOps: the organisation belongs to personal Microsoft accounts, which can only use an access token. */
    'personal-account',
    /** Azure DevOps: there is no organisation of this name. */
    'unknown-organisation',
    /** The access token is not accepted. */
    'token-rejected',
    /** The port that this host's registration names is in use by another program. */
    'port-in-use',
    /** The answer could not have come from this host (`iss` differs, or it is no answer of the protocol). */
    'wrong-answer',
    'other',
  ]),
  missing: z.array(z.string()),
  hostWords: z.string().nullable(),
})
export type SignInRefusal = z.infer<typeof SignInRefusal>

/** The end of every way to sign in. */
export const SignInOutcome = z.discriminatedUnion('kind', [
  /** `known` where the account was there already: it has the new token now, and is the same account to its connections. */
  z.object({ kind: z.literal('signed-in'), account: Account, known: z.boolean() }),
  /** A renewal was answered by somebody else (the browser holds another account). Nothing was changed. */
  z.object({ kind: z.literal('other-account'), expected: z.string(), got: z.string() }),
  z.object({ kind: z.literal('refused'), refusal: SignInRefusal }),
])
export type SignInOutcome = z.infer<typeof SignInOutcome>

export const SignInEvent = z.discriminatedUnion('kind', [
  /**
   * The browser was asked to open `link`; `opened` says whether there is one to ask. The link is good until `until`, and for
   * one answer.
   */
  z.object({ kind: z.literal('waiting-for-browser'), link: z.url(), opened: z.boolean(), until: z.iso.datetime() }),
  z.object({ kind: z.literal('waiting-for-code'), userCode: z.string(), page: z.url(), until: z.iso.datetime() }),
  /** Something else than the host answered at the address that waits; it was turned away, and the sign-in still waits. */
  z.object({ kind: z.literal('stray-answer') }),
  /** The person has answered; the token is fetched and the account looked up. */
  z.object({ kind: z.literal('finishing') }),
  z.object({ kind: z.literal('done'), outcome: SignInOutcome }),
])
export type SignInEvent = z.infer<typeof SignInEvent>

/** Whether a way to sign in can be taken here and now. */
const Offer = z.enum([
  'offered',
  /** The host has it, once a client id is registered (`accounts.keepClient`). */
  'needs-client',
  'not-offered',
])

export const SignInOffers = z.object({
  browser: Offer,
  /** The exact address to register with the host for the browser's way back; null where that way is not offered at all. */
  redirect: z.string().nullable(),
  deviceCode: Offer,
  token: z.object({
    /** Where the host's tokens are made. */
    page: z.url(),
    /** Rights that the token needs, in the host's words. */
    scopes: z.array(z.string()),
    /** What has to be given beside the token: nothing, an e-mail address (Bitbucket), or a user name. */
    beside: z.enum(['nothing', 'email', 'username']),
  }),
  /** Whether the organisation is asked for before signing in (Azure DevOps): it names the tenant. */
  organisation: z.enum(['not-asked', 'optional', 'needed-for-token']),
  /** Where a client is registered with the host, for those who may. */
  registrationPage: z.url().nullable(),
  storage: TokenStorage,
})
export type SignInOffers = z.infer<typeof SignInOffers>

/** A client registered with a host. Its secret goes in and never comes out. */
export const OAuthClient = HostPlace.extend({
  clientId: z.string(),
  hasSecret: z.boolean(),
  /** `settings` can be changed here; the others come with Graft or from the environment. */
  source: z.enum(['bundled', 'settings', 'environment']),
  redirect: z.string().nullable(),
})
export type OAuthClient = z.infer<typeof OAuthClient>

const Organisation = z.string().trim().min(1).max(256).nullable()

/** Sign-ins at hosts: one per person and host, used by any number of connections. Tokens go in and never come out. */
export const accounts = {
  list: procedure.output(z.array(Account)),
  /** The account's picture as a `data:` address, as last fetched; null where there is none. */
  avatar: procedure.input(z.object({ accountId: AccountId })).output(z.object({ image: z.string().nullable() })),
  offers: procedure.input(HostPlace).output(SignInOffers),
  /** Signs in through the browser or with a device code. Aborting the call ends the wait and closes the address that waits. */
  signIn: procedure
    .input(
      HostPlace.extend({
        way: SignInWay.exclude(['token']),
        organisation: Organisation,
        /** Renews this account in place; null makes one, or renews the one that answers. */
        renew: AccountId.nullable(),
      }),
    )
    .output(eventIterator(SignInEvent)),
  /** Opens the link of the sign-in that waits again. */
  reopenBrowser: procedure.input(z.object({ link: z.url() })).output(z.object({ opened: z.boolean() })),
  signInWithToken: procedure
    .input(
      HostPlace.extend({
        organisation: Organisation,
        beside: z.string().trim().max(320).nullable(),
        token: z.string().trim().min(1).max(8192),
        renew: AccountId.nullable(),
      }),
    )
    .output(SignInOutcome),
  /** Forgets the account's tokens, and revokes them where the host can. Connections that use it turn amber. */
  remove: procedure
    .input(z.object({ accountId: AccountId }))
    .output(z.object({ revoked: z.enum(['revoked', 'not-offered', 'failed']) })),
  clients: procedure.output(z.array(OAuthClient)),
  keepClient: procedure
    .input(
      HostPlace.extend({
        clientId: z.string().trim().min(1).max(512),
        /** Null leaves the secret that is kept; the empty string forgets it. */
        clientSecret: z.string().trim().max(1024).nullable(),
      }),
    )
    .output(OAuthClient),
  removeClient: procedure.input(HostPlace),
}
