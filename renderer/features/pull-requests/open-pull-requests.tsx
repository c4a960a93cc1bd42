import { PageLink } from '#renderer/session/page-link.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import type { PullRequestList } from '#shared/contract/pull-requests.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { PullRequest } from '#shared/domain/hosting.ts'
import { numberLabel, termOf } from './term.ts'

const TONES = { open: 'success', draft: 'neutral', merged: 'theirs', closed: 'danger' } as const satisfies Record<
  PullRequest['state'],
  string
>

interface OpenPullRequestsProps {
  host: HostKind
  list: Extract<PullRequestList, { kind: 'listed' }>
}

/** The open ones of the branch, each with its state and the way to its page. */
export function OpenPullRequests({ host, list: { pullRequests } }: OpenPullRequestsProps) {
  const t = useTexts()
  const term = termOf(host)
  if (pullRequests.length === 0) return <p className="ui-hint">{t('pullRequests.none', { term })}</p>
  return (
    <ul className="pull-requests-open">
      {pullRequests.map(({ number, title, state, target, webUrl }) => (
        <li key={number}>
          <span className="pull-request-words">
            <span className="pull-request-title" title={title}>
              {numberLabel(host, number)} <bdi>{title}</bdi>
            </span>
            <span className="pull-request-facts ui-hint">
              <Badge tone={TONES[state]}>{t(`pullRequests.state.${state}`)}</Badge>
              <bdi className="cut-at-end">{t('pullRequests.into', { target })}</bdi>
            </span>
          </span>
          <PageLink url={webUrl}>{t('pullRequests.open')}</PageLink>
        </li>
      ))}
    </ul>
  )
}
