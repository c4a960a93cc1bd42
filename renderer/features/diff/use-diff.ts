import { useEffect, useState } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import type { Session } from '#renderer/session/session.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { FileDiff } from '#shared/domain/repository.ts'
import type { StructureDiff } from '#shared/domain/structure-diff.ts'
import type { Whitespace } from '#shared/domain/text-changes.ts'

export type Loaded<T> = { kind: 'loading' } | { kind: 'ready'; value: T } | { kind: 'failed'; trouble: Trouble }

/** One file of a source. */
export interface DiffQuestion {
  connectionId: ConnectionId
  source: DiffSource
  path: string
}

/** Both sides of a file, as they are after every change of the clone. What is shown stays until the new answer is there. */
export function useFileDiff(question: DiffQuestion, whitespace: Whitespace): Loaded<FileDiff> {
  return useAnswer(question, 'diff', ASK_DIFF[whitespace], isSameDiff)
}

/** The changes of a file by what they mean. */
export function useStructureDiff(question: DiffQuestion): Loaded<StructureDiff> {
  return useAnswer(question, 'structure', askStructure, never)
}

type Ask<T> = (session: Session, question: DiffQuestion, signal: AbortSignal) => Promise<T>

const askDiff =
  (whitespace: Whitespace): Ask<FileDiff> =>
  (session, question, signal) =>
    session.rpc.sourceControl.diff({ ...question, whitespace }, { signal })
const ASK_DIFF: Record<Whitespace, Ask<FileDiff>> = { shown: askDiff('shown'), ignored: askDiff('ignored') }
const askStructure: Ask<StructureDiff> = (session, question, signal) =>
  session.rpc.sourceControl.structure(question, { signal })

/** The same sides compared in the same way: what is drawn of them need not be drawn again. */
const isSameDiff = (one: FileDiff, other: FileDiff): boolean =>
  one.version === other.version && one.changes?.whitespace === other.changes?.whitespace
const never = (): boolean => false

function useAnswer<T>(question: DiffQuestion, what: string, ask: Ask<T>, isSame: (one: T, other: T) => boolean): Loaded<T> {
  const session = useSession()
  const status = useFeature(createRepositoriesStore, (store) => store.byConnection.get(question.connectionId))
  // A question that says the same is the same, whoever wrote it down anew.
  const asked = JSON.stringify([what, question.connectionId, question.source, question.path])
  const [loaded, setLoaded] = useState<{ of: string; state: Loaded<T> }>({ of: asked, state: { kind: 'loading' } })
  // What a commit changed never changes.
  const sign = question.source.kind === 'commit' ? null : status
  // The sign is not used in here: a new one says that the file may have changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above, and `asked` stands for the question
  useEffect(() => {
    const abort = new AbortController()
    ask(session, question, abort.signal).then(
      (value) => {
        if (abort.signal.aborted) return
        setLoaded((before) => {
          const isKnown = before.of === asked && before.state.kind === 'ready' && isSame(before.state.value, value)
          return isKnown ? before : { of: asked, state: { kind: 'ready', value } }
        })
      },
      (error) => {
        if (!abort.signal.aborted) setLoaded({ of: asked, state: { kind: 'failed', trouble: session.trouble(error) } })
      },
    )
    return () => abort.abort()
  }, [session, asked, ask, isSame, sign])
  return loaded.of === asked ? loaded.state : { kind: 'loading' }
}
