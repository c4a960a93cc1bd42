import { useEffect } from 'react'

/** A key with the platform's command key (⌘ on macOS, Ctrl elsewhere). */
export interface Shortcut {
  key: string
  shift?: boolean
}

type KeyFacts = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether the computer's command key is ⌘. */
export function usesCommandKey(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform)
}

/** Whether a key press is the shortcut on this platform. */
export function matchesShortcut(event: KeyFacts, shortcut: Shortcut, commandKey: boolean): boolean {
  const command = commandKey ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return command && !event.altKey && event.shiftKey === (shortcut.shift ?? false) && event.key.toLowerCase() === shortcut.key
}

/** The shortcut as it is written on this platform: `⌘K` or `Ctrl+K`. */
export function shortcutLabel(shortcut: Shortcut, commandKey: boolean): string {
  const key = shortcut.key.toUpperCase()
  if (commandKey) return `${shortcut.shift ? '⇧' : ''}⌘${key}`
  return ['Ctrl', shortcut.shift ? 'Shift' : null, key].filter(Boolean).join('+')
}

/** Runs `act` when the shortcut is pressed anywhere in the window. */
export function useShortcut(shortcut: Shortcut, act: () => void): void {
  const { key, shift = false } = shortcut
  useEffect(() => {
    const commandKey = usesCommandKey(navigator.platform)
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesShortcut(event, { key, shift }, commandKey)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [key, shift, act])
}
