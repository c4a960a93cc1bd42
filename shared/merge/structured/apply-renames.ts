import { keyText } from './indentation.ts'
import { childNode, type Node, nodeText } from './model.ts'
import { pointerOf, referencesTo } from './references.ts'
import type { Rename } from './renames.ts'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text with renamed keys and with the references to them following; nothing else is touched. */
export function applyRenames(text: string, root: Node, renames: readonly Rename[]): string {
  const edits = renames.flatMap((rename) => editsFor(root, rename)).sort((a, b) => a.start - b.start)
  let written = 0
  let result = ''
  for (const { start, end, text: replacement } of edits) {
    if (start < written) continue
    result += text.slice(written, start) + replacement
    written = end
  }
  return result + text.slice(written)
}

function editsFor(root: Node, { container, from, to }: Rename): Edit[] {
  let map: Node | undefined = root
  for (const key of container) map = childNode(map, key)
  const entry = map?.kind === 'map' ? map.entries.find(({ key }) => key === from) : undefined
  const edits: Edit[] = []
  if (entry) {
    const written = entry.node.source.format === 'json' ? JSON.stringify(from) : keyText(entry)
    const old = entry.node.source.text.slice(entry.start, entry.node.start)
    const length = entry.node.source.format === 'json' ? /^"(?:[^"\\]|\\.)*"/.exec(old)?.[0].length : written.length
    if (length !== undefined)
      edits.push({ start: entry.start, end: entry.start + length, text: quoted(to, written, PLAIN_KEY) })
  }
  const target = pointerOf([...container, to])
  for (const { node, rest } of referencesTo(root, pointerOf([...container, from]))) {
    edits.push({ start: node.start, end: node.end, text: quoted(target + rest, nodeText(node), PLAIN_NEVER) })
  }
  return edits
}

const PLAIN_KEY = /^[A-Za-z/][\w./{}-]*$/
const PLAIN_NEVER = /^(?!)/

/** A text in the quotes of another, or in none where it may stand so. */
function quoted(text: string, like: string, plain: RegExp): string {
  if (like.startsWith("'")) return `'${text.replaceAll("'", "''")}'`
  const isWord = /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return !like.startsWith('"') && plain.test(text) && !isWord ? text : JSON.stringify(text)
}
