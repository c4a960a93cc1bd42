import type { AccountState } from '#shared/domain/account.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { serverWords } from '#shared/domain/server-words.ts'
import { Failure } from '../failure.ts'
import type { AccountSecret } from './account-secret.ts'
import type { AccountRefusal } from './account-service.ts'
import { type AccountStore, LOST, type StoredAccount, secretToken } from './account-store.ts'
import type { OAuthServer } from './oauth/oauth-server.ts'
import { OAuthTrouble } from './oauth/oauth-trouble.ts'
import { endOfSignIn } from './oauth/refusals.ts'

/** Milliseconds before its end within which a token is renewed: longer than a request and a clock's error take. */
const EARLY = 60_000
/** Milliseconds after a renewal within which a refusal of the new token means that renewing does not help. */
const TOO_SOON = 60_000

type OAuthSecret = Extract<AccountSecret, { kind: 'oauth' }>

export interface TokenRenewalParts {
  store: AccountStore
  /** The server that gave the account its pair; null where it can't be asked (its client is not known any more). */
  serverFor(account: StoredAccount, secret: OAuthSecret): Promise<OAuthServer | null>
  /** Makes a pair worthless that came too late to be kept; never fails. */
  revoke(account: StoredAccount, secret: AccountSecret): Promise<unknown>
  now: () => Date
}

/** Keeps the secrets of accounts good, without a person, as long as that can be had. */
export interface TokenRenewal {
  /** Fails with `SIGN_IN_NEEDED`, having marked the account, and with the network's failures, having changed nothing. */
  current(id: AccountId, signal: AbortSignal | undefined): Promise<AccountSecret>
  /** Another secret than the one with the refused token, or null, having marked the account. */
  after(
    id: AccountId,
    refusedToken: string,
    why: AccountRefusal,
    signal: AbortSignal | undefined,
  ): Promise<AccountSecret | null>
}

