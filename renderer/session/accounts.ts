import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Trouble } from '#renderer/trouble.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import type { Session } from './session.ts'

export type AccountsState =
  | { kind: 'loading' }
  | { kind: 'ready'; accounts: readonly Account[] }
  | { kind: 'failed'; trouble: Trouble }

export interface AccountsStore {
  accounts: AccountsState
  /** Pictures as `data:` addresses; null where an account has none. */
  avatars: ReadonlyMap<AccountId, string | null>
  load(): Promise<void>
  /** Fetches an account's picture once. */
  ensureAvatar(account: Account): void
}

/** The person's accounts at all hosts; reloads when the host says that they changed. */
export function createAccountsStore(session: Session): StoreApi<AccountsStore> {
  let asked = 0
  const askedAvatars = new Set<AccountId>()
  const store = createStore<AccountsStore>((set, get) => ({
    accounts: { kind: 'loading' },
    avatars: new Map(),
    async load() {
      asked += 1
      const mine = asked
      try {
        const accounts = await session.rpc.accounts.list()
        if (mine === asked) set({ accounts: { kind: 'ready', accounts } })
      } catch (error) {
        if (mine !== asked) return
        const trouble = session.trouble(error)
        // What was known stays on screen while the host is away.
        if (get().accounts.kind !== 'ready') set({ accounts: { kind: 'failed', trouble } })
      }
    },
    ensureAvatar({ id, hasAvatar }) {
      if (!hasAvatar || askedAvatars.has(id)) return
      askedAvatars.add(id)
      session.rpc.accounts.avatar({ accountId: id }).then(
        ({ image }) => set({ avatars: new Map(get().avatars).set(id, image) }),
        () => {
          // A picture is an ornament: the initials stand in for it, and it is asked for again with the next list.
          askedAvatars.delete(id)
        },
      )
    },
  }))
  session.events.listen((event) => {
    if (event.kind === 'accounts-changed' || event.kind === 'resumed') void store.getState().load()
  })
  return store
}

/** The accounts as known; empty until they are. */
export function accountsOf({ accounts }: Pick<AccountsStore, 'accounts'>): readonly Account[] {
  return accounts.kind === 'ready' ? accounts.accounts : NONE
}
const NONE: readonly Account[] = []

/** The account that a connection signs in with; null where it uses none, or it is gone or not known yet. */
export function accountOf(state: Pick<AccountsStore, 'accounts'>, connection: Connection | null): Account | null {
  if (connection?.signIn.kind !== 'account') return null
  const { accountId } = connection.signIn
  return accountsOf(state).find((account) => account.id === accountId) ?? null
}

/**
 * Whether the person has to sign in again before the connection can talk to its host. `gone` where the account was removed;
 * `fine` too where the connection uses no account, or nothing is known yet.
 */
export function signInStanding(
  state: Pick<AccountsStore, 'accounts'>,
  connection: Connection | null,
): { kind: 'fine' } | { kind: 'renew'; account: Account } | { kind: 'gone' } {
  if (connection?.signIn.kind !== 'account' || state.accounts.kind !== 'ready') return { kind: 'fine' }
  const account = accountOf(state, connection)
  if (account === null) return { kind: 'gone' }
  return account.state.kind === 'needs-renewal' ? { kind: 'renew', account } : { kind: 'fine' }
}
