import type { Node, ScalarNode } from './model.ts'
import type { Path } from './rules.ts'

/** The address of a place in its own document, as `$ref` has it (RFC 6901, section 6). */
export const pointerOf = (path: Path): string =>
  `#/${path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

/** A reference to a place or to something in it; `rest` is the way on from there, empty or beginning with a slash. */
export interface Reference {
  readonly node: ScalarNode
  readonly rest: string
}

/** The references to a place, or to something in it: `$ref`, `operationRef` and what discriminators map to. */
export function referencesTo(root: Node, pointer: string): Reference[] {
  const found: Reference[] = []
  const walk = (node: Node, key: string, parent: string): void => {
    if (node.kind !== 'scalar') {
      for (const entry of node.entries) walk(entry.node, entry.key, key)
      return
    }
    const isReference = key === '$ref' || key === 'operationRef' || parent === 'mapping'
    if (!isReference || node.type !== 'string') return
    const target = decoded(node.meaning)
    if (target === pointer || target.startsWith(`${pointer}/`)) found.push({ node, rest: target.slice(pointer.length) })
  }
  walk(root, '', '')
  return found
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}
