import { z } from 'zod'
import { Account, type AccountState } from '#shared/domain/account.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import type { EventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { DocumentKind } from '../storage/document.ts'
import type { DocumentFolder } from '../storage/document-folder.ts'
import { createTurns } from '../turns.ts'
import type { AccountSecret, AccountVault } from './account-secret.ts'

/** An account as it lies on disk. Nothing in it is secret. */
export const StoredAccount = Account.extend({
  /** Microsoft Entra: what the tokens belong to. */
  tenant: z.string().nullable(),
})
export type StoredAccount = z.infer<typeof StoredAccount>
export const ACCOUNT_DOCUMENT: DocumentKind<StoredAccount> = { version: 1, schema: StoredAccount, migrations: {} }

/** Accounts and their secrets, which change together. Every change is announced. */
export interface AccountStore {
  /** Oldest first. */
  all(): StoredAccount[]
  find(id: AccountId): StoredAccount | null
  /** Fails with `NOT_FOUND`. */
  get(id: AccountId): StoredAccount
  secret(id: AccountId): Promise<AccountSecret | null>
  /**
   * Keeps a secret for the account that `whose` finds or makes among those there are, which nobody changes meanwhile. The secret
   * is on the disk before the account says that it is there; where one of them is not taken, both are as before.
   */
  put(
    whose: (all: StoredAccount[]) => StoredAccount,
    secret: AccountSecret,
  ): Promise<{ account: StoredAccount; replaced: AccountSecret | null }>
  /** Keeps `next` if the secret is still `known`; otherwise gives what is kept instead, or null where the account is gone. */
  replaceSecret(id: AccountId, known: AccountSecret, next: AccountSecret): Promise<AccountSecret | null>
  /** Marks the account, but only while its secret is still `known` (null: gone). */
  mark(id: AccountId, known: AccountSecret | null, state: AccountState): Promise<void>
  /** Gives the secret that was kept, for revoking it. */
  remove(id: AccountId): Promise<AccountSecret | null>
}

export interface AccountStoreParts {
  documents: DocumentFolder<StoredAccount>
  vault: AccountVault
  events: EventHub
}

/** Opens the accounts; those whose secret is not there (any more) say so, and those whose secret is back are ready again. */
export async function openAccountStore({ documents, vault, events }: AccountStoreParts): Promise<AccountStore> {
  const inTurn = createTurns()
  const announce = (): void => events.announce({ kind: 'accounts-changed' })
  const setState = async (id: AccountId, state: AccountState): Promise<void> => {
    const before = documents.get(id)
    if (!before || JSON.stringify(before.state) === JSON.stringify(state)) return
    await documents.change(id, (account) => ({ ...account, state }))
    announce()
  }

  for (const { id, state } of documents.all()) {
    const isThere = (await vault.find(id)) !== null
    const isLost = state.kind === 'needs-renewal' && state.reason === 'lost'
    if (!isThere && state.kind === 'ready') await setState(id, LOST)
    if (isThere && isLost) await setState(id, { kind: 'ready' })
  }

  return {
    all: () => documents.all().sort((a, b) => a.addedAt.localeCompare(b.addedAt) || a.id.localeCompare(b.id)),
    find: (id) => documents.get(id),
    get: (id) => {
      const account = documents.get(id)
      if (!account) throw new Failure('NOT_FOUND', { what: 'account' })
      return account
    },
    secret: (id) => vault.find(id),
    put: (whose, secret) =>
      inTurn(async () => {
        const account = whose(documents.all())
        const { id } = account
        const replaced = await vault.find(id)
        await vault.keep(id, secret)
        try {
          await documents.put(id, account)
        } catch (error) {
          // The first failure is the one to tell; what can't be put back now is found at the next start.
          await (replaced === null ? vault.remove(id) : vault.keep(id, replaced)).catch(() => undefined)
          throw error
        }
        announce()
        return { account, replaced }
      }),
    replaceSecret: (id, known, next) =>
      inTurn(async () => {
        const now = await vault.find(id)
        if (!documents.get(id) || now === null || secretToken(now) !== secretToken(known)) return now
        await vault.keep(id, next)
        return next
      }),
    mark: (id, known, state) =>
      inTurn(async () => {
        const now = await vault.find(id)
        if (now === null ? known !== null : known === null || secretToken(now) !== secretToken(known)) return
        await setState(id, state)
      }),
    remove: (id) =>
      inTurn(async () => {
        const secret = await vault.find(id)
        await vault.remove(id)
        await documents.remove(id)
        announce()
        return secret
      }),
  }
}

export const LOST: AccountState = { kind: 'needs-renewal', reason: 'lost', missingScopes: [] }

/** What goes to the host: two secrets with the same one are the same sign-in. */
export function secretToken(secret: AccountSecret): string {
  return secret.kind === 'oauth' ? secret.accessToken : secret.token
}

/** The account as the contract shows it. */
export function shownAccount({ tenant: _tenant, ...account }: StoredAccount): Account {
  return account
}
