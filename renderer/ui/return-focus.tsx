import { useEffect } from 'react'

/**
 * Stands in a dialog, or in a question that goes away once it is answered. When it goes the focus goes back to what had it; where that is gone (a button whose work is done), it
 * goes to the page's main part instead of nowhere.
 */
export function ReturnFocus() {
  useEffect(() => {
    return () => {
      // The dialog itself gives the focus back one frame after it went.
      requestAnimationFrame(() => requestAnimationFrame(focusMainWhereNothingIs))
    }
  }, [])
  return null
}

function focusMainWhereNothingIs(): void {
  const isLost = document.activeElement === null || document.activeElement === document.body
  if (isLost && document.querySelector('.ui-modal') === null) {
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
  }
}
