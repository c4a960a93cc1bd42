/**
 * Git's wildcard language (gitignore, "PATTERN FORMAT") as a regular expression over a whole path: `*` and `?` stop at
 * slashes, `**` between slashes does not.
 */
export function wildcardExpression(pattern: string, options: { ignoreCase: boolean }): RegExp {
  let source = ''
  let i = 0
  while (i < pattern.length) {
    const c = pattern.charAt(i)
    if (c === '*') {
      let stars = 1
      while (pattern.charAt(i + stars) === '*') stars += 1
      const opens = i === 0 || pattern.charAt(i - 1) === '/'
      const after = pattern.charAt(i + stars)
      i += stars
      if (stars >= 2 && opens && after === '/') {
        source += '(?:.*/)?'
        i += 1
      } else if (stars >= 2 && opens && after === '') {
        source += '.*'
      } else {
        source += '[^/]*'
      }
    } else if (c === '?') {
      source += '[^/]'
      i += 1
    } else if (c === '[') {
      const group = readClass(pattern, i)
      source += group.source
      i = group.end
    } else {
      const literal = c === '\\' && i + 1 < pattern.length ? pattern.charAt(++i) : c
      source += literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      i += 1
    }
  }
  try {
    return new RegExp(`^${source}$`, options.ignoreCase ? 'is' : 's')
  } catch {
    return /^(?!)/
  }
}

export function matchesWildcard(pattern: string, path: string, options: { ignoreCase: boolean }): boolean {
  return wildcardExpression(pattern, options).test(path)
}

const NAMED_CLASSES: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
}

/** A bracket expression beginning at `start`. An unclosed one matches nothing, as in Git. */
function readClass(pattern: string, start: number): { source: string; end: number } {
  let i = start + 1
  const negated = pattern.charAt(i) === '!' || pattern.charAt(i) === '^'
  if (negated) i += 1
  let inner = ''
  let first = true
  while (i < pattern.length && (first || pattern.charAt(i) !== ']')) {
    first = false
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(i))
    if (named?.[1]) {
      inner += NAMED_CLASSES[named[1]] ?? ''
      i += named[0].length
      continue
    }
    let c = pattern.charAt(i)
    if (c === '\\' && i + 1 < pattern.length) c = pattern.charAt(++i)
    else if (c === '-') {
      inner += '-'
      i += 1
      continue
    }
    inner += c.replace(/[\\\]^[-]/g, '\\$&')
    i += 1
  }
  if (pattern.charAt(i) !== ']') return { source: '(?!)', end: pattern.length }
  return { source: negated ? `(?!/)[^${inner}]` : `(?!/)[${inner}]`, end: i + 1 }
}
