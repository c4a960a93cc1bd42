import type { StoredAccount } from './account-store.ts'

/** Whose a new token is. */
export type AccountIdentity = Pick<StoredAccount, 'host' | 'domain' | 'hostUserId' | 'login' | 'tenant' | 'organisation'>

/**
 * Whether two sign-ins are one account: one person at one host. At Azure DevOps, tokens of Microsoft Entra belong to one tenant
 * and access tokens to one organisation, so one of these has to be the same, too.
 */
export function isSameAccount(a: AccountIdentity, b: AccountIdentity): boolean {
  if (a.host !== b.host || a.domain !== b.domain || !isSamePerson(a, b)) return false
  if (a.host !== 'azure-devops') return true
  if (isSame(a.tenant, b.tenant) || isSame(a.organisation, b.organisation)) return true
  return [a, b].every(({ tenant, organisation }) => tenant === null && organisation === null)
}

function isSamePerson(a: AccountIdentity, b: AccountIdentity): boolean {
  if (a.hostUserId !== null && b.hostUserId !== null) return a.hostUserId === b.hostUserId
  return a.login.toLowerCase() === b.login.toLowerCase()
}

function isSame(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
}
