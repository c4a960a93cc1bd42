import type { LineEnding } from '../text/line-ending.ts'

/** Deeper documents are left to the text merge: every step below follows the nesting. */
export const MAX_DEPTH = 400

/** The text that nodes point into. Positions are UTF-16 offsets in `text`. */
export interface Source {
  readonly format: 'json' | 'yaml'
  readonly text: string
  readonly eol: LineEnding
  /** One step of indentation. */
  readonly step: string
}

interface NodeBase {
  readonly source: Source
  readonly start: number
  readonly end: number
  /** Tag and anchor as written; empty for most. */
  readonly props: string
  /** Equal for nodes of equal value (order of keys and comments aside), across the versions of one merge. */
  readonly value: number
  /** Equal for nodes of equal value and equal comments. */
  readonly full: number
}

/** A value without parts. `meaning` is the decoded text, of numbers the text as written, so that 1.0 and 1 are two. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'alias'
  readonly meaning: string
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
}

/** `lines`: YAML block style, entries own whole lines; `inline` when the first stands behind `- `. `commas`: JSON and YAML flow. */
export type Layout =
  | { readonly kind: 'lines'; readonly column: number; readonly firstIsInline: boolean }
  | { readonly kind: 'commas'; readonly tail: string; readonly trailingComma: boolean }

/** A mapping; keys are unique. */
export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly layout: Layout
  readonly entries: readonly Entry[]
}

/** A sequence. */
export interface ListNode extends NodeBase {
  readonly kind: 'list'
  readonly layout: Layout
  readonly entries: readonly Entry[]
}

export type ContainerNode = MapNode | ListNode
export type Node = ScalarNode | ContainerNode

/** A part of a container: a key with its value, or an item (then `key` is empty). */
export interface Entry {
  readonly key: string
  readonly node: Node
  /** What stands before it: whole lines of comments (lines), or all since the comma (commas). */
  readonly lead: string
  /** From the key or the dash on, up to and with the end of its last line (lines) or of its value (commas). */
  readonly start: number
  readonly end: number
  /** Between its value and the comma or bracket (commas only). */
  readonly gap: string
  /** Whether it is made of whole lines (YAML block style). */
  readonly ownsLines: boolean
  /** Comments that belong to it, trimmed. */
  readonly comments: readonly string[]
  /** Equal for entries of equal key, value and comments. */
  readonly full: number
}

/** The text of a node. */
export const nodeText = (node: Node): string => node.source.text.slice(node.start, node.end)

/** The text of an entry, without what stands before it. */
export const entryText = (entry: Entry): string => entry.node.source.text.slice(entry.start, entry.end)

/** The entry of a key, or undefined. */
export function entryIndex(map: MapNode): ReadonlyMap<string, Entry> {
  return new Map(map.entries.map((entry) => [entry.key, entry]))
}

/** The value of a key; undefined where there is none. */
export function childNode(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.node : undefined
}

/** The text of a child that is a plain value; undefined for any other. */
export function childText(node: Node | undefined, key: string): string | undefined {
  const child = childNode(node, key)
  return child?.kind === 'scalar' && child.type !== 'alias' && child.type !== 'null' ? child.meaning : undefined
}
