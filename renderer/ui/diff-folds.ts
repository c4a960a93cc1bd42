import type { Chunk } from '@codemirror/merge'
import { type EditorState, RangeSetBuilder, StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { Translate } from '#renderer/texts/texts.ts'

/** Lines that stay beside each change, and how many more it takes for a fold. */
const MARGIN = 3
const FEWEST = 6

/** A stretch without a change: the one before the change of the same index, so that it has the same number on both sides. */
export interface Fold {
  readonly index: number
  readonly from: number
  readonly to: number
  readonly lines: number
}

const setFolds = StateEffect.define<DecorationSet>()
const unfold = StateEffect.define<number>()

/** The folded stretches of an editor; none until `foldUnchanged` has its effect. */
export const diffFolds = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, { effects }) =>
    effects.reduce((folds, effect) => {
      if (effect.is(setFolds)) return effect.value
      if (effect.is(unfold)) return folds.update({ filter: (_from, _to, { spec }) => spec.widget.index !== effect.value })
      return folds
    }, value),
  provide: (field) => EditorView.decorations.from(field),
})

export interface FoldsInput {
  readonly t: Translate
  readonly side: 'a' | 'b'
  readonly chunks: readonly Chunk[]
  /** A person wants to see a stretch. */
  readonly onUnfold: (fold: Fold) => void
}

/** Folds what is far from every change, each stretch behind a button. */
export function foldUnchanged({ doc }: EditorState, { t, side, chunks, onUnfold }: FoldsInput): StateEffect<unknown> {
  const folds = new RangeSetBuilder<Decoration>()
  for (const fold of foldsOf(doc, side, chunks)) {
    const label = t('common.diff.unfold', { count: fold.lines })
    const widget = new FoldWidget(fold.index, label, () => onUnfold(fold))
    folds.add(fold.from, fold.to, Decoration.replace({ widget, block: true }))
  }
  return setFolds.of(folds.finish())
}

/** Shows the stretch of an index. */
export const unfoldStretch = (index: number): StateEffect<unknown> => unfold.of(index)

function foldsOf(doc: Text, side: 'a' | 'b', chunks: readonly Chunk[]): Fold[] {
  const folds: Fold[] = []
  let first = 1
  for (let index = 0; index <= chunks.length; index += 1) {
    const chunk = chunks[index]
    const [from, to] = !chunk ? [0, 0] : side === 'a' ? [chunk.fromA, chunk.toA] : [chunk.fromB, chunk.toB]
    const last = chunk ? doc.lineAt(Math.min(from, doc.length)).number - 1 - MARGIN : doc.lines
    const lines = last - first + 1
    if (lines >= FEWEST) folds.push({ index, from: doc.line(first).from, to: doc.line(last).to, lines })
    if (chunk) first = doc.lineAt(Math.min(to, doc.length)).number + MARGIN
  }
  return folds
}

class FoldWidget extends WidgetType {
  constructor(
    readonly index: number,
    private readonly label: string,
    private readonly onPress: () => void,
  ) {
    super()
  }

  override eq(other: FoldWidget): boolean {
    return other.index === this.index && other.label === this.label
  }

  override toDOM(): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'cm-foldedLines'
    button.textContent = this.label
    button.addEventListener('click', this.onPress)
    return button
  }

  override get estimatedHeight(): number {
    return 28
  }
}
