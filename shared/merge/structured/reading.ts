import type { Numbering } from '../text/numbering.ts'
import type { Entry, Node, ScalarNode } from './model.ts'

/** Why a text is not merged by structure. */
export type Refusal =
  | { readonly kind: 'unreadable'; readonly message: string; readonly line: number }
  | { readonly kind: 'duplicate-key'; readonly key: string; readonly line: number }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unsupported'; readonly what: 'complex-key' | 'directive' | 'unknown-anchor'; readonly line: number }

/** A text read with positions; JSON has one document. */
export interface ReadText {
  readonly kind: 'read'
  readonly roots: readonly Node[]
  readonly comments: readonly string[]
}

export type Reading = ReadText | { readonly kind: 'refused'; readonly because: Refusal }

/** Thrown within a reader, caught at its door. */
export class Refused extends Error {
  readonly because: Refusal
  constructor(because: Refusal) {
    super(because.kind)
    this.because = because
  }
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

/** The numbers by which a scalar is compared. */
export function scalarNumber(numbers: Numbering, type: ScalarNode['type'], meaning: string, props: string): number {
  return numbers.of(`${type}${JSON.stringify(meaning)}${props}`)
}

/** The numbers by which a container is compared: keys in any order, comments apart. */
export function containerNumbers(
  numbers: Numbering,
  kind: 'map' | 'list',
  entries: readonly Entry[],
  props: string,
): { readonly value: number; readonly full: number } {
  const fulls = entries.map((entry) => `${entry.full}`)
  const value = valuesNumber(
    numbers,
    kind,
    entries.map((entry) => [entry.key, entry.node.value]),
    props,
  )
  return { value, full: numbers.of(`full ${kind} ${fulls.join()}${props}`) }
}

/** The number by which a container is compared, from the keys (empty for items) and numbers of what it holds. */
export function valuesNumber(
  numbers: Numbering,
  kind: 'map' | 'list',
  parts: readonly (readonly [key: string, value: number])[],
  props: string,
): number {
  const values = parts.map(([key, value]) => (kind === 'map' ? `${JSON.stringify(key)}:${value}` : `${value}`))
  if (kind === 'map') values.sort()
  return numbers.of(`${kind} ${values.join()}${props}`)
}

/** The number by which an entry is compared. */
export function entryNumber(numbers: Numbering, key: string, node: Node, comments: readonly string[]): number {
  return numbers.of(`entry${JSON.stringify([key, node.full, ...comments])}`)
}

/** Says which key comes twice. */
export function refuseDuplicates(entries: readonly Entry[], text: string): void {
  const seen = new Set<string>()
  for (const { key, start } of entries) {
    if (seen.has(key)) throw new Refused({ kind: 'duplicate-key', key, line: lineAt(text, start) })
    seen.add(key)
  }
}
