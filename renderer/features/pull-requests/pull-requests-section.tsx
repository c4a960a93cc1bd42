import { GitMerge, GitPullRequest } from 'lucide-react'
import { useState } from 'react'
import { PageLink } from '#renderer/session/page-link.tsx'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { CreatePullRequestButton } from './create-button.tsx'
import { CreatePullRequestDialog } from './create-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { OpenPullRequests } from './open-pull-requests.tsx'
import { type BranchPullRequests, createPullRequestsStore } from './store.ts'
import { termOf } from './term.ts'
import { requestableBranch, usePullRequests } from './use-pull-requests.ts'
import './pull-requests.css'

export interface PullRequestsSectionProps {
  connection: Connection
  status: RepositoryStatus
  /** Whether work runs that must not be crossed by a merge. */
  isBusy: boolean
  push: () => Promise<void>
  mergeIntoDefault: () => Promise<void>
}

/** How the branch gets to the default one: its open pull requests, a new one, or a merge without one. */
export function PullRequestsSection(props: PullRequestsSectionProps) {
  const { connection, status } = props
  const branch = requestableBranch(status)
  const known = usePullRequests(connection, status)
  return branch === null ? null : <Section {...props} branch={branch} known={known} />
}

interface SectionProps extends PullRequestsSectionProps {
  branch: string
  known: BranchPullRequests | null
}

function Section({ connection, status, isBusy, push, mergeIntoDefault, branch, known }: SectionProps) {
  const t = useTexts()
  const ask = useFeature(createPullRequestsStore, (store) => store.ask)
  const [merging, setMerging] = useState(false)
  const term = termOf(connection.host)
  const into = status.defaultBranch?.name ?? null
  return (
    <section className="pull-requests" aria-label={t('pullRequests.title', { term })}>
      <h3 className="pull-requests-title">
        <GitPullRequest aria-hidden="true" />
        <span>{t('pullRequests.title', { term })}</span>
        {known?.standing === 'asking' ? <Spinner /> : null}
      </h3>
      {status.upstream.kind === 'none' ? <p className="ui-hint">{t('pullRequests.pushFirst', { term })}</p> : null}
      {known?.trouble == null ? null : (
        <TroubleNotice
          trouble={known.trouble}
          actions={<Button onPress={() => void ask(connection.id, branch)}>{t('common.retry')}</Button>}
        />
      )}
      {known?.list?.kind === 'listed' ? <OpenPullRequests host={connection.host} list={known.list} /> : null}
      <div className="pull-requests-actions">
        <CreatePullRequestButton connection={connection} status={status} />
        {known?.list?.newPage == null ? null : <NewPage known={known.list} term={term} />}
        {into === null ? null : (
          <Button icon={<GitMerge />} isDisabled={isBusy || status.operation !== null} onPress={() => setMerging(true)}>
            {t('pullRequests.merge', { into: shortenMiddle(into, 20) })}
          </Button>
        )}
      </div>
      <CreatePullRequestDialog connection={connection} status={status} branch={branch} push={push} />
      {merging && into !== null ? (
        <MergeDialog
          connection={connection}
          status={status}
          branch={branch}
          into={into}
          onClose={() => setMerging(false)}
          onConfirm={() => {
            setMerging(false)
            void mergeIntoDefault()
          }}
        />
      ) : null}
    </section>
  )
}

/** The host's own page for a new one, where it can't be made from here. */
function NewPage({ known, term }: { known: NonNullable<BranchPullRequests['list']>; term: string }) {
  const t = useTexts()
  if (known.kind === 'listed' || known.newPage === null) return null
  return <PageLink url={known.newPage}>{t('pullRequests.newPage', { term })}</PageLink>
}
