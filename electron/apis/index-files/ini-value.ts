/**
 * Reads a value as the npm package `ini` does: quoted values are JSON strings, `;` and `#` begin a comment unless a back slash
 * stands before them.
 */
export function readIniValue(raw: string): string {
  const text = raw.trim()
  const quote = text.charAt(0)
  if ((quote === '"' || quote === "'") && text.endsWith(quote)) {
    const inner = quote === "'" ? text.slice(1, -1) : text
    const parsed = parseJsonString(inner)
    return parsed ?? inner
  }
  let value = ''
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === ';' || character === '#') break
    const next = text.charAt(index + 1)
    if (character === '\\' && next !== '') {
      value += next === '\\' || next === ';' || next === '#' ? next : character + next
      index += 1
    } else value += character
  }
  return value.trim()
}

/** Writes a value so that `ini` (and `readIniValue`) gives it back. */
export function writeIniValue(value: string): string {
  const needsQuotes = value === '' || /[=\r\n\\]|^\[|^["']|["']$/.test(value) || value !== value.trim()
  return needsQuotes ? JSON.stringify(value) : value.replaceAll(';', '\\;').replaceAll('#', '\\#')
}

function parseJsonString(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}
