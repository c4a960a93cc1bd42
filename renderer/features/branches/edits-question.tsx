import { useId, useState } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { PathText } from '#renderer/ui/path-text.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { FlowEvent } from './flow.ts'
import type { Asked, EditsDecision } from './flow-state.ts'

export interface EditsQuestionProps {
  asked: Asked
  status: RepositoryStatus | null
  send: (event: FlowEvent) => void
}

/** What was edited, and what should become of it: three choices, each with its consequence. */
export function EditsQuestion({ asked, status, send }: EditsQuestionProps) {
  const t = useTexts()
  const { from, goal, paths, decision, summary } = asked
  const count = paths.length
  const to = goal.kind === 'switch' ? goal.to.name : goal.name.trim()
  const here = from ?? ''
  const choices: { id: EditsDecision; title: string; text: string }[] = [
    from === null
      ? { id: 'leave', title: t('branches.ask.leaveDetached'), text: t('branches.ask.leaveDetachedText') }
      : {
          id: 'leave',
          title: t('branches.ask.leave', { branch: here }),
          text: t('branches.ask.leaveText', { branch: here }),
        },
    { id: 'bring', title: t('branches.ask.bring'), text: t('branches.ask.bringText', { branch: to }) },
  ]
  if (from !== null) {
    const text = status?.onDefaultBranch === true ? 'branches.ask.commitDefaultText' : 'branches.ask.commitText'
    choices.push({ id: 'commit', title: t('branches.ask.commit'), text: t(text, { branch: here }) })
  }
  return (
    <>
      <p>{from === null ? t('branches.ask.editsDetached', { count }) : t('branches.ask.edits', { count, branch: here })}</p>
      <EditedFiles paths={paths} />
      <RadioCards
        label={t('branches.ask.what')}
        cards={choices}
        value={decision}
        onChange={(next) => send({ kind: 'decided', decision: next })}
      />
      {decision === 'commit' ? (
        <TextField
          label={t('branches.ask.summary')}
          placeholder={t('branches.ask.summaryHint')}
          value={summary}
          onChange={(text) => send({ kind: 'summary-typed', text })}
          maxLength={1000}
          autoFocus
        />
      ) : null}
      <p className="ui-hint">{t('branches.ask.point')}</p>
    </>
  )
}

/** How many files are shown before the rest is unfolded, and how many at most. */
const FEW = 3
const MOST = 500

/** The first few files with edits; the rest on demand. */
export function EditedFiles({ paths }: { paths: readonly string[] }) {
  const t = useTexts()
  const list = useId()
  const [shown, setShown] = useState<'few' | 'all'>('few')
  const rest = paths.length - FEW
  return (
    <div className="edited-files">
      <ul id={list} aria-label={t('branches.ask.files')} {...(shown === 'all' ? { tabIndex: 0 } : {})}>
        {paths.slice(0, shown === 'few' ? FEW : MOST).map((path) => (
          <li key={path}>
            <PathText path={path} />
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button
          variant="quiet"
          aria-expanded={shown === 'all'}
          aria-controls={list}
          onPress={() => setShown(shown === 'few' ? 'all' : 'few')}
        >
          {shown === 'few' ? t('branches.ask.more', { count: rest }) : t('branches.ask.less')}
        </Button>
      ) : null}
    </div>
  )
}
