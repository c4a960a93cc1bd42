import { createStore, type StoreApi } from 'zustand/vanilla'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { Api } from '#shared/domain/api.ts'

export interface ConnectDialog {
  /** The API that the wizard is open for; null while it is closed. */
  api: Api | null
  open: (api: Api) => void
  close: () => void
}

/** Whether the wizard is open, and for which API. */
export function createConnectDialogStore(): StoreApi<ConnectDialog> {
  return createStore<ConnectDialog>()((set) => ({
    api: null,
    open: (api) => set({ api }),
    close: () => set({ api: null }),
  }))
}

/** Opens the wizard for an API from anywhere in the window. */
export function useOpenConnectRepository(): (api: Api) => void {
  return useFeature(createConnectDialogStore, (dialog) => dialog.open)
}
