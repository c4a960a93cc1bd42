import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react'

const LastFocusContext = createContext<RefObject<HTMLElement | null>>({ current: null })

/** Remembers what in the window itself had the focus last, for when a dialog that followed another one closes. */
export function LastFocusProvider({ children }: { children: ReactNode }) {
  const last = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(ABOVE_THE_WINDOW) === null) last.current = target
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  return <LastFocusContext value={last}>{children}</LastFocusContext>
}

/** Dialogs, menus and lists that lie above the window, and go away again. */
const ABOVE_THE_WINDOW = '.ui-modal, .ui-popover, .ui-toasts'

/**
 * Stands in a dialog, or in a question that goes away once it is answered. When it goes the focus goes back to what had it;
 * where that is gone (a button whose work is done, a dialog that came before), it goes to what had it in the window, and else to
 * the page's main part instead of nowhere.
 */
export function ReturnFocus() {
  const last = useContext(LastFocusContext)
  useEffect(() => {
    return () => {
      // The dialog itself gives the focus back one frame after it went.
      requestAnimationFrame(() => requestAnimationFrame(() => focusWhereNothingIs(last.current)))
    }
  }, [last])
  return null
}

function focusWhereNothingIs(last: HTMLElement | null): void {
  const isLost = () => document.activeElement === null || document.activeElement === document.body
  if (!isLost() || document.querySelector('.ui-modal') !== null) return
  if (last?.isConnected) last.focus({ preventScroll: true })
  if (isLost()) document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
}
