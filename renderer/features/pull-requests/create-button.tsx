import { GitPullRequestCreate } from 'lucide-react'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { createPullRequestsStore } from './store.ts'
import { termOf } from './term.ts'
import { requestableBranch } from './use-pull-requests.ts'

/** Begins a pull request of the checked-out branch; not there where one is open, or where the host can't be asked. */
export function CreatePullRequestButton({ connection, status }: { connection: Connection; status: RepositoryStatus }) {
  const t = useTexts()
  const write = useFeature(createPullRequestsStore, (store) => store.write)
  const known = useFeature(createPullRequestsStore, (store) => store.byConnection.get(connection.id))
  if (known === undefined || known.branch !== requestableBranch(status)) return null
  if (known.list?.kind !== 'listed' || known.list.pullRequests.length > 0) return null
  return (
    <Button icon={<GitPullRequestCreate />} onPress={() => write(connection.id)}>
      {t('pullRequests.create', { term: termOf(connection.host) })}
    </Button>
  )
}
