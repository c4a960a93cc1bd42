import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Hunk } from '#shared/domain/history.ts'
import type { FileSide } from '#shared/domain/repository.ts'
import type { TextChanges, UnseenDifference } from '#shared/domain/text-changes.ts'
import { createDiffEditors, type DiffEditors, type DiffPlace } from './diff-editors.ts'
import { diffNotes } from './diff-notes.ts'
import { diffPlan } from './diff-plan.ts'
import { isLarge, readDiffTexts } from './diff-texts.ts'
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
  /** Of the two texts; null where a side is none. */
  changes: TextChanges | null
  /** What differs besides the lines. */
  unseen?: readonly UnseenDifference[]
  /** `folded` (as not said): long stretches without a change are folded, and unfold by a click. */
  context?: 'folded' | 'all'
  /** What the two sides are; the last commit and now, where not said. */
  names?: { before: string; after: string }
  ref?: Ref<DiffHandle>
  onPosition?: (position: DiffPosition) => void
  /** Puts one change back; there are buttons for it beside the changes where it is given. */
  onDiscard?: (hunk: Hunk) => void
}

const NOTHING_UNSEEN: readonly UnseenDifference[] = []

/** The two sides of one file, read-only: changed words marked, unchanged stretches folded; sides without text are said in words. */
export function DiffView(props: DiffViewProps) {
  const { path, before, after, layout, changes, context = 'folded', names, ref, onPosition } = props
  const t = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const editors = useRef<DiffEditors | null>(null)
  const left = useRef<{ path: string; place: DiffPlace } | null>(null)
  const onDiscard = useRef(props.onDiscard)
  onDiscard.current = props.onDiscard
  const canDiscard = props.onDiscard !== undefined
  const sides = names ?? { before: t('common.diff.before'), after: t('common.diff.after') }
  const plan = diffPlan(before, after)
  const [old, now] = plan.kind === 'texts' ? [plan.before, plan.after] : [null, null]

  useImperativeHandle(ref, () => ({
    go: (direction) => editors.current?.go(direction),
    hunk: (index) => editors.current?.hunk(index) ?? null,
  }))
  useEffect(() => {
    const parent = place.current
    if (!parent || old === null || now === null || changes === null) return
    const callOff = readDiffTexts(old, now, (texts) => {
      const made = createDiffEditors({
        parent,
        t,
        path,
        texts,
        syntax: isLarge(old, now) ? 'plain' : 'coloured',
        changes: changes.changes,
        layout,
        context,
        onCurrent: (current) => onPosition?.({ count: made.count, current }),
        onDiscard: canDiscard ? (hunk) => onDiscard.current?.(hunk) : null,
      })
      editors.current = made
      onPosition?.({ count: made.count, current: null })
      if (left.current?.path === path) made.goBackTo(left.current.place)
    })
    return () => {
      callOff()
      const made = editors.current
      if (made === null) return
      const gone = made.place()
      left.current = gone === null ? null : { path, place: gone }
      editors.current = null
      made.destroy()
    }
  }, [t, path, old, now, changes, layout, context, onPosition, canDiscard])

  const notes = plan.kind === 'texts' && changes !== null ? diffNotes(t, plan, changes, props.unseen ?? NOTHING_UNSEEN) : []
  return (
    // biome-ignore lint/a11y/useSemanticElements: this groups two editors, not form fields
    <div className="ui-diff" role="group" aria-label={t('common.diff.title', { path })}>
      {plan.kind === 'texts' && layout === 'side-by-side' ? (
        <div className="ui-diff-heads">
          <span>{sides.before}</span>
          <span>{sides.after}</span>
        </div>
      ) : null}
      {notes.length === 0 ? null : <p className="ui-diff-note ui-hint">{notes.join(' ')}</p>}
      {plan.kind === 'texts' ? (
        <div ref={place} className="ui-diff-body" />
      ) : (
        <div className="ui-diff-message">
          <div>
            <p>{t('common.diff.sideIs', { side: sides.before, what: diffWords(t, plan.before) })}</p>
            <p>{t('common.diff.sideIs', { side: sides.after, what: diffWords(t, plan.after) })}</p>
          </div>
        </div>
      )}
    </div>
  )
}
