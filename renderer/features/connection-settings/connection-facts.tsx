import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Connection } from '#shared/domain/connection.ts'

/** What the connection is, as a list of names and values. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const t = useTexts()
  const { host, domain, repository, remote, clone, branch, directories, signIn, createdAt } = connection
  const folder =
    clone.kind === 'local' ? clone.folderLabel : t(`connectionSettings.clone.${clone.kind}`, folderValues(connection))
  const facts = [
    ['host', t(`connectRepository.host.${host}`)],
    ['domain', domain],
    ...(repository === null ? [] : ([['repository', repositoryLabel(repository)]] as const)),
    ['remote', `${remote.name} · ${remote.url}`],
    ['folder', folder],
    ['branch', branch],
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
