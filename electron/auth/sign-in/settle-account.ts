import type { SignInOutcome } from '#shared/contract/accounts.ts'
import { AccountId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { HostPerson } from '../../hosts/git-host.ts'
import { type StoredAccount, shownAccount } from '../account-store.ts'
import { refusal } from '../oauth/refusals.ts'
import { type AccountIdentity, isSameAccount } from '../same-account.ts'
import { missingScopes } from '../scopes.ts'
import { type NewSecret, refused, type SignInAttempt } from './sign-in-parts.ts'
import type { SignInTools } from './sign-in-tools.ts'

/**
 * The end of every way to sign in: asks the host whose the new secret is (the browser may hold another account than was meant),
 * and keeps it for that account. A secret that is not kept is revoked where the host can; then nothing was changed.
 */
export async function settleAccount(
  attempt: SignInAttempt,
  { secret, signedInBy, scopes: told }: NewSecret,
  tools: SignInTools,
  signal: AbortSignal,
): Promise<{ outcome: SignInOutcome; person: HostPerson | null }> {
  const { context, store } = tools
  const { place, organisation, renew } = attempt
  const dropped = async (outcome: SignInOutcome): Promise<{ outcome: SignInOutcome; person: null }> => {
    await context.revoke(place, secret)
    return { outcome, person: null }
  }

  let person: HostPerson
  try {
    person = await context.hostWith({ ...place, organisation }, secret).person(signal)
  } catch (error) {
    const said = refusedBy(error)
    if (said) return dropped(said)
    await context.revoke(place, secret)
    throw error
  }
  const scopes = told ?? person.scopes
  const missing = missingScopes(attempt.ways.needed, scopes)
  if (missing.length > 0) return dropped(refused(refusal('scope', { missing })))

  const tenant = secret.kind === 'oauth' ? secret.tenant : null
  const { hostUserId, login, name } = person
  const identity: AccountIdentity = { ...place, hostUserId, login, tenant, organisation }
  if (renew && !isSameAccount(renew, identity)) {
    return dropped({ kind: 'other-account', expected: renew.login, got: login })
  }
  const known = renew ?? store.all().find((account) => isSameAccount(account, identity)) ?? null
  const account: StoredAccount = {
    ...identity,
    id: known?.id ?? AccountId.parse(tools.newId()),
    name,
    organisation: organisation ?? known?.organisation ?? null,
    signedInBy,
    scopes,
    expiresAt: endOfSignIn(secret, person),
    state: { kind: 'ready' },
    addedAt: known?.addedAt ?? context.now().toISOString(),
    hasAvatar: person.avatarUrl !== null,
  }
  await store.put(account, secret)
  return { outcome: { kind: 'signed-in', account: shownAccount(account), known: known !== null }, person }
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
