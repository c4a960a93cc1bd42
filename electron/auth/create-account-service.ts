import type { SignInOutcome } from '#shared/contract/accounts.ts'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { streamWork } from '../events/stream-work.ts'
import { Failure } from '../failure.ts'
import type { Log } from '../platform/platform.ts'
import type { AccountSecret } from './account-secret.ts'
import type { AccountService, AccountToken, SignInRequest } from './account-service.ts'
import { type AccountStore, secretToken, shownAccount } from './account-store.ts'
import { accountToken, isTokenText } from './account-token.ts'
import type { AuthContext } from './auth-context.ts'
import type { Avatars } from './avatars/avatars.ts'
import { findTenant, organisationName } from './entra-tenant.ts'
import { refusal } from './oauth/refusals.ts'
import { signInOffers } from './offers.ts'
import { isSafeForSecrets, normalPlace } from './place.ts'
import { ANY_TENANT } from './providers/azure-devops.ts'
import { hostSignIn } from './providers/host-sign-in.ts'
import { settleAccount } from './sign-in/settle-account.ts'
import { type NewSecret, refused, type SignInAttempt, type Tell } from './sign-in/sign-in-parts.ts'
import type { SignInTools } from './sign-in/sign-in-tools.ts'
import { signInThroughBrowser } from './sign-in/through-browser.ts'
import { signInWithDeviceCode } from './sign-in/with-device-code.ts'
import type { TokenRenewal } from './token-renewal.ts'

export interface AccountServiceParts {
  store: AccountStore
  context: AuthContext
  renewal: TokenRenewal
  tools: SignInTools
  avatars: Avatars
  storage: TokenStorage
  bringToFront(): void
  log: Log
}

