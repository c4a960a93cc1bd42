import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AccountId, ConnectionId } from '#shared/domain/ids.ts'

/** A dialog of the whole window: several features open it, and the frame shows it. */
export type WindowDialog =
  | { kind: 'none' }
  | { kind: 'accounts' }
  /** The branches of a connection, to switch to another. */
  | { kind: 'branches'; connectionId: ConnectionId }
  /** Signs in to an account again, in place. */
  | { kind: 'renew-account'; accountId: AccountId }
  /** The same for a connection, which may change its account on the way. */
  | { kind: 'renew-connection'; connectionId: ConnectionId }

/** Names an authority that may vouch for a server's certificate. It lies above whatever met the certificate. */
export interface TrustAuthority {
  kind: 'trust-authority'
  domain: string
}

export interface Dialogs {
  dialog: WindowDialog
  /** The domain whose authority is being named; null while none is. */
  trusting: string | null
  open(dialog: WindowDialog | TrustAuthority): void
  /** Closes the dialog that lies on top. */
  close(): void
}

/** Which dialog of the window is open, and whether an authority is named above it. */
export function createDialogsStore(): StoreApi<Dialogs> {
  return createStore<Dialogs>((set, get) => ({
    dialog: { kind: 'none' },
    trusting: null,
    open: (dialog) => set(dialog.kind === 'trust-authority' ? { trusting: dialog.domain } : { dialog }),
    close: () => set(get().trusting === null ? { dialog: { kind: 'none' } } : { trusting: null }),
  }))
}
