import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Hunk } from '#shared/domain/history.ts'
import type { FileSide } from '#shared/domain/repository.ts'
import { textChanges } from './diff-changes.ts'
import { createDiffEditors, type DiffEditors } from './diff-editors.ts'
import { diffPlan } from './diff-plan.ts'
import { diffWords } from './diff-words.ts'
import './code.css'

export type DiffLayout = 'side-by-side' | 'inline'

/** Where a person is among the changes: how many there are, and the index of the current one. */
export interface DiffPosition {
  count: number
  current: number | null
}

export interface DiffHandle {
  go(direction: 'next' | 'previous'): void
  /** The lines of a change; null where there is no such change. */
  hunk(index: number): Hunk | null
}

export interface DiffViewProps {
  path: string
  before: FileSide
  after: FileSide
  layout: DiffLayout
  /** `ignored`: lines that differ in white space alone are shown as equal. */
  whitespace?: 'shown' | 'ignored'
  /** `folded` (as not said): long stretches without a change are folded, and unfold by a click. */
  context?: 'folded' | 'all'
  /** What the two sides are; the last commit and now, where not said. */
  names?: { before: string; after: string }
  ref?: Ref<DiffHandle>
  onPosition?: (position: DiffPosition) => void
}

/** The two sides of one file, read-only: changed words marked, unchanged stretches folded; sides without text are said in words. */
export function DiffView(props: DiffViewProps) {
  const { path, before, after, layout, whitespace = 'shown', context = 'folded', names, ref, onPosition } = props
  const t = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const editors = useRef<DiffEditors | null>(null)
  const [count, setCount] = useState<number | null>(null)
  const plan = diffPlan(before, after)
  const [left, right] = plan.kind === 'texts' ? [plan.before, plan.after] : [null, null]
  const found = useMemo(
    () => (left === null || right === null ? null : textChanges(left, right, whitespace)),
    [left, right, whitespace],
  )

  useImperativeHandle(ref, () => ({
    go: (direction) => editors.current?.go(direction),
    hunk: (index) => editors.current?.hunk(index) ?? null,
  }))
  useEffect(() => {
    if (!place.current || left === null || right === null || found === null) return
    const { changes } = found
    const made = createDiffEditors({
      parent: place.current,
      t,
      path,
      before: left,
      after: right,
      changes,
      layout,
      context,
      onCurrent: (current) => onPosition?.({ count: made.count, current }),
    })
    editors.current = made
    setCount(made.count)
    onPosition?.({ count: made.count, current: null })
    return () => {
      editors.current = null
      made.destroy()
    }
  }, [t, path, left, right, found, layout, context, onPosition])

  const notes = plan.kind === 'texts' && plan.note !== null ? [t(plan.note)] : []
  if (found?.isSimplified) notes.push(t('common.diff.simplified'))
  if (count === 0 && left !== right) notes.push(t('common.diff.onlyWhitespace'))
  return (
    // biome-ignore lint/a11y/useSemanticElements: this groups two editors, not form fields
    <div className="ui-diff" role="group" aria-label={t('common.diff.title', { path })}>
      {plan.kind === 'texts' && layout === 'side-by-side' ? (
        <div className="ui-diff-heads">
          <span>{names?.before ?? t('common.diff.before')}</span>
          <span>{names?.after ?? t('common.diff.after')}</span>
        </div>
      ) : null}
      {notes.length === 0 ? null : <p className="ui-diff-note ui-hint">{notes.join(' ')}</p>}
      {plan.kind === 'texts' ? (
        <div ref={place} className="ui-diff-body" />
      ) : (
        <div className="ui-diff-message">
          <div>
            <p>{diffWords(t, plan.before)}</p>
            <p>{diffWords(t, plan.after)}</p>
          </div>
        </div>
      )}
    </div>
  )
}
