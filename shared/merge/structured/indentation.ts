import { createScanner } from 'jsonc-parser'
import { type Entry, entryText, type Node, nodeText, type Source } from './model.ts'

/** The text cannot be written with edits that keep the rest of mine; the text merge decides. */
export class Unwritable extends Error {}

/** How far into its line a position stands. */
export function columnAt(source: Source, offset: number): number {
  return offset - (source.text.lastIndexOf('\n', offset - 1) + 1)
}

/** The white space at the start of the line on which a position stands. */
export function indentAt(source: Source, offset: number): string {
  const line = source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[\t ]*/.exec(line)?.[0] ?? ''
}

/** Lines in the endings of another text. */
export const withEnding = (text: string, eol: string): string => text.replaceAll(/\r?\n/g, eol)

/** Moves all lines but the first by some columns; lines with less white space than that lose what they have. */
export function shifted(text: string, by: number): string {
  if (by === 0) return text
  const lines = text.split('\n')
  const moved = lines.slice(1).map((line) => {
    if (line.trim() === '') return line
    return by > 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length))
  })
  return [lines[0] ?? '', ...moved].join('\n')
}

/** The text of a node of theirs, to be put into mine where a line is indented by `indent`. */
export function flowText(node: Node, from: number, mine: Source, indent: string): string {
  if (node.kind !== 'scalar' && node.layout.kind === 'lines') throw new Unwritable()
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) throw new Unwritable()
  return adapted(nodeText(node), node.source, indentAt(node.source, from), mine, indent)
}

/** The text of an entry of theirs, to be put between commas in mine. */
export function flowEntryText(entry: Entry, mine: Source, indent: string): string {
  if (!entry.ownsLines)
    return adapted(entryText(entry), entry.node.source, indentAt(entry.node.source, entry.start), mine, indent)
  const value = flowText(entry.node, entry.start, mine, indent)
  return keyText(entry) === '' ? value : `${keyText(entry)}: ${value}`
}

/** The key of an entry as written, without colon; empty for an item. */
export function keyText(entry: Entry): string {
  const { text } = entry.node.source
  const written = text.slice(entry.start, entry.node.start)
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(written)?.[0]
  if (quoted !== undefined) return quoted
  if (/^-(?=\s|$)/.test(written) || entry.node.start === entry.start) return ''
  const colon = /:(?=\s|$)/.exec(written)
  return (colon ? written.slice(0, colon.index) : written).trimEnd()
}

function adapted(text: string, theirs: Source, theirIndent: string, mine: Source, indent: string): string {
  if (!text.includes('\n')) return text
  if (mine.format === 'json' && !mine.text.trim().includes('\n')) return compactJson(text)
  const [first = '', ...rest] = text.split(/\r?\n/)
  const lines = rest.map((line) => {
    const space = /^[\t ]*/.exec(line)?.[0] ?? ''
    const inner = space.startsWith(theirIndent) ? space.slice(theirIndent.length) : space
    return line.trim() === '' ? '' : indent + inSteps(inner, theirs, mine) + line.slice(space.length)
  })
  return [first, ...lines].join(mine.eol)
}

function inSteps(space: string, theirs: Source, mine: Source): string {
  if (mine.format === 'yaml' || theirs.step === mine.step || theirs.step === '' || mine.step === '') return space
  const steps = space.length / theirs.step.length
  return Number.isInteger(steps) && space === theirs.step.repeat(steps) ? mine.step.repeat(steps) : space
}

function compactJson(text: string): string {
  const scanner = createScanner(text, true)
  let compact = ''
  // 17 is the end of the text.
  for (let token: number = scanner.scan(); token !== 17; token = scanner.scan()) {
    compact += text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength())
  }
  return compact
}
