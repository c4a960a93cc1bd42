import type { KeyboardEvent } from 'react-aria-components'

/**
 * Runs `act` for Enter in a field. The field may stand in somebody else's form, which Enter must not submit; every other key
 * goes on as it would.
 */
export function onEnter(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      act()
    } else event.continuePropagation()
  }
}
