import { childText, type ListNode, type Node } from '../merge/structured/model.ts'

/** Longer values are cut: what they change is seen in the text. */
const LONGEST = 2000

/** A value without parts as people read it: text as it is, an empty container by its brackets. */
export function valueInWords(node: Node): string {
  if (node.kind === 'map') return '{}'
  if (node.kind === 'list') return '[]'
  return cut(node.type === 'alias' ? `*${node.meaning}` : node.meaning)
}

/** Two values that differ, so that they also look different: by quotes or by what YAML calls their tag and anchor. */
export function differingWords(before: Node, after: Node): { before: string; after: string } {
  const plain = { before: valueInWords(before), after: valueInWords(after) }
  if (plain.before !== plain.after) return plain
  const exact = { before: exactWords(before), after: exactWords(after) }
  return exact.before === exact.after ? { before: restOf(before), after: restOf(after) } : exact
}

/** What tells an item of a list apart, as people call it; null where nothing does. */
export function itemInWords(node: Node): string | null {
  if (node.kind !== 'map') return null
  const place = childText(node, 'in')
  const name = childText(node, 'name')
  if (name !== undefined) return place === undefined ? cut(name) : `${cut(name)} (${place})`
  for (const key of ['key', 'listen', 'operationId', 'url', 'id']) {
    const text = childText(node, key)
    if (text !== undefined && text !== '') return cut(text)
  }
  const reference = childText(node, '$ref')
  return reference === undefined ? null : (reference.split('/').at(-1) ?? reference)
}

/** The members of a set in their order. */
export function membersInWords(list: ListNode): string {
  return cut(list.entries.map(({ node }) => itemInWords(node) ?? valueInWords(node)).join(', '))
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

function exactWords(node: Node): string {
  const value = node.kind === 'scalar' && node.type === 'string' ? JSON.stringify(node.meaning) : valueInWords(node)
  return cut(node.props === '' ? value : `${node.props} ${value}`)
}

/** Of two long texts that only begin alike, the end of each. */
function restOf(node: Node): string {
  return node.kind === 'scalar' ? `…${node.meaning.slice(-LONGEST)}` : exactWords(node)
}