export function createTokenRenewal({ store, serverFor, revoke, now }: TokenRenewalParts): TokenRenewal {
  const running = new Map<AccountId, Promise<AccountSecret>>()
  /** New pairs that a full disk did not take: the old ones are dead already, so these must not be lost. */
  const unkept = new Map<AccountId, { known: OAuthSecret; next: OAuthSecret }>()
  const renewedAfterRefusal = new Map<AccountId, { token: string; at: number }>()

  const markAndRefuse = async (
    id: AccountId,
    known: AccountSecret | null,
    reason: AccountRefusal['reason'],
  ): Promise<Failure> => {
    const state: AccountState = reason === 'lost' ? LOST : { kind: 'needs-renewal', reason, missingScopes: [] }
    await store.mark(id, known, state)
    return signInNeeded(store.get(id).domain, reason)
  }

  const keep = async (account: StoredAccount, known: OAuthSecret, next: OAuthSecret): Promise<AccountSecret> => {
    const { id } = account
    unkept.set(id, { known, next })
    const kept = await store.replaceSecret(id, known, next)
    unkept.delete(id)
    if (kept === null || secretToken(kept) !== secretToken(next)) await revoke(account, next)
    if (kept === null) throw new Failure('NOT_FOUND', { what: 'account' })
    return kept
  }

  /** The secret that took the place of `known`: a caller may come with one that was read before a renewal ended. */
  const replacement = async (id: AccountId, known: AccountSecret): Promise<AccountSecret | null> => {
    const secret = await store.secret(id)
    return secret !== null && secretToken(secret) !== secretToken(known) ? secret : null
  }

  const renew = async (id: AccountId, known: OAuthSecret, refreshToken: string): Promise<AccountSecret> => {
    const account = store.get(id)
    const waiting = unkept.get(id)
    if (waiting && secretToken(waiting.known) === secretToken(known)) return keep(account, known, waiting.next)
    const replaced = await replacement(id, known)
    if (replaced) return replaced
    const server = await serverFor(account, known)
    if (!server) throw await markAndRefuse(id, known, 'rejected')
    try {
      const granted = await server.renew(refreshToken, known.redirectUri)
      return await keep(account, known, {
        ...known,
        accessToken: granted.accessToken,
        // RFC 6749, section 6: where no new one comes, the old one stays good.
        refreshToken: granted.refreshToken ?? refreshToken,
        endsAt: granted.endsAt,
      })
    } catch (error) {
      if (!(error instanceof OAuthTrouble) || error.told.kind === 'wrong-answer') throw asFailure(error, account.domain)
      if (!ENDS_THE_SIGN_IN.has(error.told.error)) {
        const hostWords = serverWords(error.told.error, [refreshToken, known.accessToken])
        throw new Failure('REMOTE_FAILED', { domain: account.domain, status: null, hostWords })
      }
      // Somebody may have signed in anew meanwhile: what was refused is not in use any more.
      const replacedMeanwhile = await replacement(id, known)
      if (replacedMeanwhile) return replacedMeanwhile
      throw await markAndRefuse(id, known, endOfSignIn(error.told))
    }
  }

  const renewOnce = (id: AccountId, known: OAuthSecret, refreshToken: string): Promise<AccountSecret> => {
    const renewal = running.get(id) ?? renew(id, known, refreshToken).finally(() => running.delete(id))
    running.set(id, renewal)
    return renewal
  }

  const renewUnlessGone = (
    id: AccountId,
    known: OAuthSecret,
    refreshToken: string,
    signal: AbortSignal | undefined,
  ): Promise<AccountSecret> => {
    signal?.throwIfAborted()
    return orAborted(renewOnce(id, known, refreshToken), signal)
  }

  const current = async (id: AccountId, signal: AbortSignal | undefined): Promise<AccountSecret> => {
    const { state, domain } = store.get(id)
    const isLost = state.kind === 'needs-renewal' && state.reason === 'lost'
    // A missing right does not make the token useless for everything else; a lost token may be found again.
    if (state.kind === 'needs-renewal' && state.reason !== 'scope' && !isLost) throw signInNeeded(domain, state.reason)
    const renewing = running.get(id)
    if (renewing) return orAborted(renewing, signal)
    const secret = await store.secret(id)
    if (secret === null) throw await markAndRefuse(id, null, 'lost')
    if (isLost) await store.mark(id, secret, { kind: 'ready' })
    if (secret.kind === 'token' || secret.endsAt === null) return secret
    const left = Date.parse(secret.endsAt) - now().getTime()
    if (left > EARLY) return secret
    if (secret.refreshToken !== null) return renewUnlessGone(id, secret, secret.refreshToken, signal)
    if (left > 0) return secret
    throw await markAndRefuse(id, secret, 'expired')
  }

  return {
    current,
    after: async (id, refusedToken, why, signal) => {
      const secret = await store.secret(id)
      const mark = async (): Promise<null> => {
        await store.mark(id, secret, secret === null ? LOST : { kind: 'needs-renewal', ...why })
        return null
      }
      if (secret === null) return mark()
      if (secretToken(secret) !== refusedToken) return currentOrNull(() => current(id, signal))
      if (why.reason === 'scope' || secret.kind === 'token' || secret.refreshToken === null) return mark()
      const last = renewedAfterRefusal.get(id)
      if (last?.token === refusedToken && now().getTime() - last.at < TOO_SOON) return mark()
      const { refreshToken } = secret
      return currentOrNull(async () => {
        const renewed = await renewUnlessGone(id, secret, refreshToken, signal)
        renewedAfterRefusal.set(id, { token: secretToken(renewed), at: now().getTime() })
        return renewed
      })
    },
  }
}

/** Refusals that no later try cures (RFC 6749, 5.2; GitHub's own names). */
const ENDS_THE_SIGN_IN: ReadonlySet<string> = new Set([
  'invalid_grant',
  'bad_refresh_token',
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_request',
  'interaction_required',
  'consent_required',
])

async function currentOrNull(ask: () => Promise<AccountSecret>): Promise<AccountSecret | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Failure && error.code === 'SIGN_IN_NEEDED') return null
    throw error
  }
}

function signInNeeded(domain: string, reason: AccountRefusal['reason']): Failure {
  const said = reason === 'lost' ? 'lost-at-restart' : reason === 'scope' ? 'rejected' : reason
  return new Failure('SIGN_IN_NEEDED', { domain, reason: said, hostWords: null })
}

function asFailure(error: unknown, domain: string): unknown {
  return error instanceof OAuthTrouble ? new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null }) : error
}

/** Leaves what many wait for running: one of them going away must not end it for the others. */
function orAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    // Always met, so that a failure which nobody waits for any longer is not an unhandled one.
    void shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
