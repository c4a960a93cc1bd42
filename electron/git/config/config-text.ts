/** One setting's place in a configuration file. */
export interface ConfigKey {
  /** Lower case. */
  section: string
  /** As written; null for none. */
  subsection: string | null
  /** Lower case. */
  name: string
}

const HEADER = /^\s*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]\s*/
const NAME = /^(\s*)([A-Za-z][A-Za-z0-9-]*)\s*(=|$)/

/**
 * The text of a configuration file in which the first value of a key has become `value`; without one a section is appended. `text`
 * is one character per byte, as is what comes back. Everything else stays as it is (git-config, "Syntax").
 */
export function withFirstValue(text: string, key: ConfigKey, value: string): string {
  const [first] = findSettings(text, key)
  if (!first) return withSection(text, key, [value])
  const lineEnd = text.slice(first.from, first.to).endsWith('\r') ? '\r' : ''
  return `${text.slice(0, first.from)}${first.indent}${key.name} = ${bytesOf(quoted(value))}${lineEnd}${text.slice(first.to)}`
}

/** The same with exactly these values of a key, in a section of their own at the end. */
export function withValues(text: string, key: ConfigKey, values: readonly string[]): string {
  const settings = findSettings(text, key)
  const rest = [...settings].reverse().reduce((left, { from, to }) => left.slice(0, from) + left.slice(to + 1), text)
  return withSection(rest, key, values)
}

/** A section with these values of one key appended. */
export function withSection(text: string, { section, subsection, name }: ConfigKey, values: readonly string[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd
  const head = subsection === null ? `[${section}]` : `[${section} "${subsection.replace(/[\\"]/g, '\\$&')}"]`
  const lines = [head, ...values.map((value) => `\t${name} = ${quoted(value)}`), '']
  return text + gap + bytesOf(lines.join(lineEnd))
}

interface Setting {
  /** From where its name begins (or its line, where it has that for itself) to the end of its last line, without the line break. */
  from: number
  to: number
  indent: string
}

function findSettings(text: string, key: ConfigKey): Setting[] {
  const subsection = key.subsection === null ? null : bytesOf(key.subsection)
  const found: Setting[] = []
  let inside = false
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at)
    const line = text.slice(at, end)
    const header = HEADER.exec(line)
    if (header) {
      const written = header[2] === undefined ? null : header[2].replace(/\\(.)/g, '$1')
      inside = header[1]?.toLowerCase() === key.section && written === subsection
    }
    const from = at + (header?.[0].length ?? 0)
    const named = NAME.exec(text.slice(from, end).replace(/\r$/, ''))
    const to = named ? endOfValue(text, end) : end
    if (inside && named?.[2]?.toLowerCase() === key.name) found.push({ from, to, indent: named[1] ?? '' })
    at = to + 1
  }
  return found
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** A value goes on in the next line where its own ends with a backslash that is not itself escaped. */
function endOfValue(text: string, lineEnd: number): number {
  let end = lineEnd
  while (end < text.length && /(?:^|[^\\])(?:\\\\)*\\\r?$/.test(text.slice(Math.max(0, end - 64), end))) {
    end = endOfLine(text, end + 1)
  }
  return end
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function quoted(text: string): string {
  return /[#;"\\\s]/.test(text) ? `"${text.replace(/[\\"]/g, '\\$&')}"` : text
}
