import { useEffect, useState } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import type { Session } from '#renderer/session/session.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import type { DiffSource } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import type { FileDiff } from '#shared/domain/repository.ts'
import type { StructureDiff } from '#shared/domain/structure-diff.ts'

export type Loaded<T> = { kind: 'loading' } | { kind: 'ready'; value: T } | { kind: 'failed'; trouble: Trouble }

/** One file of a source. */
export interface DiffQuestion {
  connectionId: ConnectionId
  source: DiffSource
  path: string
}

/** Both sides of a file, as they are after every change of the clone. The old sides stay until the new ones are there. */
export function useFileDiff(question: DiffQuestion): Loaded<FileDiff> {
  return useAnswer(question, 'diff', askDiff)
}

/** The changes of a file by what they mean. */
export function useStructureDiff(question: DiffQuestion): Loaded<StructureDiff> {
  return useAnswer(question, 'structure', askStructure)
}

type Ask<T> = (session: Session, question: DiffQuestion, signal: AbortSignal) => Promise<T>

const askDiff: Ask<FileDiff> = (session, question, signal) => session.rpc.sourceControl.diff(question, { signal })
const askStructure: Ask<StructureDiff> = (session, question, signal) =>
  session.rpc.sourceControl.structure(question, { signal })

function useAnswer<T>(question: DiffQuestion, what: string, ask: Ask<T>): Loaded<T> {
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
    const put = (state: Loaded<T>) => {
      if (!abort.signal.aborted) setLoaded({ of: asked, state })
    }
    ask(session, question, abort.signal).then(
      (value) => put({ kind: 'ready', value }),
      (error) => {
        if (!abort.signal.aborted) put({ kind: 'failed', trouble: session.trouble(error) })
      },
    )
    return () => abort.abort()
  }, [session, asked, ask, sign])
  return loaded.of === asked ? loaded.state : { kind: 'loading' }
}