export function createAccountService(parts: AccountServiceParts): AccountService {
  const { store, context, renewal, tools, avatars } = parts
  const { addresses, clients } = context

  /** A renewal is of the account's own place, whatever else was asked. Fails with `NOT_FOUND`. */
  const attemptFor = (request: SignInRequest): Omit<SignInAttempt, 'tenant' | 'ways'> => {
    const renew = request.renew === null ? null : store.get(request.renew)
    const place = normalPlace(renew ?? request, addresses)
    const organisation = renew?.organisation ?? organisationName(request.organisation)
    return { place, organisation: place.host === 'azure-devops' ? organisation : null, renew }
  }

  const tenantOf = async ({ place, organisation, renew }: Omit<SignInAttempt, 'tenant' | 'ways'>, signal: AbortSignal) => {
    if (place.host !== 'azure-devops') return { kind: 'tenant', tenant: null } as const
    if (organisation === null) return { kind: 'tenant', tenant: renew?.tenant ?? ANY_TENANT } as const
    return findTenant(organisation, { web: place.domain, fetch: context.fetchFor(place.domain), signal })
  }

  const finish = async (attempt: SignInAttempt, secret: NewSecret, signal: AbortSignal): Promise<SignInOutcome> => {
    const { outcome, person } = await settleAccount(attempt, secret, tools, signal)
    if (outcome.kind === 'signed-in') await avatars.changed(outcome.account.id, person?.avatarUrl ?? null)
    parts.log.info('a sign-in ended', {
      host: attempt.place.host,
      way: secret.signedInBy,
      end: outcome.kind === 'refused' ? outcome.refusal.reason : outcome.kind,
    })
    return outcome
  }

  const signInByOAuth = async (
    request: Parameters<AccountService['signIn']>[0],
    tell: Tell,
    signal: AbortSignal,
  ): Promise<SignInOutcome> => {
    const asked = attemptFor(request)
    const found = await tenantOf(asked, signal)
    if (found.kind === 'refused') return refused(found.refusal)
    const { tenant } = found
    const ways = hostSignIn(asked.place, addresses, tenant)
    const client = await clients.find(asked.place)
    const offers = signInOffers(ways, client, { fixedPort: tools.fixedPort, storage: parts.storage })
    const offer = request.way === 'browser' ? offers.browser : offers.deviceCode
    const provider = ways.oauth
    if (provider === null || client === null || offer !== 'offered') return refused(refusal('client-rejected'))
    const attempt = { ...asked, tenant, ways, provider }
    const means = {
      tools,
      signal,
      // The person has answered in the browser and wants to see what became of it.
      tell: (event: Parameters<Tell>[0]) => {
        tell(event)
        if (event.kind === 'finishing') parts.bringToFront()
      },
    }
    const obtained =
      request.way === 'browser'
        ? await signInThroughBrowser(attempt, client, means)
        : await signInWithDeviceCode(attempt, client, means)
    if (obtained.kind === 'refused') return obtained
    return finish(attempt, obtained.secret, signal)
  }

  const tokenOf = (id: AccountId, secret: AccountSecret): AccountToken => {
    const { host, login } = store.get(id)
    return accountToken(host, secret, login)
  }

  /**
   * Azure DevOps refuses a good sign-in of another organisation or tenant as it refuses a bad one. Whether it is good shows in
   * the organisation that it belongs to.
   */
  const isTakenAtHome = async (id: AccountId, { token }: AccountToken, signal: AbortSignal | undefined): Promise<boolean> => {
    const account = store.get(id)
    const secret = account.host === 'azure-devops' ? await store.secret(id) : null
    if (secret === null || secretToken(secret) !== token) return false
    try {
      await context.hostWith(account, secret).person(signal)
      return true
    } catch (error) {
      if (error instanceof Failure && error.code === 'SIGN_IN_NEEDED') return false
      throw error
    }
  }

  return {
    list: () => store.all().map(shownAccount),
    get: (id) => shownAccount(store.get(id)),
    find: (id) => {
      const account = store.find(id)
      return account && shownAccount(account)
    },
    avatar: async (id) => avatars.picture(store.get(id)),
    offers: async (asked) => {
      const place = normalPlace(asked, addresses)
      const ways = hostSignIn(place, addresses)
      return signInOffers(ways, await clients.find(place), { fixedPort: tools.fixedPort, storage: parts.storage })
    },
    signIn: async function* (request, signal) {
      const work = streamWork<Parameters<Tell>[0], SignInOutcome>(signal, keepEach, (tell, either) =>
        signInByOAuth(request, tell, either),
      )
      for await (const told of work) {
        yield told.kind === 'told' ? told.value : { kind: 'done', outcome: told.value }
      }
    },
    reopenBrowser: async (link) => (tools.links.isWaiting(link) ? tools.openInBrowser(link) : { opened: false }),
    signInWithToken: async (request, signal = new AbortController().signal) => {
      const asked = attemptFor(request)
      // Nothing that everybody on the way can read carries a token (RFC 6750, section 5.3).
      if (!isSafeForSecrets(asked.place.domain)) return refused(refusal('other'))
      const attempt = { ...asked, tenant: null, ways: hostSignIn(asked.place, addresses) }
      const beside = request.beside?.trim() || null
      const token = request.token.trim()
      if (!isTokenText(token)) return refused(refusal('token-rejected'))
      const secret: AccountSecret = { kind: 'token', token, beside }
      return finish(attempt, { secret, signedInBy: 'token', scopes: null }, signal)
    },
    remove: async (id) => {
      const account = store.get(id)
      const secret = await store.remove(id)
      await avatars.forget(id)
      return { revoked: secret === null ? 'not-offered' : await context.revoke(account, secret) }
    },
    token: async (id, signal) => tokenOf(id, await renewal.current(id, signal)),
    afterRefusal: async (id, refusedToken, why, signal) => {
      if (why.reason === 'rejected' && (await isTakenAtHome(id, refusedToken, signal))) {
        throw new Failure('ACCESS_DENIED', { domain: store.get(id).domain, hostWords: null })
      }
      const secret = await renewal.after(id, refusedToken.token, why, signal)
      return secret && tokenOf(id, secret)
    },
  }
}

/** Each event of a sign-in matters by itself. */
const keepEach = (): null => null
