import { useState } from 'react'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { createPullRequestsStore } from './store.ts'
import { numberLabel, termOf } from './term.ts'

export type Attempt =
  | { kind: 'idle' }
  | { kind: 'creating' }
  | { kind: 'not-pushed' }
  | { kind: 'refused'; hostWords: string }
  | { kind: 'failed'; trouble: Trouble }

interface NewPullRequest {
  title: string
  description: string
  target: string
  draft: boolean
}

/** Makes a pull request at the host; a success closes the dialog and is said in a toast. */
export function useCreate(connection: Connection, push: () => Promise<void>) {
  const t = useTexts()
  const toast = useToast()
  const session = useSession()
  const created = useFeature(createPullRequestsStore, (store) => store.created)
  const write = useFeature(createPullRequestsStore, (store) => store.write)
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'idle' })

  const create = async (request: NewPullRequest): Promise<void> => {
    setAttempt({ kind: 'creating' })
    try {
      const outcome = await session.rpc.pullRequests.create({ connectionId: connection.id, ...request })
      if (outcome.kind !== 'created') return setAttempt(outcome)
      const { pullRequest } = outcome
      created(connection.id, pullRequest)
      write(null)
      const number = numberLabel(connection.host, pullRequest.number)
      toast({ text: t('pullRequests.created', { term: termOf(connection.host), number }) })
    } catch (error) {
      setAttempt({ kind: 'failed', trouble: session.trouble(error) })
    }
  }

  /** The pane says what came of the push; here one can go on. */
  const pushFirst = async (): Promise<void> => {
    setAttempt({ kind: 'creating' })
    await push()
    setAttempt({ kind: 'idle' })
  }

  return { attempt, create, pushFirst }
}
