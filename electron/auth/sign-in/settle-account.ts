import type { SignInOutcome } from '#shared/contract/accounts.ts'
import { AccountId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { HostPerson } from '../../hosts/git-host.ts'
import type { AccountSecret } from '../account-secret.ts'
import { type StoredAccount, shownAccount } from '../account-store.ts'
import { refusal } from '../oauth/refusals.ts'
import { type AccountIdentity, isSameAccount } from '../same-account.ts'
import { missingScopes } from '../scopes.ts'
import { type NewSecret, refused, type SignInAttempt } from './sign-in-parts.ts'
import type { SignInTools } from './sign-in-tools.ts'

export interface Settled {
  outcome: SignInOutcome
  person: HostPerson | null
}

/**
 * The end of every way to sign in: asks the host whose the new secret is (the browser may hold another account than was meant),
 * and keeps it for that account. A secret that is not kept, for whatever reason, is revoked where the host can, and nothing was
 * changed; so is the one that it takes the place of. Fails with `NOT_FOUND` where the account to renew is gone meanwhile.
 */
export async function settleAccount(
  attempt: SignInAttempt,
  secret: NewSecret,
  tools: SignInTools,
  signal: AbortSignal,
): Promise<Settled> {
  const drop = () => tools.context.revoke(attempt.place, secret.secret)
  try {
    const settled = await settle(attempt, secret, tools, signal)
    if (settled.outcome.kind !== 'signed-in') await drop()
    return settled
  } catch (error) {
    await drop()
    throw error
  }
}

async function settle(
  attempt: SignInAttempt,
  { secret, signedInBy, scopes: told }: NewSecret,
  { context, store, newId }: SignInTools,
  signal: AbortSignal,
): Promise<Settled> {
  const { place, organisation, renew } = attempt
  const without = (outcome: SignInOutcome): Settled => ({ outcome, person: null })

  signal.throwIfAborted()
  let person: HostPerson
  try {
    person = await context.hostWith({ ...place, organisation }, secret).person(signal)
  } catch (error) {
    const said = refusedBy(error)
    if (said) return without(said)
    throw error
  }
  signal.throwIfAborted()
  const scopes = told ?? person.scopes
  const missing = missingScopes(attempt.ways.needed, scopes)
  if (missing.length > 0) return without(refused(refusal('scope', { missing })))

  const tenant = secret.kind === 'oauth' ? secret.tenant : null
  const { hostUserId, login, name } = person
  const identity: AccountIdentity = { ...place, hostUserId, login, tenant, organisation }
  if (renew && !isSameAccount(renew, identity)) {
    return without({ kind: 'other-account', expected: renew.login, got: login })
  }
  let isKnown = false
  const whose = (all: StoredAccount[]): StoredAccount => {
    const known = all.find((each) => (renew ? each.id === renew.id : isSameAccount(each, identity))) ?? null
    if (renew && !known) throw new Failure('NOT_FOUND', { what: 'account' })
    isKnown = known !== null
    return {
      ...identity,
      id: known?.id ?? AccountId.parse(newId()),
      name,
      organisation: organisation ?? known?.organisation ?? null,
      signedInBy,
      scopes,
      expiresAt: endOfSignIn(secret, person),
      state: { kind: 'ready' },
      addedAt: known?.addedAt ?? context.now().toISOString(),
      hasAvatar: person.avatarUrl !== null,
    }
  }
  const { account, replaced } = await store.put(whose, secret)
  // Hosts count the tokens of a person, and end the oldest beyond ten (GitHub): that may be another computer's.
  if (replaced && !sharesTokens(replaced, secret)) await context.revoke(place, replaced)
  return { outcome: { kind: 'signed-in', account: shownAccount(account), known: isKnown }, person }
}

/** Some hosts hand out again what they gave before. */
function sharesTokens(one: AccountSecret, other: AccountSecret): boolean {
  const both = [one, other].map((secret) =>
    secret.kind === 'oauth' ? [secret.accessToken, secret.refreshToken] : [secret.token],
  )
  return both[0]?.some((token) => token !== null && both[1]?.includes(token)) ?? false
}

/** Only what ends for good: a token that renews itself has no end that anybody needs to know. */
function endOfSignIn(secret: NewSecret['secret'], person: HostPerson): string | null {
  if (secret.kind === 'oauth') return secret.refreshToken === null ? secret.endsAt : null
  return person.expiresAt
}

function refusedBy(error: unknown): Extract<SignInOutcome, { kind: 'refused' }> | null {
  if (!(error instanceof Failure)) return null
  const { code, data } = error.toValue()
  switch (code) {
    case 'SIGN_IN_NEEDED':
      return refused(refusal('token-rejected', { hostWords: data.hostWords }))
    case 'SCOPE_MISSING':
      return refused(refusal('scope', { missing: data.missing, hostWords: data.hostWords }))
    case 'APP_NOT_APPROVED':
      return refused(refusal('approval-needed', { hostWords: data.hostWords }))
    default:
      return null
  }
}
