import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DiffLayout } from '#renderer/ui/diff-view.tsx'

const REMEMBERED_AS = 'graft.diff-layout'

export interface DiffLayoutChoice {
  layout: DiffLayout
  choose: (layout: DiffLayout) => void
}

/** How differences are laid out; remembered on this computer. */
export function createDiffLayoutStore(): StoreApi<DiffLayoutChoice> {
  return createStore<DiffLayoutChoice>()((set) => ({
    layout: localStorage.getItem(REMEMBERED_AS) === 'inline' ? 'inline' : 'side-by-side',
    choose: (layout) => {
      localStorage.setItem(REMEMBERED_AS, layout)
      set({ layout })
    },
  }))
}
