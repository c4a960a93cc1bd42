import { readIniValue, writeIniValue } from './ini-value.ts'

interface Line {
  /** Without its break. */
  text: string
  /** Empty for the last line of a file without a final one. */
  ending: string
}

type Meaning = { kind: 'section'; name: string } | { kind: 'pair'; key: string; value: string } | { kind: 'other' }

/** An index file as its lines, so that whatever is not touched keeps its bytes: comments, order, unknown keys, line breaks. */
export interface IniDocument {
  readonly lines: readonly Line[]
}

export function parseIni(text: string): IniDocument {
  const parts = text.split(/(\r\n|\r|\n)/)
  const lines: Line[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const line = { text: parts[index] ?? '', ending: parts[index + 1] ?? '' }
    if (line.text !== '' || line.ending !== '') lines.push(line)
  }
  return { lines }
}

export function printIni(document: IniDocument): string {
  return document.lines.map((line) => line.text + line.ending).join('')
}

/** All values of a key in a section ('' is the part before the first one); a list is the key with `[]` at its end. */
export function iniValues(document: IniDocument, section: string, key: string): string[] {
  return pairs(document, section, key).map((pair) => pair.value)
}

export function hasIniSection(document: IniDocument, section: string): boolean {
  return section === '' || document.lines.some((line) => isSection(line, section))
}

/** Sets a single value: in its line where there is one, else at the end of the section. */
export function setIniValue(document: IniDocument, section: string, key: string, value: string): IniDocument {
  const [first] = pairs(document, section, key)
  if (!first) return insert(document, section, [`${key} = ${writeIniValue(value)}`])
  if (first.value === value) return document
  return {
    lines: document.lines.map((line, index) =>
      index === first.index ? { ...line, text: `${key} = ${writeIniValue(value)}` } : line,
    ),
  }
}

/** Makes a list hold exactly these values: lines that stay are not touched, new ones follow the last of the list. */
export function setIniList(document: IniDocument, section: string, key: string, values: readonly string[]): IniDocument {
  const wanted = new Set(values)
  const there = pairs(document, section, key)
  const dropped = new Set(there.filter((pair) => !wanted.has(pair.value)).map((pair) => pair.index))
  const present = new Set(there.map((pair) => pair.value))
  const added = values.filter((value) => !present.has(value)).map((value) => `${key} = ${writeIniValue(value)}`)
  const after = there.at(-1)?.index
  const grown = added.length === 0 ? document : insert(document, section, added, after)
  if (dropped.size === 0) return grown
  // Lines are only ever added behind the list, so the places of those to drop still hold.
  return { lines: grown.lines.filter((_, index) => !dropped.has(index)) }
}

/** Adds an empty section at the end, after a blank line, where it is not there yet. */
export function addIniSection(document: IniDocument, section: string): IniDocument {
  if (hasIniSection(document, section)) return document
  const ending = usualEnding(document)
  const closed = document.lines.map((line, index) =>
    index === document.lines.length - 1 && line.ending === '' ? { ...line, ending } : line,
  )
  const gap = closed.length > 0 && closed.at(-1)?.text.trim() !== '' ? [{ text: '', ending }] : []
  return { lines: [...closed, ...gap, { text: `[${section}]`, ending }] }
}

function insert(document: IniDocument, section: string, texts: readonly string[], after?: number): IniDocument {
  const grown = addIniSection(document, section)
  const ending = usualEnding(grown)
  const at = after ?? lastLineOf(grown, section)
  const before = grown.lines.slice(0, at + 1)
  const closed = before.map((line) => (line.ending === '' ? { ...line, ending } : line))
  return { lines: [...closed, ...texts.map((text) => ({ text, ending })), ...grown.lines.slice(at + 1)] }
}

/** The last line of a section that says something; the blank ones before the next section stay where they are. */
function lastLineOf(document: IniDocument, section: string): number {
  let inside = section === ''
  let last = section === '' ? -1 : document.lines.findIndex((line) => isSection(line, section))
  for (const [index, line] of document.lines.entries()) {
    const meaning = meaningOf(line)
    if (meaning.kind === 'section') inside = meaning.name === section
    if (inside && line.text.trim() !== '') last = index
  }
  return last
}

function pairs(document: IniDocument, section: string, key: string): { index: number; value: string }[] {
  const found: { index: number; value: string }[] = []
  let current = ''
  for (const [index, line] of document.lines.entries()) {
    const meaning = meaningOf(line)
    if (meaning.kind === 'section') current = meaning.name
    else if (meaning.kind === 'pair' && current === section && meaning.key === key) found.push({ index, value: meaning.value })
  }
  return found
}

function isSection(line: Line, section: string): boolean {
  const meaning = meaningOf(line)
  return meaning.kind === 'section' && meaning.name === section
}

function meaningOf(line: Line): Meaning {
  if (/^\s*(?:[;#]|$)/.test(line.text)) return { kind: 'other' }
  const section = /^\[([^\]]*)\]\s*$/.exec(line.text)
  if (section) return { kind: 'section', name: readIniValue(section[1] ?? '') }
  const pair = /^([^=]+)(?:=(.*))?$/.exec(line.text)
  if (!pair) return { kind: 'other' }
  return { kind: 'pair', key: readIniValue(pair[1] ?? ''), value: pair[2] === undefined ? 'true' : readIniValue(pair[2]) }
}

function usualEnding(document: IniDocument): string {
  return document.lines.find((line) => line.ending !== '')?.ending ?? '\n'
}
