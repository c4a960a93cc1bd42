import { type Chunk, getChunks } from '@codemirror/merge'
import { RangeSetBuilder, StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Hunk, LineRange } from '#shared/domain/history.ts'

interface Stretch {
  readonly from: number
  readonly to: number
}

const markCurrent = StateEffect.define<Stretch | null>()

const currentField = StateField.define<Stretch | null>({
  create: () => null,
  update: (value, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(markCurrent) ? effect.value : now), value),
})

const currentLine = Decoration.line({ class: 'cm-currentChange' })

const drawCurrent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = currentLines(view)
    }
    update(update: ViewUpdate) {
      const isOther = update.startState.field(currentField) !== update.state.field(currentField)
      if (isOther || update.viewportChanged) this.decorations = currentLines(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Marks the change that a person is at. */
export const currentChange = [currentField, drawCurrent]

function currentLines(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  const current = view.state.field(currentField)
  if (current && current.from < current.to) {
    const { doc } = view.state
    const end = Math.min(current.to - 1, view.viewport.to, doc.length)
    for (let at = Math.max(current.from, view.viewport.from); at <= end; ) {
      const line = doc.lineAt(at)
      builder.add(line.from, line.from, currentLine)
      at = line.to + 1
    }
  }
  return builder.finish()
}

/** Marks a change in a view of one side, or takes the mark away. */
export function showCurrent(view: EditorView, side: 'a' | 'b', chunk: Chunk | null): void {
  const stretch = chunk && (side === 'a' ? { from: chunk.fromA, to: chunk.toA } : { from: chunk.fromB, to: chunk.toB })
  view.dispatch({ effects: markCurrent.of(stretch) })
}

export const chunksOf = (view: EditorView): readonly Chunk[] => getChunks(view.state)?.chunks ?? []

/** The change at a position of the text after, or else the next one behind it in the given direction; null at the end. */
export function changeFrom(chunks: readonly Chunk[], position: number, direction: 'next' | 'previous'): number | null {
  const index =
    direction === 'next'
      ? chunks.findIndex(({ fromB }) => fromB > position)
      : chunks.findLastIndex(({ fromB, toB }) => fromB < position && toB <= position)
  return index < 0 ? null : index
}

/** The change that a position of the text after lies in; null where it lies between two. */
export function changeAt(chunks: readonly Chunk[], position: number): number | null {
  const index = chunks.findIndex(({ fromB, toB }) => position >= fromB && position <= Math.max(fromB, toB - 1))
  return index < 0 ? null : index
}

/** A change as line numbers, from 0. */
export function hunkOf(chunk: Chunk, before: Text, after: Text): Hunk {
  return { before: lineRange(before, chunk.fromA, chunk.toA), after: lineRange(after, chunk.fromB, chunk.toB) }
}

function lineRange(text: Text, from: number, to: number): LineRange {
  if (from > text.length) return { from: text.lines, count: 0 }
  const first = text.lineAt(from).number - 1
  if (to <= from) return { from: first, count: 0 }
  return { from: first, count: text.lineAt(Math.min(to - 1, text.length)).number - first }
}
