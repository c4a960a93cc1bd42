import { defaultKeymap } from '@codemirror/commands'
import { Change, type Chunk, getChunks, MergeView, unifiedMergeView } from '@codemirror/merge'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, type StateEffect } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import type { Translate } from '#renderer/texts/texts.ts'
import type { Hunk } from '#shared/domain/history.ts'
import type { TextChange } from '#shared/domain/text-changes.ts'
import { languageOf, languageSupport } from './code-languages.ts'
import { codePhrases } from './code-phrases.ts'
import { codeTheme, styleNonce } from './code-theme.ts'
import { changeAt, changeFrom, chunksOf, currentChange, hunkOf, showCurrent } from './diff-current.ts'
import { chunkBetween, chunkWithin, discardButton } from './diff-discard.ts'
import { diffFolds, type Fold, foldUnchanged, unfoldStretch } from './diff-folds.ts'
import type { DiffTexts } from './diff-texts.ts'

/** Where a person is in the text after. */
export interface DiffPlace {
  readonly at: number
  /** Whether the keys go there. */
  readonly focus: 'within' | 'elsewhere'
}

export interface DiffEditors {
  /** How many changes there are. */
  count: number
  /** Moves to the next or previous change, around the ends, and into the text. */
  go(direction: 'next' | 'previous'): void
  /** The lines of a change. */
  hunk(index: number): Hunk | null
  /** Where a person is; null where they have not gone anywhere. */
  place(): DiffPlace | null
  goBackTo(place: DiffPlace): void
  destroy(): void
}

export interface DiffEditorsInput {
  parent: HTMLElement
  t: Translate
  path: string
  texts: DiffTexts
  /** Whether the syntax is coloured. */
  syntax: 'coloured' | 'plain'
  changes: readonly TextChange[]
  layout: 'side-by-side' | 'inline'
  context: 'folded' | 'all'
  /** Told when another change becomes the current one: its index; null between changes. */
  onCurrent: (index: number | null) => void
  /** Puts one change back; there is no button beside the changes without it. */
  onDiscard: ((hunk: Hunk) => void) | null
}

/** Makes the editors that show two texts with the changes that were found in them. */
export function createDiffEditors(input: DiffEditorsInput): DiffEditors {
  const { parent, t, texts, changes, layout, context, onCurrent, onDiscard } = input
  const shared = sharedExtensions(input)
  const follow = EditorView.updateListener.of((update) => {
    if (!update.selectionSet) return
    const chunks = chunksOf(update.view)
    setCurrent(changeAt(chunks, update.state.selection.main.head))
  })
  const options = {
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
          ...(onDiscard === null
            ? {}
            : {
                revertControls: 'a-to-b' as const,
                renderRevertControl: () => discardButton(t, (button) => discard(chunkBetween(button))),
              }),
          ...options,
        })
      : null
  const view = merge?.b ?? new EditorView({ parent, state: unifiedState() })
  const views = [...(merge ? [{ view: merge.a, side: 'a' as const }] : []), { view, side: 'b' as const }]
  if (merge) for (const { view, side } of views) view.dispatch({ effects: folds(view.state, side) })
  let current: number | null = null

  /** Folded before there is a view, which would else be laid out twice. */
  function unifiedState(): EditorState {
    const mergeControls = onDiscard === null ? false : withinText
    const unified = unifiedMergeView({ original: texts.before, mergeControls, ...options })
    const state = EditorState.create({ doc: texts.after, extensions: [shared, follow, unified] })
    return state.update({ effects: folds(state, 'b') }).state
  }

  function folds(state: EditorState, side: 'a' | 'b'): StateEffect<unknown>[] {
    if (context === 'all') return []
    const chunks = getChunks(state)?.chunks ?? []
    return [foldUnchanged(state, { t, side, chunks, onUnfold: (fold) => unfold(fold, side) })]
  }

  function unfold(fold: Fold, from: 'a' | 'b'): void {
    for (const { view, side } of views) {
      view.dispatch({ effects: unfoldStretch(fold.index) })
      if (side !== from) continue
      view.dispatch({ selection: { anchor: fold.from } })
      view.focus()
    }
  }

  /** Of the two buttons that the merge view has for a change, we have one. */
  function withinText(kind: 'accept' | 'reject'): HTMLElement {
    if (kind === 'accept') return document.createElement('span')
    return discardButton(t, (button) => discard(chunkWithin(view, chunksOf(view), button)))
  }

  function discard(index: number): void {
    const chunk = chunksOf(view)[index]
    if (!chunk) return
    moveTo(chunk.fromB)
    setCurrent(index)
    onDiscard?.(hunkOf(chunk, texts.before, texts.after))
  }

  function setCurrent(index: number | null): void {
    if (index === current) return
    current = index
    const chunk: Chunk | null = index === null ? null : (chunksOf(view)[index] ?? null)
    // Within an update no other may begin.
    queueMicrotask(() => {
      for (const { view, side } of views) showCurrent(view, side, chunk)
    })
    onCurrent(index)
  }

  function moveTo(position: number): void {
    const at = Math.min(position, view.state.doc.length)
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
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
      moveTo(chunk.fromB)
      setCurrent(index)
      view.focus()
    },
    hunk(index) {
      const chunk = chunksOf(view)[index]
      return chunk ? hunkOf(chunk, texts.before, texts.after) : null
    },
    place() {
      const at = view.state.selection.main.head
      const isWithin = parent.contains(document.activeElement)
      return at === 0 && !isWithin ? null : { at, focus: isWithin ? 'within' : 'elsewhere' }
    },
    goBackTo({ at, focus }) {
      moveTo(at)
      if (focus === 'within') view.focus()
    },
    destroy() {
      if (merge) merge.destroy()
      else view.destroy()
    },
  }
}

function sharedExtensions({ t, path, syntax }: DiffEditorsInput): Extension {
  return [
    styleNonce(),
    codePhrases(t),
    // Lines are what `\n` ends, as everywhere else that counts them.
    EditorState.lineSeparator.of('\n'),
    lineNumbers(),
    highlightSpecialChars(),
    search({ top: true }),
    syntax === 'coloured' ? languageSupport(languageOf(path)) : [],
    codeTheme,
    currentChange,
    diffFolds,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': t('common.diff.title', { path }), tabindex: '0' }),
    keymap.of([...defaultKeymap, ...searchKeymap]),
  ]
}
