/** What Git would do with the line ends of a file (gitattributes, "End-of-line conversion"). */
export type LineEndingRule =
  | { kind: 'as-is' }
  /** Text by declaration: every CRLF becomes LF on the way in. */
  | { kind: 'text'; checkout: 'lf' | 'crlf' }
  /** Git guesses from the content whether it is text. */
  | { kind: 'auto'; checkout: 'lf' | 'crlf' }

export interface LineEndingSettings {
  autocrlf: 'true' | 'input' | 'false'
  eol: 'lf' | 'crlf' | 'native'
  nativeEol: 'lf' | 'crlf'
}

/** Values of the attributes `text` and `eol`: set (`true`), unset (`false`), a word, or not mentioned (`undefined`). */
export interface LineEndingAttributes {
  text: string | boolean | undefined
  eol: string | boolean | undefined
}

/** Puts attributes and configuration together as Git's `convert_attrs` does. */
export function lineEndingRule(attributes: LineEndingAttributes, settings: LineEndingSettings): LineEndingRule {
  const { text, eol } = attributes
  if (text === false) return { kind: 'as-is' }
  const wanted = eol === 'lf' || eol === 'crlf' ? eol : null
  if (text === 'auto') return { kind: 'auto', checkout: wanted ?? configuredEol(settings) }
  if (text === true || wanted !== null) return { kind: 'text', checkout: wanted ?? configuredEol(settings) }
  if (settings.autocrlf === 'true') return { kind: 'auto', checkout: 'crlf' }
  if (settings.autocrlf === 'input') return { kind: 'auto', checkout: 'lf' }
  return { kind: 'as-is' }
}

function configuredEol(settings: LineEndingSettings): 'lf' | 'crlf' {
  if (settings.autocrlf === 'true') return 'crlf'
  if (settings.autocrlf === 'input') return 'lf'
  return settings.eol === 'native' ? settings.nativeEol : settings.eol
}

const CR = 0x0d
const LF = 0x0a

interface TextStats {
  crlf: number
  loneCr: number
  loneLf: number
  nul: number
  printable: number
  unprintable: number
}

function gather(bytes: Buffer): TextStats {
  const stats: TextStats = { crlf: 0, loneCr: 0, loneLf: 0, nul: 0, printable: 0, unprintable: 0 }
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i] ?? 0
    if (c === CR) {
      if (bytes[i + 1] === LF) {
        stats.crlf += 1
        i += 1
      } else stats.loneCr += 1
    } else if (c === LF) stats.loneLf += 1
    else if (c === 0x7f) stats.unprintable += 1
    else if (c >= 0x20 || c === 0x08 || c === 0x09 || c === 0x1b || c === 0x0c) stats.printable += 1
    else {
      if (c === 0) stats.nul += 1
      stats.unprintable += 1
    }
  }
  // A DOS end-of-file mark does not make a file binary.
  if (bytes[bytes.length - 1] === 0x1a) stats.unprintable -= 1
  return stats
}

/** Git's guess for `auto`. */
function looksBinary(stats: TextStats): boolean {
  return stats.loneCr > 0 || stats.nul > 0 || Math.floor(stats.printable / 128) < stats.unprintable
}

/**
 * A working file's bytes as Git would store them. `known` reads what Git holds of the file already: where that contains CRLF,
 * `auto` leaves the file as it is, so that nobody's whole file changes by itself.
 */
export function toStored(bytes: Buffer, rule: LineEndingRule, known: () => Buffer | null): Buffer {
  if (rule.kind === 'as-is' || !bytes.includes('\r\n')) return bytes
  if (rule.kind === 'auto') {
    if (looksBinary(gather(bytes)) || storedWithCrlf(known())) return bytes
  }
  const result = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let from = 0
  for (let at = bytes.indexOf('\r\n'); at >= 0; at = bytes.indexOf('\r\n', at + 1)) {
    length += bytes.copy(result, length, from, at)
    from = at + 1
  }
  length += bytes.copy(result, length, from)
  return result.subarray(0, length)
}

function storedWithCrlf(known: Buffer | null): boolean {
  if (!known?.includes(CR)) return false
  const stats = gather(known)
  return !looksBinary(stats) && stats.crlf > 0
}

/** Stored bytes as Git would write them into the working folder. */
export function toWorking(bytes: Buffer, rule: LineEndingRule): Buffer {
  if (rule.kind === 'as-is' || rule.checkout !== 'crlf') return bytes
  const stats = gather(bytes)
  if (stats.loneLf === 0) return bytes
  if (rule.kind === 'auto' && (stats.loneCr > 0 || stats.crlf > 0 || looksBinary(stats))) return bytes
  const result = Buffer.allocUnsafe(bytes.length + stats.loneLf)
  let length = 0
  let from = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (at > 0 && bytes[at - 1] === CR) continue
    length += bytes.copy(result, length, from, at)
    result[length++] = CR
    from = at
  }
  length += bytes.copy(result, length, from)
  return result.subarray(0, length)
}
