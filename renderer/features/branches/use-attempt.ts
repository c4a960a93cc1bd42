import { useState } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'

export interface Attempt {
  isPending: boolean
  /** Why the last attempt did not answer. */
  trouble: Trouble | null
  /** Runs it; a second one is not begun beside it. */
  run: (work: () => Promise<void>) => Promise<void>
}

/** One call of a dialog's button: whether it is on its way, and what went wrong. */
export function useAttempt(): Attempt {
  const session = useSession()
  const [isPending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  return {
    isPending,
    trouble,
    run: async (work) => {
      if (isPending) return
      setPending(true)
      setTrouble(null)
      try {
        await work()
      } catch (error) {
        setTrouble(session.trouble(error))
      } finally {
        setPending(false)
      }
    },
  }
}
