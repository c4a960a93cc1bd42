import { defaultKeymap } from '@codemirror/commands'
import { Change, type Chunk, MergeView, unifiedMergeView } from '@codemirror/merge'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Text } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import type { Translate } from '#renderer/texts/texts.ts'
import type { Hunk } from '#shared/domain/history.ts'
import { languageOf, languageSupport } from './code-languages.ts'
import { codePhrases } from './code-phrases.ts'
import { codeTheme, styleNonce } from './code-theme.ts'
import type { TextChange } from './diff-changes.ts'
import { changeAt, changeFrom, chunksOf, currentChange, hunkOf, showCurrent } from './diff-current.ts'

export interface DiffEditors {
  /** How many changes there are. */
  count: number
  /** Moves to the next or previous change, around the ends, and into the text. */
  go(direction: 'next' | 'previous'): void
  /** The lines of a change. */
  hunk(index: number): Hunk | null
  destroy(): void
}

export interface DiffEditorsInput {
  parent: HTMLElement
  t: Translate
  path: string
  before: string
  after: string
  changes: readonly TextChange[]
  layout: 'side-by-side' | 'inline'
  context: 'folded' | 'all'
  /** Told when another change becomes the current one: its index; null between changes. */
  onCurrent: (index: number | null) => void
}

/** Makes the editors that show two texts with the changes that were found in them. */
export function createDiffEditors({
  parent,
  t,
  path,
  before,
  after,
  changes,
  layout,
  context,
  onCurrent,
}: DiffEditorsInput): DiffEditors {
  const texts = { before: Text.of(before.split('\n')), after: Text.of(after.split('\n')) }
  const shared: Extension = [
    styleNonce(),
    codePhrases(t),
    EditorState.phrases.of({ '$ unchanged lines': t('common.diff.unchangedLines') }),
    // Lines are what `\n` ends, as everywhere else that counts them.
    EditorState.lineSeparator.of('\n'),
    lineNumbers(),
    highlightSpecialChars(),
    search({ top: true }),
    languageSupport(languageOf(path)),
    codeTheme,
    currentChange,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': t('common.diff.title', { path }), tabindex: '0' }),
    keymap.of([...defaultKeymap, ...searchKeymap]),
  ]
  const follow = EditorView.updateListener.of((update) => {
    if (!update.selectionSet) return
    const chunks = chunksOf(update.view)
    setCurrent(changeAt(chunks, update.state.selection.main.head))
  })
  const options = {
    ...(context === 'folded' ? { collapseUnchanged: { margin: 3, minSize: 6 } } : {}),
    gutter: true,
    // A new list each time: the merge view works within what it gets.
    diffConfig: { override: () => changes.map(({ fromA, toA, fromB, toB }) => new Change(fromA, toA, fromB, toB)) },
  }
  const merge =
    layout === 'side-by-side'
      ? new MergeView({
          parent,
          a: { doc: texts.before, extensions: shared },
          b: { doc: texts.after, extensions: [shared, follow] },
          ...options,
        })
      : null
  const view =
    merge?.b ??
    new EditorView({
      parent,
      doc: texts.after,
      extensions: [shared, follow, unifiedMergeView({ original: texts.before, mergeControls: false, ...options })],
    })
  let current: number | null = null

  function setCurrent(index: number | null): void {
    if (index === current) return
    current = index
    const chunk: Chunk | null = index === null ? null : (chunksOf(view)[index] ?? null)
    // Within an update no other may begin.
    queueMicrotask(() => {
      showCurrent(view, 'b', chunk)
      if (merge) showCurrent(merge.a, 'a', chunk)
    })
    onCurrent(index)
  }

  return {
    count: chunksOf(view).length,
    go(direction) {
      const chunks = chunksOf(view)
      const found =
        current === null
          ? changeFrom(chunks, view.state.selection.main.head - (direction === 'next' ? 1 : 0), direction)
          : current + (direction === 'next' ? 1 : -1)
      const index =
        found === null || found < 0 || found >= chunks.length ? (direction === 'next' ? 0 : chunks.length - 1) : found
      const chunk = chunks[index]
      if (!chunk) return
      const at = Math.min(chunk.fromB, view.state.doc.length)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      setCurrent(index)
      view.focus()
    },
    hunk(index) {
      const chunk = chunksOf(view)[index]
      return chunk ? hunkOf(chunk, texts.before, texts.after) : null
    },
    destroy() {
      if (merge) merge.destroy()
      else view.destroy()
    },
  }
}
