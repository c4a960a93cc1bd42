import type { Format } from '../merge/structured/merge-structured.ts'

/** Smaller entries stay: they tell what kind of document it is, and cost nothing. */
const WORTH_CUTTING = 2000

interface Texts {
  readonly before: string
  readonly after: string
}

/** One entry of a map as written, from its key's line to the next key's. */
interface Block {
  readonly key: string
  readonly text: string
}

interface Cuttable extends Block {
  /** The key's own line, the entries of the map it holds, and the line that closes it; null where it holds none. */
  readonly inside: { readonly head: string; readonly entries: readonly Block[]; readonly tail: string } | null
}

/**
 * Takes out of two large texts what both write the same: entries of maps at the second level (the paths, the schemas), so that
 * reading costs what changed instead of what there is. Works on lines alone, for JSON that is written on lines and YAML in block
 * style; any other text stays as it is. What is left of both means different things exactly where the whole texts do. An alias may
 * have lost its anchor; who cannot read the rest reads the whole.
 */
export function cutEqual(texts: Texts, format: Format): Texts {
  const old = partsOf(texts.before, format)
  const now = partsOf(texts.after, format)
  if (!old || !now) return texts
  const others = new Map(now.map((block) => [block.key, block]))
  const cutBefore = new Map<Cuttable, string>()
  const cutAfter = new Map<Cuttable, string>()
  for (const a of old) {
    const b = others.get(a.key)
    if (!b?.inside || !a.inside || a.text.length < WORTH_CUTTING) continue
    const same = sameBlocks(a.inside.entries, b.inside.entries, format)
    if (same.size === 0) continue
    cutBefore.set(a, without(a.inside, same))
    cutAfter.set(b, without(b.inside, same))
  }
  const joined = (parts: readonly Cuttable[], cut: ReadonlyMap<Cuttable, string>) =>
    parts.map((part) => cut.get(part) ?? part.text).join('')
  return { before: joined(old, cutBefore), after: joined(now, cutAfter) }
}

/** Keys of entries written alike. One stays where any other does, so that a map of some is not held against one of none. */
function sameBlocks(old: readonly Block[], now: readonly Block[], format: Format): ReadonlySet<string> {
  const norm = ({ text }: Block) => (format === 'json' ? text.replace(/,\s*$/, '') : text.trimEnd())
  const texts = new Map(old.map((block) => [block.key, norm(block)]))
  const isOnce = texts.size === old.length && new Set(now.map(({ key }) => key)).size === now.length
  const same = new Set(isOnce ? now.filter((block) => texts.get(block.key) === norm(block)).map(({ key }) => key) : [])
  const [first] = same
  if (first !== undefined) same.delete(first)
  return same
}

function without({ head, entries, tail }: NonNullable<Cuttable['inside']>, same: ReadonlySet<string>): string {
  return [head, ...entries.flatMap(({ key, text }) => (same.has(key) ? [] : [text])), tail].join('')
}

/** The text as the entries of its root, with what stands before the first and after the last among them; null if not on lines. */
function partsOf(text: string, format: Format): Cuttable[] | null {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  if (format === 'yaml' && lines.some((line, index) => /^(?:---|\.\.\.|%)/.test(line) && index > 0)) return null
  const step = format === 'json' ? indentOf(lines.find((line) => /^[ \t]+"/.test(line)) ?? '') : 0
  if (format === 'json' && (step === 0 || lines[0]?.trim() !== '{')) return null
  const blocks = blocksAt(lines, step, format)
  if (!blocks) return null
  return blocks.map((block) => ({ key: block.key, text: block.lines.join(''), inside: insideOf(block.lines, step, format) }))
}

interface LineBlock {
  readonly key: string
  readonly lines: string[]
}

/** Cuts lines before each key at one indentation. What stands before the first key has no key itself. */
function blocksAt(lines: readonly string[], indent: number, format: Format): LineBlock[] | null {
  const blocks: LineBlock[] = [{ key: '', lines: [] }]
  for (const line of lines) {
    if (indentOf(line) === indent && !/^\s*(?:#|$)/.test(line)) {
      const key = keyOf(line, format)
      // A list, or a key that is none on a line of its own.
      if (key === null && !(format === 'json' && /^\s*[}\]]/.test(line)) && !/^---\s*$/.test(line)) return null
      if (key !== null) blocks.push({ key, lines: [] })
    }
    blocks.at(-1)?.lines.push(line)
  }
  return blocks
}

function insideOf(lines: readonly string[], outer: number, format: Format): Cuttable['inside'] {
  const [head = '', ...rest] = lines
  const opens = format === 'json' ? /^\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*$/ : /^[^\s#'"&*!|>][^:]*:\s*(?:#.*)?$/
  if (!opens.test(head)) return null
  const indent = indentOf(rest.find((line) => !/^\s*(?:#|$)/.test(line)) ?? '')
  if (indent <= outer) return null
  const end = format === 'json' ? rest.findIndex((line) => indentOf(line) <= outer && line.trim() !== '') : rest.length
  const body = rest.slice(0, end < 0 ? rest.length : end)
  if (body.some((line) => indentOf(line) < indent && !/^\s*(?:#|$)/.test(line))) return null
  const [before, ...entries] = blocksAt(body, indent, format) ?? []
  if (!before || entries.length === 0) return null
  return {
    head: [head, ...before.lines].join(''),
    entries: entries.map((block) => ({ key: block.key, text: block.lines.join('') })),
    tail: rest.slice(body.length).join(''),
  }
}

const indentOf = (line: string) => line.length - line.trimStart().length

function keyOf(line: string, format: Format): string | null {
  const pattern =
    format === 'json'
      ? /^\s*("(?:[^"\\]|\\.)*")\s*:/
      : /^\s*((?:[^\s#&*!|>'"{[?-][^#]*?|"(?:[^"\\]|\\.)*"|'[^']*'))\s*:(?:\s|$)/
  return pattern.exec(line)?.[1] ?? null
}
