import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react'

const LastFocusContext = createContext<RefObject<HTMLElement | null>>({ current: null })

/**
 * Remembers what in the window itself had the focus last, for when a dialog that followed another one closes, and gives it back to
 * a button that could not be pressed while its own work ran: a browser takes the focus from what is disabled.
 */
export function LastFocusProvider({ children }: { children: ReactNode }) {
  const last = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(ABOVE_THE_WINDOW) === null) last.current = target
    }
    const enabledAgain = new MutationObserver((changes) => {
      const isBack = changes.some(({ target }) => target === last.current && !last.current?.hasAttribute('disabled'))
      if (isBack && isFocusLost() && document.querySelector('.ui-modal') === null) last.current?.focus({ preventScroll: true })
    })
    document.addEventListener('focusin', remember)
    enabledAgain.observe(document.body, { attributeFilter: ['disabled'], subtree: true })
    return () => {
      document.removeEventListener('focusin', remember)
      enabledAgain.disconnect()
    }
  }, [])
  return <LastFocusContext value={last}>{children}</LastFocusContext>
}

/** Dialogs, menus and lists that lie above the window, and go away again. */
const ABOVE_THE_WINDOW = '.ui-modal, .ui-popover, .ui-toasts'

/**
 * Stands in a dialog, or in a question that goes away once it is answered. When it goes the focus goes back to what had it;
 * where that is gone (a button whose work is done, a dialog that came before), it goes to what had it in the window, and else to
 * what the selector names, the page's main part, instead of nowhere.
 */
export function ReturnFocus({ otherwise = 'main' }: { otherwise?: string }) {
  const last = useContext(LastFocusContext)
  useEffect(() => {
    return () => {
      // The dialog itself gives the focus back one frame after it went.
      requestAnimationFrame(() => requestAnimationFrame(() => focusWhereNothingIs(last.current, otherwise)))
    }
  }, [last, otherwise])
  return null
}

function focusWhereNothingIs(last: HTMLElement | null, otherwise: string): void {
  if (!isFocusLost() || document.querySelector('.ui-modal') !== null) return
  if (last?.isConnected) last.focus({ preventScroll: true })
  if (isFocusLost()) document.querySelector<HTMLElement>(otherwise)?.focus({ preventScroll: true })
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
