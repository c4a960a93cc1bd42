import { useCallback, useEffect, useState } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'

export type RestorePoints =
  | { kind: 'loading' }
  | { kind: 'ready'; points: RestorePoint[] }
  | { kind: 'failed'; trouble: Trouble }

/** What a restore did: how many files, what takes it back, and the branch that it made for a commit. */
export interface Restored {
  count: number
  undo: RestorePoint | null
  branch: string | null
}

export interface RestorePointsView {
  list: RestorePoints
  /** Set while files are being put back, so that a second press does nothing. */
  isRestoring: boolean
  trouble: Trouble | null
  /** Puts files back (null: all of the point); null where it failed. */
  restore: (point: RestorePoint, paths: string[] | null) => Promise<Restored | null>
  reload: () => Promise<void>
}

/** The restore points of a connection, newest first, read again whenever the clone changed. */
export function useRestorePoints(connectionId: ConnectionId): RestorePointsView {
  const session = useSession()
  const refresh = useFeature(createRepositoriesStore, (repositories) => repositories.refresh)
  const status = useFeature(createRepositoriesStore, (repositories) => repositories.byConnection.get(connectionId))
  const [list, setList] = useState<RestorePoints>({ kind: 'loading' })
  const [isRestoring, setRestoring] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const load = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const points = await session.rpc.sourceControl.restorePoints({ connectionId }, signal ? { signal } : {})
        if (!signal?.aborted) setList({ kind: 'ready', points: points.toSorted(newestFirst) })
      } catch (error) {
        if (!signal?.aborted) setList({ kind: 'failed', trouble: session.trouble(error) })
      }
    },
    [session, connectionId],
  )
  // A new status is the sign that work was done, which may have made a restore point.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const abort = new AbortController()
    void load(abort.signal)
    return () => abort.abort()
  }, [load, status])

  const restore = async (point: RestorePoint, paths: string[] | null): Promise<Restored | null> => {
    setRestoring(true)
    setTrouble(null)
    try {
      const { restored, undo, branch } = await session.rpc.sourceControl.restore({ connectionId, id: point.id, paths })
      await Promise.all([load(), refresh(connectionId)])
      return { count: restored.length, undo, branch }
    } catch (error) {
      setTrouble(session.trouble(error))
      return null
    } finally {
      setRestoring(false)
    }
  }
  return { list, isRestoring, trouble, restore, reload: () => load() }
}

function newestFirst(one: RestorePoint, other: RestorePoint): number {
  return other.createdAt.localeCompare(one.createdAt)
}
