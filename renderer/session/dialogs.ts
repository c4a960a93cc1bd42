import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AccountId, ConnectionId } from '#shared/domain/ids.ts'

/** A dialog of the whole window: several features open it, and the frame shows it. */
export type WindowDialog =
  | { kind: 'none' }
  | { kind: 'accounts' }
  /** Signs in to an account again, in place. */
  | { kind: 'renew-account'; accountId: AccountId }
  /** The same for a connection, which may change its account on the way. */
  | { kind: 'renew-connection'; connectionId: ConnectionId }
  /** Names an authority that may vouch for a server's certificate. */
  | { kind: 'trust-authority'; domain: string }

export interface Dialogs {
  dialog: WindowDialog
  open(dialog: WindowDialog): void
  close(): void
}

/** Which dialog of the window is open. */
export function createDialogsStore(): StoreApi<Dialogs> {
  return createStore<Dialogs>((set) => ({
    dialog: { kind: 'none' },
    open: (dialog) => set({ dialog }),
    close: () => set({ dialog: { kind: 'none' } }),
  }))
}
