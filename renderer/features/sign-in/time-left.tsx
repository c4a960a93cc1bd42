import { useEffect, useState } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { clockParts } from './clock.ts'

export interface TimeLeftProps {
  /** Milliseconds since the epoch. */
  startedAt: number
  /** ISO date and time. */
  until: string
}

/** How long this sign-in has been waiting, and how long it is still good for; counts by itself, silently. */
export function TimeLeft({ startedAt, until }: TimeLeftProps) {
  const t = useTexts()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = new Date(until).getTime() - now
  return (
    <span className="ui-hint sign-in-time">
      <span>{t('signIn.elapsed', clockParts(now - startedAt))}</span>
      <span>{left <= 0 ? t('signIn.left.none') : t('signIn.left.minutes', clockParts(left))}</span>
    </span>
  )
}
