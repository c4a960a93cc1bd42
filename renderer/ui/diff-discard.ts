import type { Chunk } from '@codemirror/merge'
import type { EditorView } from '@codemirror/view'
import type { Translate } from '#renderer/texts/texts.ts'

/** Lucide's `undo-2`, as in the tools above. */
const ARROW = ['M9 14 4 9l5-5', 'M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11']
const SVG = 'http://www.w3.org/2000/svg'

/** The button beside a change. The merge view makes it, places it and takes it away; `onPress` is told where it was. */
export function discardButton(t: Translate, onPress: (button: HTMLElement) => void): HTMLElement {
  const button = document.createElement('button')
  const label = t('common.diff.discardHere')
  button.type = 'button'
  button.className = 'cm-discardChange'
  button.title = label
  button.setAttribute('aria-label', label)
  button.append(arrow())
  // The merge view would change the text itself.
  button.addEventListener('mousedown', (event) => event.stopPropagation())
  button.addEventListener('click', () => onPress(button))
  return button
}

/** The change that a button of the column between both sides stands for. */
export function chunkBetween(button: HTMLElement): number {
  return Number(button.dataset['chunk'])
}

/** The change that a button within the text stands for; -1 where there is none any more. */
export function chunkWithin(view: EditorView, chunks: readonly Chunk[], button: HTMLElement): number {
  const at = view.posAtDOM(button)
  return chunks.findIndex(({ fromB, endB }) => fromB <= at && at <= endB)
}

function arrow(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const line of ARROW) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', line)
    svg.append(path)
  }
  return svg
}
