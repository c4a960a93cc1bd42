import { defaultKeymap } from '@codemirror/commands'
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { FileSide } from '#shared/domain/repository.ts'
import { languageOf, languageSupport } from './code-languages.ts'
import { codePhrases } from './code-phrases.ts'
import { codeTheme, styleNonce } from './code-theme.ts'
import { diffPlan } from './diff-plan.ts'
import { diffWords } from './diff-words.ts'
import './code.css'

export type DiffLayout = 'side-by-side' | 'inline'

export interface DiffViewProps {
  path: string
  before: FileSide
  after: FileSide
  layout: DiffLayout
  /** What the two sides are; the last commit and now, where not said. */
  names?: { before: string; after: string }
}

/** The two sides of one file, read-only: changed words marked, unchanged stretches folded; sides without text are said in words. */
export function DiffView({ path, before, after, layout, names }: DiffViewProps) {
  const t = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const plan = diffPlan(before, after)
  const [left, right] = plan.kind === 'texts' ? [plan.before, plan.after] : [null, null]

  useEffect(() => {
    if (!place.current || left === null || right === null) return
    const shared: Extension = [
      styleNonce(),
      codePhrases(t),
      lineNumbers(),
      highlightSpecialChars(),
      search({ top: true }),
      languageSupport(languageOf(path)),
      codeTheme,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': t('common.diff.title', { path }), tabindex: '0' }),
      keymap.of([...defaultKeymap, ...searchKeymap]),
    ]
    const collapseUnchanged = { margin: 3, minSize: 6 }
    if (layout === 'side-by-side') {
      const view = new MergeView({
        parent: place.current,
        a: { doc: left, extensions: shared },
        b: { doc: right, extensions: shared },
        collapseUnchanged,
        gutter: true,
      })
      return () => view.destroy()
    }
    const view = new EditorView({
      parent: place.current,
      doc: right,
      extensions: [shared, unifiedMergeView({ original: left, mergeControls: false, collapseUnchanged, gutter: true })],
    })
    return () => view.destroy()
  }, [t, path, left, right, layout])

  return (
    // biome-ignore lint/a11y/useSemanticElements: this groups two editors, not form fields
    <div className="ui-diff" role="group" aria-label={t('common.diff.title', { path })}>
      {plan.kind === 'texts' && layout === 'side-by-side' ? (
        <div className="ui-diff-heads">
          <span>{names?.before ?? t('common.diff.before')}</span>
          <span>{names?.after ?? t('common.diff.after')}</span>
        </div>
      ) : null}
      {plan.kind === 'words' || plan.note === null ? null : <p className="ui-diff-note ui-hint">{t(plan.note)}</p>}
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
