import type { Trouble } from '#renderer/trouble.ts'
import type { FailureCode } from '#shared/contract/failures.ts'
import type { Account } from '#shared/domain/account.ts'
import type { WizardState } from './state.ts'

/** What leads out of a failed attempt: a renewed sign-in, or the page that can change what failed. */
export type Remedy = { kind: 'renew'; account: Account } | { kind: 'step'; step: 'sign-in' | 'repository' | 'domain' }

/** Failures that a new sign-in with the same account may cure. */
const CURED_BY_RENEWAL: readonly FailureCode[] = ['SIGN_IN_NEEDED', 'SCOPE_MISSING', 'SSO_REQUIRED', 'APP_NOT_APPROVED']
/** Failures that another sign-in may cure. */
const ABOUT_SIGN_IN: readonly FailureCode[] = [
  ...CURED_BY_RENEWAL,
  'ACCESS_DENIED',
  'THIRD_PARTY_ACCESS_OFF',
  'SSH_FAILED',
  'GIT_NOT_INSTALLED',
]

/** The ways out of a failed attempt, the one to propose first. Never empty. */
export function remediesOf(trouble: Trouble, state: WizardState): Remedy[] {
  const code = trouble.kind === 'failure' ? trouble.failure.code : null
  const elsewhere: Remedy = { kind: 'step', step: state.path === 'on-premises' ? 'domain' : 'repository' }
  if (code === null || !ABOUT_SIGN_IN.includes(code)) return [elsewhere]
  const account = accountOf(state)
  const change: Remedy = { kind: 'step', step: 'sign-in' }
  return account !== null && CURED_BY_RENEWAL.includes(code) ? [{ kind: 'renew', account }, change] : [change]
}

function accountOf(state: WizardState): Account | null {
  if (state.path === 'cloud') return state.account
  return state.path === 'on-premises' && state.signIn === 'account' ? state.account : null
}
