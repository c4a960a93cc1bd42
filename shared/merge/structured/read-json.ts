import { createScanner, type JSONScanner } from 'jsonc-parser'
import { mainEnding } from '../text/line-ending.ts'
import type { Numbering } from '../text/numbering.ts'
import { type Entry, MAX_DEPTH, type Node, type ScalarNode, type Source } from './model.ts'
import { containerNumbers, entryNumber, lineAt, type Reading, Refused, refuseDuplicates, scalarNumber } from './reading.ts'

// The numbers of jsonc-parser's `SyntaxKind`, a const enum that erasing compilers cannot read.
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  trivia: 15,
  end: 17,
} as const

interface Open {
  readonly kind: 'map' | 'list'
  readonly start: number
  readonly entries: Entry[]
  /** Where the space before the next entry begins. */
  leadStart: number
  key: { readonly text: string; readonly start: number } | null
  value: Node | null
  /** Whether a comma was read since the last entry. */
  afterComma: boolean
}

/**
 * Reads JSON, with or without comments, keeping where everything stands. Refuses what `JSON.parse` would refuse (comments and one
 * comma before a closing bracket apart), a key that comes twice in one object, and what is nested deeper than {@link MAX_DEPTH}.
 */
export function readJson(text: string, numbers: Numbering): Reading {
  try {
    const reader = new JsonReader(text, numbers)
    return { kind: 'read', roots: [reader.read()], comments: reader.comments }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', because: error.because }
    throw error
  }
}

class JsonReader {
  readonly comments: string[] = []
  readonly #text: string
  readonly #numbers: Numbering
  readonly #scanner: JSONScanner
  readonly #source: Source
  readonly #open: Open[] = []
  #pending: string[] = []
  #root: Node | null = null
  #waitingKey: { readonly text: string; readonly start: number } | null = null

  constructor(text: string, numbers: Numbering) {
    this.#text = text
    this.#numbers = numbers
    this.#scanner = createScanner(text, false)
    this.#source = { format: 'json', text, eol: mainEnding(text), step: /^[\t ]+(?=["{[])/m.exec(text)?.[0] ?? '' }
  }

  read(): Node {
    for (let token: number = this.#scanner.scan(); token !== TOKEN.end; token = this.#scanner.scan()) this.#take(token)
    if (!this.#root || this.#open.length > 0) throw this.#unexpected()
    return this.#root
  }

  #take(token: number): void {
    if (this.#scanner.getTokenError() !== 0) throw this.#unexpected()
    if (token === TOKEN.trivia || token === TOKEN.lineBreak) return
    if (token === TOKEN.lineComment || token === TOKEN.blockComment) this.#comment(this.#scanner.getTokenValue().trim())
    else if (token === TOKEN.openBrace) this.#begin('map')
    else if (token === TOKEN.openBracket) this.#begin('list')
    else if (token === TOKEN.closeBrace) this.#finish('map')
    else if (token === TOKEN.closeBracket) this.#finish('list')
    else if (token === TOKEN.comma) this.#comma()
    else if (token === TOKEN.colon) this.#colon()
    else this.#scalar(token)
  }

  #comment(comment: string): void {
    this.#pending.push(comment)
    this.comments.push(comment)
  }

  #begin(kind: 'map' | 'list'): void {
    this.#expectValue()
    if (this.#open.length >= MAX_DEPTH) throw new Refused({ kind: 'too-deep' })
    const start = this.#scanner.getTokenOffset()
    this.#open.push({ kind, start, entries: [], leadStart: start + 1, key: null, value: null, afterComma: false })
  }

  #finish(kind: 'map' | 'list'): void {
    const open = this.#open.pop()
    if (open?.kind !== kind || (open.key && !open.value)) throw this.#unexpected()
    const end = this.#scanner.getTokenOffset()
    let tail = this.#text.slice(open.leadStart, end)
    if (open.value) {
      tail = this.#text.slice(open.value.end, end)
      this.#addEntry(open, '')
    }
    if (kind === 'map') refuseDuplicates(open.entries, this.#text)
    const layout = { kind: 'commas', tail, trailingComma: open.afterComma } as const
    const left = this.#pending
    this.#pending = []
    const { value } = containerNumbers(this.#numbers, kind, open.entries, '')
    const { full } = containerNumbers(this.#numbers, kind, open.entries, left.join())
    const place = { source: this.#source, start: open.start, end: end + 1, props: '' }
    this.#value({ kind, ...place, entries: open.entries, layout, value, full })
  }

  #comma(): void {
    const open = this.#open.at(-1)
    if (!open?.value) throw this.#unexpected()
    const offset = this.#scanner.getTokenOffset()
    this.#addEntry(open, this.#text.slice(open.value?.end ?? offset, offset))
    open.leadStart = offset + 1
    open.afterComma = true
  }

  #addEntry(open: Open, gap: string): void {
    const node = open.value
    if (!node) throw this.#unexpected()
    const key = open.key?.text ?? ''
    const start = open.key?.start ?? node.start
    const comments = this.#pending
    this.#pending = []
    const lead = this.#text.slice(open.leadStart, start)
    const full = entryNumber(this.#numbers, key, node, comments)
    open.entries.push({ key, node, lead, start, end: node.end, gap, comments, full, ownsLines: false })
    open.key = null
    open.value = null
    open.afterComma = false
  }

  #colon(): void {
    const open = this.#open.at(-1)
    const waiting = this.#waitingKey
    if (open?.kind !== 'map' || open.key || !waiting) throw this.#unexpected()
    open.key = waiting
    this.#waitingKey = null
  }

  #scalar(token: number): void {
    const open = this.#open.at(-1)
    const start = this.#scanner.getTokenOffset()
    const end = start + this.#scanner.getTokenLength()
    if (token === TOKEN.string && open?.kind === 'map' && !open.key) {
      if (this.#waitingKey || open.value) throw this.#unexpected()
      this.#waitingKey = { text: this.#scanner.getTokenValue(), start }
      return
    }
    this.#expectValue()
    const type = scalarType(token)
    if (!type) throw this.#unexpected()
    const meaning = this.#scanner.getTokenValue()
    const value = scalarNumber(this.#numbers, type, meaning, '')
    this.#value({
      kind: 'scalar',
      type,
      meaning,
      style: 'double',
      source: this.#source,
      start,
      end,
      props: '',
      value,
      full: value,
    })
  }

  #expectValue(): void {
    const open = this.#open.at(-1)
    if (!open) {
      if (this.#root) throw this.#unexpected()
      return
    }
    if (open.value || this.#waitingKey || (open.kind === 'map' && !open.key)) throw this.#unexpected()
  }

  #value(node: Node): void {
    const open = this.#open.at(-1)
    if (open) open.value = node
    else this.#root = node
  }

  #unexpected(): Refused {
    const line = lineAt(this.#text, this.#scanner.getTokenOffset())
    return new Refused({ kind: 'unreadable', message: 'Not JSON.', line })
  }
}

function scalarType(token: number): ScalarNode['type'] | null {
  if (token === TOKEN.string) return 'string'
  if (token === TOKEN.number) return 'number'
  if (token === TOKEN.true || token === TOKEN.false) return 'boolean'
  return token === TOKEN.null ? 'null' : null
}
