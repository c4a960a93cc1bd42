import { useEffect, useState } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import type { CommitFiles } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { type HistoryState, initialHistory } from './state.ts'
import { createHistoryStore, type HistoryStore } from './store.ts'

/** The history of a connection as far as it was looked at. */
export function useHistory(id: ConnectionId): HistoryState {
  const known = useFeature(createHistoryStore, ({ histories }) => histories.get(id))
  const [initial] = useState(() => initialHistory(id))
  return known ?? initial
}

/** What can be done with a history; always the same. */
export function useHistoryActions(): Omit<HistoryStore, 'histories'> {
  return useSession().store(createHistoryStore).getState()
}

/** Whether the pane shows the history in place of the changes. */
export function useHistoryStanding(id: ConnectionId): HistoryState['standing'] {
  return useFeature(createHistoryStore, ({ histories }) => histories.get(id)?.standing ?? 'closed')
}

/** What tells that commits, or the marks on them, are others now: where the branch is, and where its counterpart on the remote. */
export function useBranchMark(id: ConnectionId): string | null {
  return useFeature(createRepositoriesStore, ({ byConnection }) => {
    const view = byConnection.get(id)
    if (view?.kind !== 'ready') return null
    const { head, upstream } = view.status
    const commit = head.kind === 'unborn' ? '' : head.commit
    const counterpart = upstream.kind === 'tracked' ? `${upstream.name} ${upstream.ahead}` : upstream.kind
    return `${head.kind === 'detached' ? '' : head.branch} ${commit} ${counterpart}`
  })
}

export type LoadedFiles =
  | { kind: 'loading' }
  | { kind: 'ready'; files: CommitFiles }
  | { kind: 'failed'; trouble: Trouble; retry: () => void }

/** How long a commit has to stay chosen until its files are asked for, in milliseconds: arrow keys run over many. */
const REST = 150

/** What a commit changed. A commit never changes, so each is asked for once. */
export function useCommitFiles(connectionId: ConnectionId, commit: string): LoadedFiles {
  const session = useSession()
  const [known, setKnown] = useState<ReadonlyMap<string, CommitFiles>>(new Map())
  const [failed, setFailed] = useState<{ commit: string; trouble: Trouble } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const files = known.get(commit)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (files !== undefined) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      session.rpc.history.files({ connectionId, commit }, { signal: abort.signal }).then(
        (answer) => {
          if (!abort.signal.aborted) setKnown((before) => new Map(before).set(commit, answer))
        },
        (error) => {
          if (!abort.signal.aborted) setFailed({ commit, trouble: session.trouble(error) })
        },
      )
    }, REST)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [session, connectionId, commit, files, attempt])
  if (files !== undefined) return { kind: 'ready', files }
  if (failed?.commit !== commit) return { kind: 'loading' }
  const retry = () => {
    setFailed(null)
    setAttempt((before) => before + 1)
  }
  return { kind: 'failed', trouble: failed.trouble, retry }
}
