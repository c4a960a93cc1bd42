import type { FailureData } from '#shared/contract/failures.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import type { AccountRefusal, AccountService, AccountToken } from '../auth/account-service.ts'
import { Failure } from '../failure.ts'

type SignInReason = FailureData<'SIGN_IN_NEEDED'>['reason']

/**
 * Runs work with an account's token. Where the server refuses the token and a newer one can be had without a person, the work
 * runs once more with that; never a third time, because servers shut out who fails to sign in too often (GitLab Docs, "Failed
 * authentication ban for Git"). Otherwise the account is marked, and the failure says why it has to be renewed.
 */
export async function withAccount<R>(
  accounts: Pick<AccountService, 'find' | 'token' | 'afterRefusal'>,
  id: AccountId,
  signal: AbortSignal | undefined,
  work: (token: AccountToken) => Promise<R>,
): Promise<R> {
  const token = await accounts.token(id, signal)
  try {
    return await work(token)
  } catch (error) {
    const why = refusalIn(error)
    if (why === null) throw error
    const newer = await accounts.afterRefusal(id, token, why, signal)
    if (newer === null) throw withReason(error, accounts, id)
    return await withRenewed(accounts, id, signal, newer, work)
  }
}

async function withRenewed<R>(
  accounts: Pick<AccountService, 'find' | 'afterRefusal'>,
  id: AccountId,
  signal: AbortSignal | undefined,
  token: AccountToken,
  work: (token: AccountToken) => Promise<R>,
): Promise<R> {
  try {
    return await work(token)
  } catch (error) {
    const why = refusalIn(error)
    // A token that is refused as soon as it is made is one for a person to look after: this marks the account.
    if (why !== null) await accounts.afterRefusal(id, token, why, signal)
    throw withReason(error, accounts, id)
  }
}

/** What a failure says of the token that was used; null where it says nothing of it. */
function refusalIn(error: unknown): AccountRefusal | null {
  if (!(error instanceof Failure)) return null
  const { code, data } = error.toValue()
  if (code === 'SCOPE_MISSING') return { reason: 'scope', missingScopes: data.missing }
  // A sign-in that was missing is no word about this token: it did not go there.
  if (code !== 'SIGN_IN_NEEDED' || data.reason === 'missing') return null
  return { reason: REFUSALS[data.reason], missingScopes: [] }
}

const REFUSALS = {
  rejected: 'rejected',
  expired: 'expired',
  revoked: 'revoked',
  'lost-at-restart': 'lost',
} as const satisfies Record<Exclude<SignInReason, 'missing'>, string>

/** The host may have said more when the token was to be renewed than when it was refused. */
function withReason(error: unknown, accounts: Pick<AccountService, 'find'>, id: AccountId): unknown {
  const state = accounts.find(id)?.state
  if (!(error instanceof Failure) || state?.kind !== 'needs-renewal') return error
  const { code, data } = error.toValue()
  if (code !== 'SIGN_IN_NEEDED' || (state.reason !== 'expired' && state.reason !== 'revoked')) return error
  return new Failure('SIGN_IN_NEEDED', { ...data, reason: state.reason }, { cause: error })
}
