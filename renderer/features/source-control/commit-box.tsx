import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { CommitTarget } from './commit-target.tsx'
import { CommitWays } from './commit-ways.tsx'
import { authorOf, knownStatus, type RepositoryState } from './state.ts'
import { useSourceControl } from './use-repository.ts'
import { commitReadiness, summaryHint } from './views.ts'

interface CommitBoxProps {
  api: Api
  connection: Connection
  repository: RepositoryState
}

/** The message, its author and the commit. Ctrl or Cmd with Enter commits from either field; ↑ brings earlier messages. */
export function CommitBox({ api, connection, repository }: CommitBoxProps) {
  const t = useTexts()
  const { send, commit, commitAndPush, amend } = useSourceControl()
  const { connectionId, summary, description } = repository
  const summaryField = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const recallByKey = useRecall(repository, summaryField)
  useKeptFocus(repository, summaryField)
  const isAmending = repository.writing.kind === 'amend'
  const action = isAmending ? 'amend' : connection.clone.kind === 'managed' ? 'commitAndPush' : 'commit'
  const readiness = commitReadiness(repository)
  const status = knownStatus(repository)
  const commitNow = () => {
    if (readiness.kind === 'ready') void { amend, commit, commitAndPush }[action](connectionId)
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
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          commitNow()
        } else if (event.target === summaryField.current) recallByKey(event)
      }}
    >
      <TextField
        label={t('sourceControl.summary')}
        labelPlacement="hidden"
        placeholder={t('sourceControl.summaryHint')}
        inputRef={summaryField}
        value={summary}
        onChange={(text) => send(connectionId, { kind: 'summary-typed', text })}
        description={summaryHints(t, repository)}
      />
      <TextField
        label={t('sourceControl.description')}
        labelPlacement="hidden"
        placeholder={t('sourceControl.descriptionHint')}
        rows={2}
        value={description}
        onChange={(text) => send(connectionId, { kind: 'description-typed', text })}
      />
      {status === null ? null : <CommitTarget repository={repository} status={status} />}
      {status === null ? null : <AuthorLine repository={repository} />}
      <div className="commit-buttons">
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
        {status === null ? null : <CommitWays repository={repository} status={status} apiName={api.name} />}
      </div>
      <p id="commit-blocked" className="ui-hint commit-blocked">
        {readiness.kind === 'blocked' ? t(`sourceControl.blocked.${readiness.because}`) : null}
      </p>
    </form>
  )
}

/** How long the summary is, where that matters, and which earlier message stands in it. */
function summaryHints(t: Translate, { summary, recall }: RepositoryState): string {
  const hint = summaryHint(summary)
  return [
    recall === null ? null : t('sourceControl.recalled', { at: recall.at + 1, count: recall.earlier.length }),
    hint === 'fine' ? null : t(`sourceControl.summary.${hint}`, { count: [...summary.trim()].length }),
  ]
    .filter((part) => part !== null)
    .join(' ')
}

/** Who the commit will name, with the way to change it. */
function AuthorLine({ repository }: { repository: RepositoryState }) {
  const t = useTexts()
  const { send } = useSourceControl()
  const author = authorOf(repository)
  const label = t(author === null ? 'sourceControl.author.give' : 'sourceControl.author.change')
  return (
    <p className="ui-hint commit-author">
      <span className="cut-at-end" title={author === null ? undefined : `${author.name} <${author.email}>`}>
        {author === null
          ? t('sourceControl.author.none')
          : t('sourceControl.author', { name: author.name, email: author.email })}
      </span>
      <Button
        variant="quiet"
        aria-label={label}
        isDisabled={repository.running !== null}
        onPress={() => send(repository.connectionId, { kind: 'author-asked' })}
      >
        {t(author === null ? 'sourceControl.author.giveShort' : 'sourceControl.author.changeShort')}
      </Button>
    </p>
  )
}

/** ↑ where the cursor is at the start of the summary goes back through earlier messages, ↓ towards the draft. */
function useRecall(repository: RepositoryState, field: { current: HTMLInputElement | null }) {
  const t = useTexts()
  const announce = useAnnounce()
  const { recall } = useSourceControl()
  const { connectionId, recall: recalled, summary } = repository
  useEffect(() => {
    if (recalled === null) return
    // The start again, so that the next press goes on.
    field.current?.setSelectionRange(0, 0)
    announce(`${t('sourceControl.recalled', { at: recalled.at + 1, count: recalled.earlier.length })} ${summary}`)
  }, [recalled, field, announce, t, summary])
  return (event: KeyboardEvent) => {
    const input = field.current
    if (input === null || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    const isAtStart = input.selectionStart === 0 && input.selectionEnd === 0
    if (!isAtStart || (event.key !== 'ArrowUp' && (event.key !== 'ArrowDown' || recalled === null))) return
    event.preventDefault()
    void recall(connectionId, event.key === 'ArrowUp' ? 'earlier' : 'later')
  }
}

/** When the field of a new branch, or the notice of an amend, goes with its work done, the focus in it goes to the summary. */
function useKeptFocus({ onto, writing }: RepositoryState, summary: { current: HTMLInputElement | null }): void {
  const isPlain = onto.kind === 'current' && writing.kind === 'new'
  useEffect(() => {
    if (isPlain) return
    return () => {
      requestAnimationFrame(() => {
        const hasNobody = document.activeElement === null || document.activeElement === document.body
        if (hasNobody) summary.current?.focus()
      })
    }
  }, [isPlain, summary])
}

function isCommitting({ running }: RepositoryState): boolean {
  return ['commit', 'commit-and-push', 'push-of-commit', 'amend'].includes(running?.work ?? '')
}
