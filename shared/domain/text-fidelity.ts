import { matchLines } from './match-lines.ts'

export type LineEnding = 'lf' | 'crlf' | 'mixed'
type LineBreak = '\n' | '\r\n' | '\r'

export type DecodedText =
  | { kind: 'text'; text: string; lineEnding: LineEnding }
  /** Not UTF-8, or with zero bytes in it. */
  | { kind: 'binary' }

interface Layout {
  mark: boolean
  /** Without their breaks; the last one may be empty. */
  lines: string[]
  /** `breaks[i]` ends `lines[i]`; one fewer than lines. */
  breaks: LineBreak[]
}

const BYTE_ORDER_MARK = '\uFEFF'

/** Reads bytes as an editor wants them: UTF-8 without a byte-order mark, every line break as `\n`. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const layout = readLayout(bytes)
  if (!layout) return { kind: 'binary' }
  return { kind: 'text', text: layout.lines.join('\n'), lineEnding: lineEnding(layout.breaks) }
}

/**
 * Writes an edited text back over the bytes it came from: byte-order mark and line breaks stay as they were (line by line where
 * they are mixed), new lines get the break that is most common. Unchanged text gives the same bytes. `text` has `\n` breaks.
 */
export function encodeText(original: Uint8Array, text: string): Uint8Array {
  const layout = readLayout(original)
  if (!layout) return new TextEncoder().encode(text)
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const usual = mostCommon(layout.breaks)
  const breaks =
    lineEnding(layout.breaks) === 'mixed'
      ? matchLines(layout.lines, lines).map((from) => (from === null ? usual : (layout.breaks[from] ?? usual)))
      : lines.map(() => usual)
  const written: string[] = []
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const end = index === lines.length - 1 ? '' : (breaks[index] ?? usual)
    // A lone carriage return in front of a line feed (the line between is empty) would be read as one break.
    const fuses = end === '\r' && written.at(-1)?.startsWith('\n') === true
    written.push((lines[index] ?? '') + (fuses ? '\n' : end))
  }
  const body = written.reverse().join('')
  return new TextEncoder().encode((layout.mark ? BYTE_ORDER_MARK : '') + body)
}

function readLayout(bytes: Uint8Array): Layout | null {
  if (bytes.includes(0)) return null
  let decoded: string
  try {
    decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
  const mark = decoded.startsWith(BYTE_ORDER_MARK)
  const parts = (mark ? decoded.slice(1) : decoded).split(/(\r\n|\r|\n)/)
  return {
    mark,
    lines: parts.filter((_, index) => index % 2 === 0),
    breaks: parts.filter((_, index) => index % 2 === 1).map(asBreak),
  }
}

function asBreak(text: string): LineBreak {
  return text === '\r\n' || text === '\r' ? text : '\n'
}

function lineEnding(breaks: readonly LineBreak[]): LineEnding {
  if (breaks.every((each) => each === '\n')) return 'lf'
  return breaks.every((each) => each === '\r\n') ? 'crlf' : 'mixed'
}

function mostCommon(breaks: readonly LineBreak[]): LineBreak {
  const count = (wanted: LineBreak): number => breaks.filter((each) => each === wanted).length
  const order: LineBreak[] = ['\n', '\r\n', '\r']
  return order.reduce((best, each) => (count(each) > count(best) ? each : best), '\n')
}
