import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Announce = (text: string) => void

const AnnouncerContext = createContext<Announce>(() => undefined)

/** Holds the window's live region: what happens without a change of focus is read aloud from here. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', count: 0 })
  const announce = useCallback((text: string) => setSaid((before) => ({ text, count: before.count + 1 })), [])
  return (
    <AnnouncerContext value={announce}>
      {children}
      {/* The attribute keeps react-aria from hiding it with the rest of the window below a dialog. */}
      <div className="only-read-aloud" role="status" aria-live="polite" data-live-announcer="true">
        <span key={said.count}>{said.text}</span>
      </div>
    </AnnouncerContext>
  )
}

/** Reads a sentence aloud when the screen reader pauses. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext)
}
