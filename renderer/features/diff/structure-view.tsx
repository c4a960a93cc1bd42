import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { ChangedField, StructureChange, StructureDiff } from '#shared/domain/structure-diff.ts'
import { type DiffQuestion, useStructureDiff } from './use-diff.ts'

/** How many changes are drawn before the rest is asked for. */
const SHOWN_AT_ONCE = 200

/** The changes of one file by what they mean: operations, schemas, requests, each unfolding to its fields. */
export function StructureView({ question }: { question: DiffQuestion }) {
  const t = useTexts()
  const diff = useStructureDiff(question)
  switch (diff.kind) {
    case 'loading':
      return <Skeleton label={t('diff.loading')} lines={8} />
    case 'failed':
      return (
        <div className="diff-trouble">
          <TroubleNotice trouble={diff.trouble} />
        </div>
      )
    case 'ready':
      return <Structure diff={diff.value} />
  }
}

function Structure({ diff }: { diff: StructureDiff }) {
  const t = useTexts()
  const [shown, setShown] = useState(SHOWN_AT_ONCE)
  if (diff.kind === 'unavailable') {
    return <EmptyState title={t('diff.noStructure')} text={t(`diff.unavailable.${diff.reason}`)} />
  }
  if (diff.changes.length === 0) {
    return <EmptyState title={t(diff.onlyFormatting ? 'diff.onlyFormatting' : 'common.diff.same')} text={t('diff.noMeaning')} />
  }
  const rest = diff.changes.length - shown
  return (
    <div className="diff-structure">
      <p className="ui-hint diff-structure-count">{t('diff.changes', { count: diff.changes.length })}</p>
      {diff.changes.slice(0, shown).map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several changes may have one name, and their order is all there is
        <ChangeOf key={`${index} ${change.what} ${change.name}`} change={change} isOpen={diff.changes.length === 1} />
      ))}
      {rest > 0 ? <Button onPress={() => setShown(shown + SHOWN_AT_ONCE)}>{t('diff.showMore', { count: rest })}</Button> : null}
    </div>
  )
}

function ChangeOf({ change, isOpen }: { change: StructureChange; isOpen: boolean }) {
  const t = useTexts()
  const { mark, what, name, formerly, fields, moreFields } = change
  const title = name === '' ? t('diff.wholeFile') : name
  return (
    <Disclosure className="diff-change" defaultExpanded={isOpen}>
      <Heading className="diff-change-head" level={3}>
        <AriaButton slot="trigger" className="diff-change-trigger">
          <ChevronRight aria-hidden="true" />
          <span className={`diff-mark diff-mark-${mark}`}>{t(`diff.mark.${mark}`)}</span>
          <span className="diff-change-what">{t(`diff.what.${what}`)}</span>
          <bdi className="diff-change-name" title={title}>
            {title}
          </bdi>
          {formerly === null ? null : <span className="ui-hint">{t('diff.formerly', { name: formerly })}</span>}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <ul className="diff-fields">
          {fields.map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one place may be told twice, and the order is all there is
            <FieldOf key={index} field={field} />
          ))}
          {fields.length === 0 ? <li className="ui-hint">{t('diff.noFields')}</li> : null}
          {moreFields > 0 ? <li className="ui-hint">{t('diff.moreFields', { count: moreFields })}</li> : null}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  )
}

function FieldOf({ field }: { field: ChangedField }) {
  const t = useTexts()
  return (
    <li className="diff-field">
      <span className="diff-field-place">{field.place.join(' › ')}</span>
      <span className={`diff-mark diff-mark-${field.mark}`}>{t(`diff.mark.${field.mark}`)}</span>
      <span className="diff-field-values">
        {field.before === null ? null : <del className="diff-value">{field.before}</del>}
        {field.after === null ? null : <ins className="diff-value">{field.after}</ins>}
      </span>
    </li>
  )
}
