import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'
import { commitReadiness, summaryHint } from './views.ts'

/** The message, its author and the commit. Ctrl or Cmd with Enter commits from either field. */
export function CommitBox({ connection, repository }: { connection: Connection; repository: RepositoryState }) {
  const t = useTexts()
  const { send, commit, commitAndPush } = useSourceControl()
  const { connectionId, summary, description } = repository
  const action = connection.clone.kind === 'managed' ? 'commitAndPush' : 'commit'
  const readiness = commitReadiness(repository)
  const hint = summaryHint(summary)
  const author = repository.author ?? knownStatus(repository)?.author ?? null
  const commitNow = () => {
    if (readiness.kind === 'ready') void (action === 'commit' ? commit(connectionId) : commitAndPush(connectionId))
  }
  return (
    <form
      className="commit-box"
      aria-label={t(`sourceControl.${action}`)}
      onSubmit={(event) => {
        event.preventDefault()
        commitNow()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        commitNow()
      }}
    >
      <TextField
        label={t('sourceControl.summary')}
        labelPlacement="hidden"
        placeholder={t('sourceControl.summaryHint')}
        value={summary}
        onChange={(text) => send(connectionId, { kind: 'summary-typed', text })}
        {...(hint === 'fine' ? {} : { description: t(`sourceControl.summary.${hint}`, { count: [...summary.trim()].length }) })}
      />
      <TextField
        label={t('sourceControl.description')}
        labelPlacement="hidden"
        placeholder={t('sourceControl.descriptionHint')}
        rows={2}
        value={description}
        onChange={(text) => send(connectionId, { kind: 'description-typed', text })}
      />
      {author === null ? null : (
        <p className="ui-hint cut-at-end">{t('sourceControl.author', { name: author.name, email: author.email })}</p>
      )}
      <Button
        type="submit"
        variant="primary"
        isDisabled={readiness.kind !== 'ready'}
        isPending={isCommitting(repository)}
        aria-describedby="commit-blocked"
      >
        {readiness.kind === 'ready'
          ? t(`sourceControl.${action}Count`, { count: readiness.count })
          : t(`sourceControl.${action}`)}
      </Button>
      <p id="commit-blocked" className="ui-hint commit-blocked">
        {readiness.kind === 'blocked' ? t(`sourceControl.blocked.${readiness.because}`) : null}
      </p>
    </form>
  )
}

function isCommitting({ running }: RepositoryState): boolean {
  return running?.work === 'commit' || running?.work === 'commit-and-push' || running?.work === 'push-of-commit'
}
