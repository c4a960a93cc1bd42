import { mainEnding } from './text/line-ending.ts'
import type { ThreeTexts } from './text/merge-lines.ts'

const MARK = '\uFEFF'

/** What surrounds the contents of a text: a byte-order mark and the line break at the very end. */
export interface Frame {
  readonly mark: string
  readonly end: string
}

/**
 * Takes byte-order marks and final line breaks off three texts and merges these on their own: what one side changed counts, and
 * mine stays where both did. The contents come back ending with a line break each, so that whole lines can be written.
 */
export function unframed(texts: ThreeTexts): { readonly contents: ThreeTexts; readonly frame: Frame } {
  const frames = { base: frameOf(texts.base), mine: frameOf(texts.mine), theirs: frameOf(texts.theirs) }
  const merged = (part: keyof Frame) =>
    frames.base[part] === frames.mine[part] && texts.base !== '' ? frames.theirs[part] : frames.mine[part]
  const eol = mainEnding(texts.mine)
  const end = merged('end') === '' ? '' : eol
  const inner = (text: string, frame: Frame) =>
    text.slice(frame.mark.length) + (frame.end === '' && text !== '' ? mainEnding(text) : '')
  return {
    contents: {
      base: inner(texts.base, frames.base),
      mine: inner(texts.mine, frames.mine),
      theirs: inner(texts.theirs, frames.theirs),
    },
    frame: { mark: merged('mark'), end },
  }
}

function frameOf(text: string): Frame {
  return { mark: text.startsWith(MARK) ? MARK : '', end: text.endsWith('\n') ? '\n' : '' }
}
