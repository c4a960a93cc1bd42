import { useEffect } from 'react'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Connection } from '#shared/domain/connection.ts'

/** What the connection is, as a list of names and values. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const t = useTexts()
  const { host, domain, repository, remote, clone, directories, signIn, createdAt } = connection
  const branch = useActiveBranch(connection)
  const folder =
    clone.kind === 'local' ? clone.folderLabel : t(`connectionSettings.clone.${clone.kind}`, folderValues(connection))
  const facts = [
    ['host', t(`connectRepository.host.${host}`)],
    ['domain', domain],
    ...(repository === null ? [] : ([['repository', repositoryLabel(repository)]] as const)),
    ['remote', `${remote.name} · ${remote.url}`],
    ['folder', folder],
    ['branch', branch ?? t('connectionSettings.branch.none')],
    ['schema', directories.schema],
    ['collection', directories.collection],
    ['signIn', t(`connectionSettings.signIn.${signIn.kind}`)],
    ['since', new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(createdAt))],
  ] as const
  return (
    <dl className="connection-facts" aria-label={t('connectionSettings.facts')}>
      {facts.map(([fact, value]) => (
        <div key={fact}>
          <dt>{t(`connectionSettings.fact.${fact}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function folderValues({ clone }: Connection): { folder: string } {
  return { folder: clone.kind === 'managed' ? '' : clone.folderLabel }
}

function repositoryLabel({ organisation, project, name }: NonNullable<Connection['repository']>): string {
  return [organisation, project, name].filter((part) => part !== null).join(' / ')
}

/** The checked-out branch as it is now; null where none is. Until the clone was looked at, the one that Graft last checked out. */
function useActiveBranch({ id, branch }: Connection): string | null {
  const state = useFeature(createRepositoriesStore, (repositories) => repositories.byConnection.get(id))
  const ensure = useFeature(createRepositoriesStore, (repositories) => repositories.ensure)
  useEffect(() => ensure(id), [ensure, id])
  if (state?.kind !== 'ready') return branch
  const { head } = state.status
  return head.kind === 'detached' ? null : head.branch
}
