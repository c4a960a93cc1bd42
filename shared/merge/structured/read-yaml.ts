import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { mainEnding } from '../text/line-ending.ts'
import type { Numbering } from '../text/numbering.ts'
import { type ContainerNode, type Entry, type Layout, MAX_DEPTH, type Node, type ScalarNode, type Source } from './model.ts'
import { containerNumbers, entryNumber, lineAt, type Reading, Refused, refuseDuplicates, scalarNumber } from './reading.ts'
import { allComments, commentsOf, yamlTokens } from './yaml-tokens.ts'

// Composing costs about a hundred bytes of memory for each byte of YAML.
const MAX_LENGTH = 16_000_000

/**
 * Reads a YAML stream, keeping where everything stands. Aliases stay aliases: nothing is expanded. Refuses what the parser
 * refuses, duplicate keys, keys that are no scalars, documents with directives and aliases without anchor.
 */
export function readYaml(text: string, numbers: Numbering): Reading {
  if (text.length > MAX_LENGTH) return { kind: 'refused', because: { kind: 'too-large' } }
  try {
    const tokens = yamlTokens(text)
    const composer = new Composer({ keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent', strict: true })
    const documents = [...composer.compose(tokens, true, text.length)]
    const directive = tokens.find((token) => token.type === 'directive')
    if (directive) throw new Refused({ kind: 'unsupported', what: 'directive', line: lineAt(text, directive.offset) })
    const source: Source = { format: 'yaml', text, eol: mainEnding(text), step: '  ' }
    const roots = documents.map((document) => new YamlReader(source, numbers).read(document))
    return { kind: 'read', roots, comments: allComments(tokens) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', because: error.because }
    throw error
  }
}

interface Item {
  readonly start: number
  readonly valueEnd: number
  readonly key: string
  readonly node: Node
  readonly comments: string[]
  /** Comments between its key and its value. */
  readonly inside: string[]
  /** Where the comma after it stands, or the closing bracket (flow only). */
  readonly comma: number
}

type Token = CST.SourceToken

class YamlReader {
  readonly #source: Source
  readonly #numbers: Numbering
  readonly #anchors = new Set<string>()

  constructor(source: Source, numbers: Numbering) {
    this.#source = source
    this.#numbers = numbers
  }

  read(document: Document.Parsed): Node {
    const error = document.errors[0]
    if (error) {
      const line = lineAt(this.#source.text, error.pos[0])
      throw new Refused({ kind: 'unreadable', message: error.message.split('\n')[0] ?? '', line })
    }
    return this.#node(document.contents, document.range[0], 0)
  }

  #node(node: ParsedNode | null | undefined, at: number, depth: number): Node {
    if (depth > MAX_DEPTH) throw new Refused({ kind: 'too-deep' })
    if (!node) return this.#scalar('null', '', 'plain', at, at, '')
    const [start, end] = node.range
    if (isAlias(node)) {
      if (!this.#anchors.has(node.source)) throw this.#unsupported('unknown-anchor', start)
      return this.#scalar('alias', node.source, 'plain', start, end, '')
    }
    if (node.anchor) this.#anchors.add(node.anchor)
    const props = `${node.tag ?? ''}${node.anchor ? `&${node.anchor}` : ''}`
    if (isScalar(node)) {
      const { value } = node
      if (typeof value === 'string') return this.#scalar('string', value, styleOf(node.type), start, end, props)
      const type = value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'number'
      return this.#scalar(type, type === 'number' ? (node.source ?? '') : String(value), 'plain', start, end, props)
    }
    if (isMap(node) || isSeq(node)) return this.#container(node, props, depth)
    throw this.#unsupported('complex-key', at)
  }

  #scalar(
    type: ScalarNode['type'],
    meaning: string,
    style: ScalarNode['style'],
    start: number,
    end: number,
    props: string,
  ): Node {
    const value = scalarNumber(this.#numbers, type, meaning, props)
    return { kind: 'scalar', type, meaning, style, source: this.#source, start, end, props, value, full: value }
  }

  #container(node: YAMLMap.Parsed | YAMLSeq.Parsed, props: string, depth: number): Node {
    const kind = isMap(node) ? 'map' : 'list'
    const items = this.#items(node, depth)
    const made = node.flow ? this.#flow(node, items) : this.#block(items)
    if (kind === 'map') refuseDuplicates(made.entries, this.#source.text)
    const { value } = containerNumbers(this.#numbers, kind, made.entries, props)
    const { full } = containerNumbers(this.#numbers, kind, made.entries, props + made.left.join())
    const { layout, entries, start, end } = made
    return { kind, source: this.#source, props, layout, entries, start, end, value, full }
  }

  #items(node: YAMLMap.Parsed | YAMLSeq.Parsed, depth: number): Item[] {
    const token = node.srcToken
    if (!token || !('items' in token)) throw this.#unsupported('complex-key', node.range[0])
    const closing = token.type === 'flow-collection' ? this.#closing(token.end, node.range[1]) : 0
    const written = token.items.map((item) => ({ start: [...item.start], sep: [...(item.sep ?? [])], item }))
    const commas = written.map(({ start }) => start.find((part) => part.type === 'comma')?.offset)
    const real = written
      .map((each, index) => ({ ...each, comma: commas.slice(index + 1).find((offset) => offset !== undefined) ?? closing }))
      .filter(({ start, sep, item }) =>
        token.type === 'block-seq'
          ? start.some((part) => part.type === 'seq-item-ind')
          : Boolean(item.key) ||
            sep.length > 0 ||
            Boolean(item.value) ||
            start.some((part) => part.type === 'explicit-key-ind'),
      )
    if (real.length !== node.items.length) throw this.#unsupported('complex-key', node.range[0])
    return node.items.map((child, index) => {
      const parts = real[index]
      if (!parts) throw this.#unsupported('complex-key', node.range[0])
      const comments = [...commentsOf(parts.start), ...commentsOf(parts.sep)]
      if (isPair(child)) return this.#pair(child, parts.start, parts.sep, comments, parts.comma, depth)
      const dash = parts.start.find((part) => part.type === 'seq-item-ind')
      const value = this.#node(child as ParsedNode, child.range[0], depth + 1)
      const first = dash ?? parts.start.find((part) => part.type === 'anchor' || part.type === 'tag')
      const start = first?.offset ?? value.start
      const valueEnd = Math.max(value.end, start + (dash ? 1 : 0))
      return { start, valueEnd, key: '', node: value, comments, inside: [], comma: parts.comma }
    })
  }

  #pair(
    pair: { readonly key: unknown; readonly value: unknown },
    before: readonly Token[],
    sep: readonly Token[],
    comments: string[],
    comma: number,
    depth: number,
  ): Item {
    const key = pair.key
    if (!isScalar(key) || !key.range || key.anchor || key.tag || before.some((part) => part.type === 'explicit-key-ind')) {
      throw this.#unsupported('complex-key', before[0]?.offset ?? 0)
    }
    const text = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
    const last = sep.at(-1)
    const colon = sep.find((part) => part.type === 'map-value-ind')
    const afterColon = colon ? colon.offset + 1 : key.range[1]
    const node = this.#node(pair.value as ParsedNode | null, last ? afterColon : key.range[1], depth + 1)
    // An absent value may be placed by the parser behind comments and blank lines; it stands at its colon.
    const placed = node.kind === 'scalar' && node.start === node.end ? { ...node, start: afterColon, end: afterColon } : node
    const valueEnd = Math.max(placed.end, afterColon)
    return { start: key.range[0], valueEnd, key: text, node: placed, comments, inside: commentsOf(sep), comma }
  }

  #flow(node: YAMLMap.Parsed | YAMLSeq.Parsed, items: readonly Item[]): Made {
    const { text } = this.#source
    let leadStart = node.range[0] + 1
    let trailingComma = false
    let tail = text.slice(leadStart, node.range[1] - 1)
    const entries = items.map((item, index): Entry => {
      const lead = text.slice(leadStart, item.start)
      const last = index === items.length - 1
      trailingComma = text[item.comma] === ','
      const gap = last && !trailingComma ? '' : text.slice(item.valueEnd, item.comma)
      leadStart = item.comma + 1
      tail = text.slice(trailingComma ? item.comma + 1 : item.valueEnd, node.range[1] - 1)
      const full = entryNumber(this.#numbers, item.key, item.node, item.comments)
      return { ...item, end: item.valueEnd, lead, gap, full, ownsLines: false }
    })
    const layout: Layout = { kind: 'commas', tail, trailingComma }
    return { layout, entries, start: node.range[0], end: node.range[1], left: [] }
  }

  #block(items: readonly Item[]): Made {
    const { text } = this.#source
    const first = items[0]
    if (!first) throw this.#unsupported('complex-key', 0)
    const lineStart = text.lastIndexOf('\n', first.start - 1) + 1
    const firstIsInline = text.slice(lineStart, first.start).replace('\uFEFF', '').trim() !== ''
    const column = first.start - lineStart
    const start = firstIsInline ? first.start : this.#commentLinesBefore(lineStart)
    let leadStart = start
    const entries = items.map((item, index): Entry => {
      const end = this.#lineEnd(item)
      const ownLine = index === 0 && firstIsInline ? item.start : text.lastIndexOf('\n', item.start - 1) + 1
      const lead = text.slice(leadStart, ownLine)
      leadStart = end
      const above = lead.split('\n').map((line) => line.trim())
      const own = [...above.filter((line) => line.startsWith('#')), ...item.inside, ...this.#trailing(item, end)]
      return {
        ...item,
        end,
        lead,
        gap: '',
        ownsLines: true,
        comments: own,
        full: entryNumber(this.#numbers, item.key, item.node, own),
      }
    })
    return { layout: { kind: 'lines', column, firstIsInline }, entries, start, end: entries.at(-1)?.end ?? start, left: [] }
  }

  /** Comment lines right above the first entry of a block belong to it, up to the line of the key that holds the block. */
  #commentLinesBefore(lineStart: number): number {
    const { text } = this.#source
    let start = lineStart
    while (start > 0) {
      const previous = text.lastIndexOf('\n', start - 2) + 1
      const line = text.slice(previous, start).trim()
      if (line !== '' && !line.startsWith('#')) break
      start = previous
    }
    return start
  }

  #lineEnd(item: Item): number {
    const { text } = this.#source
    const { node } = item
    const wholeLines =
      (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) ||
      (node.kind !== 'scalar' && node.layout.kind === 'lines')
    if (wholeLines && text[item.valueEnd - 1] === '\n') return item.valueEnd
    const end = text.indexOf('\n', item.valueEnd)
    return end === -1 ? text.length : end + 1
  }

  #trailing(item: Item, end: number): string[] {
    if (item.valueEnd >= end) return []
    const rest = this.#source.text.slice(item.valueEnd, end).trim()
    return rest.startsWith('#') ? [rest] : []
  }

  #closing(end: readonly Token[], fallback: number): number {
    return end.find((part) => part.type.endsWith('-end'))?.offset ?? fallback
  }

  #unsupported(what: 'complex-key' | 'unknown-anchor', offset: number): Refused {
    return new Refused({ kind: 'unsupported', what, line: lineAt(this.#source.text, offset) })
  }
}

interface Made {
  readonly layout: Layout
  readonly entries: readonly Entry[]
  readonly start: number
  readonly end: number
  readonly left: readonly string[]
}

function styleOf(type: string | undefined): ScalarNode['style'] {
  if (type === 'QUOTE_SINGLE') return 'single'
  if (type === 'QUOTE_DOUBLE') return 'double'
  if (type === 'BLOCK_LITERAL') return 'literal'
  return type === 'BLOCK_FOLDED' ? 'folded' : 'plain'
}

/** Whether a node is a block of whole lines. */
export const isBlock = (node: Node): node is ContainerNode => node.kind !== 'scalar' && node.layout.kind === 'lines'
