import { useEffect } from 'react'
import { accountOf, createAccountsStore, signInStanding } from '#renderer/session/accounts.ts'
import { createSettingsStore } from '#renderer/session/settings.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { type BranchPullRequests, createPullRequestsStore } from './store.ts'

/** Coming back to the window asks again only when the last answer is older than this, in milliseconds. */
const FOCUS_REST = 60_000

/** What a default branch is most often called: taken for it until the server has said which one it is. */
const USUAL_DEFAULTS: ReadonlySet<string> = new Set(['main', 'master'])

/** The checked-out branch, where pull requests can be for it: any but the default one, with a commit. */
export function requestableBranch({
  head,
  onDefaultBranch,
}: Pick<RepositoryStatus, 'head' | 'onDefaultBranch'>): string | null {
  if (head.kind !== 'branch') return null
  return (onDefaultBranch ?? USUAL_DEFAULTS.has(head.branch)) ? null : head.branch
}

/**
 * What the host says of the branch; null before it was asked. It is asked when the branch is shown, was pushed, and on coming
 * back to the window; not while the sign-in is known not to work, for hosts lock out who insists.
 */
export function usePullRequests(connection: Connection, status: RepositoryStatus): BranchPullRequests | null {
  const ask = useFeature(createPullRequestsStore, (store) => store.ask)
  const known = useFeature(createPullRequestsStore, (store) => store.byConnection.get(connection.id))
  const accounts = useFeature(createAccountsStore, (store) => store.accounts)
  const inBackground = useFeature(createSettingsStore, (store) => store.settings.backgroundFetch)
  const branch = requestableBranch(status)
  const mayAsk = signInStanding({ accounts }, connection).kind === 'fine'
  const account = accountOf({ accounts }, connection)?.id ?? null
  const { upstream } = status
  const onServer = upstream.kind === 'tracked' ? `${upstream.name} ${upstream.ahead}` : upstream.kind
  // biome-ignore lint/correctness/useExhaustiveDependencies: commits that were pushed and another account are reasons to ask again
  useEffect(() => {
    if (branch === null || !mayAsk) return
    void ask(connection.id, branch)
  }, [ask, connection.id, branch, onServer, mayAsk, account])
  const askedAt = known?.askedAt ?? 0
  useEffect(() => {
    if (branch === null || !mayAsk || inBackground === 'off') return
    const lookOnReturn = () => {
      if (Date.now() - askedAt >= FOCUS_REST) void ask(connection.id, branch)
    }
    window.addEventListener('focus', lookOnReturn)
    return () => window.removeEventListener('focus', lookOnReturn)
  }, [ask, connection.id, branch, mayAsk, inBackground, askedAt])
  return known?.branch === branch ? (known ?? null) : null
}
