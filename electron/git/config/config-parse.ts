/** One line of a Git configuration file. `value` is null where only the name stands there, which means "true". */
export interface ConfigEntry {
  /** Lower case. */
  section: string
  /** As written; null where the section has none. */
  subsection: string | null
  /** Lower case. */
  name: string
  value: string | null
}

const HEADER = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/
const NAME = /^([A-Za-z][A-Za-z0-9-]*)\s*/

/** Reads the syntax of git-config, "Syntax". Lines that make no sense are passed over, as a reader must not stop work for them. */
export function parseConfig(text: string): ConfigEntry[] {
  const entries: ConfigEntry[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  let section = ''
  let subsection: string | null = null
  for (let i = 0; i < lines.length; i++) {
    let rest = (lines[i] ?? '').trimStart()
    const header = HEADER.exec(rest)
    if (header) {
      const [name = '', ...dotted] = (header[1] ?? '').split('.')
      section = name.toLowerCase()
      subsection =
        header[2] === undefined
          ? dotted.length > 0
            ? dotted.join('.').toLowerCase()
            : null
          : header[2].replace(/\\(.)/g, '$1')
      rest = rest.slice(header[0].length).trimStart()
    }
    const named = NAME.exec(rest)
    if (!named?.[1]) continue
    rest = rest.slice(named[0].length)
    const name = named[1].toLowerCase()
    if (!rest.startsWith('=')) {
      entries.push({ section, subsection, name, value: null })
      continue
    }
    let raw = rest.slice(1)
    let value = readValue(raw)
    while (value.continues && i + 1 < lines.length) {
      i += 1
      raw = `${raw.slice(0, -1)}${lines[i] ?? ''}`
      value = readValue(raw)
    }
    entries.push({ section, subsection, name, value: value.text })
  }
  return entries
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' }

/** Quotes, escapes and comments of one value; `continues` where its line ends in a backslash. */
function readValue(raw: string): { text: string; continues: boolean } {
  let text = ''
  let spaces = ''
  let quoted = false
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charAt(i)
    if (c === '\\') {
      if (i + 1 === raw.length) return { text, continues: true }
      i += 1
      text += spaces + (ESCAPES[raw.charAt(i)] ?? raw.charAt(i))
      spaces = ''
    } else if (c === '"') {
      quoted = !quoted
      text += spaces
      spaces = ''
    } else if (!quoted && (c === '#' || c === ';')) {
      break
    } else if (!quoted && /\s/.test(c)) {
      if (text !== '') spaces += c
    } else {
      text += spaces + c
      spaces = ''
    }
  }
  return { text, continues: false }
}
