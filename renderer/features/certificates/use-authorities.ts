import { useCallback, useEffect, useState } from 'react'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import type { TrustedAuthority } from '#shared/contract/certificates.ts'

export interface Authorities {
  authorities: readonly TrustedAuthority[]
  trouble: Trouble | null
  forget: (authority: TrustedAuthority) => Promise<void>
}

/** The authorities that are trusted for servers; read anew when a dialog of the window closes, since it may have added one. */
export function useAuthorities(): Authorities {
  const session = useSession()
  const trusting = useFeature(createDialogsStore, (dialogs) => dialogs.trusting)
  const [authorities, setAuthorities] = useState<readonly TrustedAuthority[]>([])
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const load = useCallback(async () => {
    try {
      setAuthorities(await session.rpc.certificates.list())
      setTrouble(null)
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }, [session])
  useEffect(() => {
    if (trusting === null) void load()
  }, [load, trusting])
  return {
    authorities,
    trouble,
    forget: async ({ domain, fingerprint }) => {
      try {
        await session.rpc.certificates.forget({ domain, fingerprint })
        await load()
      } catch (error) {
        setTrouble(session.trouble(error))
      }
    },
  }
}
