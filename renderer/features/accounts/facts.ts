import type { ConnectionsState } from '#renderer/session/connections.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import type { Account } from '#shared/domain/account.ts'
import type { ApiId } from '#shared/domain/ids.ts'

/** The APIs whose connections sign in with this account. */
export function apisOf(account: Account, connections: ConnectionsState): ApiId[] {
  if (connections.kind !== 'ready') return []
  return [...connections.byApi.values()]
    .filter(({ signIn }) => signIn.kind === 'account' && signIn.accountId === account.id)
    .map(({ apiId }) => apiId)
}

/** What there is to say of an account, name by name. `used` are names of APIs. */
export function accountFacts(t: Translate, account: Account, used: readonly string[]): { name: string; value: string }[] {
  const { host, domain, organisation, signedInBy, scopes, expiresAt } = account
  const list = new Intl.ListFormat('en')
  return [
    { name: t('accounts.fact.host'), value: `${t(`connectRepository.host.${host}`)} · ${new URL(domain).host}` },
    ...(organisation === null ? [] : [{ name: t('accounts.fact.organisation'), value: organisation }]),
    { name: t('accounts.fact.way'), value: t(`accounts.way.${signedInBy}`) },
    { name: t('accounts.fact.scopes'), value: scopesText(t, scopes) },
    { name: t('accounts.fact.used'), value: used.length === 0 ? t('accounts.unused') : list.format(used) },
    { name: t('accounts.fact.expires'), value: expiresAt === null ? t('accounts.noEnd') : dateText(expiresAt) },
  ]
}

function scopesText(t: Translate, scopes: readonly string[] | null): string {
  if (scopes === null) return t('accounts.scopesUnknown')
  if (scopes.length === 0) return t('accounts.scopesNone')
  // Microsoft Entra's `.default` stands for everything that was allowed to the application.
  return scopes.map((scope) => (scope.endsWith('/.default') ? t('accounts.scopesDefault') : scope)).join(', ')
}

function dateText(moment: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))
}
