/** Bytes of a line that is not UTF-8 stand as lone surrogates, which no real text holds (as Python's `surrogateescape` has it). */
const ESCAPE = 0xdc00
const ESCAPED = /(?<![\ud800-\udbff])([\udc80-\udcff]+)/

/** Reads bytes as UTF-8, line by line, so that `encodeLossless` gives back the very bytes, whatever they are. */
export function decodeLossless(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const lines: string[] = []
  for (let at = 0; at <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, at)
    const end = found < 0 ? bytes.length : found
    lines.push(decodeLine(decoder, bytes.subarray(at, end)))
    at = end + 1
  }
  return lines.join('\n')
}

export function encodeLossless(text: string): Uint8Array {
  return Buffer.concat(
    text
      .split(ESCAPED)
      .map((part, index) =>
        index % 2 === 0 ? Buffer.from(part) : Buffer.from([...part].map((c) => c.charCodeAt(0) - ESCAPE)),
      ),
  )
}

/** Whether a text holds bytes that are not UTF-8. */
export function holdsOddBytes(text: string): boolean {
  return ESCAPED.test(text)
}

function decodeLine(decoder: TextDecoder, line: Uint8Array): string {
  try {
    return decoder.decode(line)
  } catch {
    return [...line].map((byte) => String.fromCharCode(byte < 0x80 ? byte : ESCAPE + byte)).join('')
  }
}
