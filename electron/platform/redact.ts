const HIDDEN = '[hidden]'

/**
 * Takes out of a line what could be a secret: credentials in addresses, authorisation headers, the well-known prefixes of hosts'
 * tokens, values named like secrets, query strings, and long runs that look random. Object ids (40 hexadecimal digits) stay.
 */
export function redact(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`)
    .replace(
      /\b(authorization|proxy-authorization|cookie|set-cookie)(\\*["']?\s*[:=]\s*\\*["']?)[^\r\n"'\\]+/gi,
      `$1$2${HIDDEN}`,
    )
    .replace(/\b(basic|bearer|token)(\s+)[A-Za-z0-9+/_=.~-]{8,}/gi, `$1$2${HIDDEN}`)
    .replace(
      /\b([\w-]*(?:token|secret|password|passwd|passphrase|api[_-]?key|private[_-]?key|credential)s?)(\\*["']?\s*[:=]\s*\\*["']?)[^\s"',;&}\\]+/gi,
      `$1$2${HIDDEN}`,
    )
    .replace(/\b(?:gh[pousr]_|github_pat_|glpat-|gloas-|gldt-|ATATT|ATBB|BBDC-|xox[abp]-)[A-Za-z0-9_=+/.-]+/g, HIDDEN)
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/gi, `$1?${HIDDEN}`)
    .replace(/[A-Za-z0-9+/_=-]{32,}/g, (run) => (looksRandom(run) ? HIDDEN : run))
}

function looksRandom(run: string): boolean {
  if (/^[0-9a-f]{40}$/.test(run) || run.includes('/')) return false
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(run)).length
  return kinds === 3 || /^[a-z0-9]{52}$/.test(run)
}
