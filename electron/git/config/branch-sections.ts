/**
 * A configuration's text (one character per byte, git-config, "Syntax") without what it says of one branch. Every other byte
 * stays.
 */
export function withoutBranch(text: string, branch: string): string {
  return sectionsOf(text)
    .filter((section) => section.branch !== bytesOf(branch))
    .map(({ head, body }) => head + body)
    .join('')
}

/**
 * The same with all that it says of one branch said of another one instead, at its end; what it said of that before is gone. Where
 * it says nothing of the one, it stays as it is, so that this may be repeated.
 */
export function withBranchRenamed(text: string, from: string, to: string): string {
  const copied = sectionsOf(text).filter((section) => section.branch === bytesOf(from))
  if (copied.length === 0) return text
  const kept = withoutBranch(withoutBranch(text, to), from)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const whole = (part: string) => (part === '' || part.endsWith('\n') ? part : part + lineEnd)
  const head = `[branch "${bytesOf(to).replace(/[\\"]/g, '\\$&')}"]`
  const copies = copied.map(({ body }) =>
    whole(head + (body.startsWith('\n') || body.startsWith('\r') ? '' : `${lineEnd}\t`) + body),
  )
  return [whole(kept), ...copies].join('')
}

interface Section {
  /** Of `[branch "…"]`; null for any other section, and for what comes before the first. */
  branch: string | null
  /** From the line's begin to the closing bracket. */
  head: string
  /** All that follows, up to the next section. */
  body: string
}

const HEADER = /^[ \t]*\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ branch: null, head: '', body: '' }]
  let goesOn = false
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const header = goesOn ? null : HEADER.exec(line)
    if (header) {
      const [head, name = '', subsection] = header
      const isBranch = name.toLowerCase() === 'branch' && subsection !== undefined
      const branch = isBranch ? subsection.replace(/\\(.)/g, '$1') : null
      sections.push({ branch, head, body: line.slice(head.length) })
    } else {
      const last = sections.at(-1)
      if (last) last.body += line
    }
    // A value goes on in the next line where its own ends with a backslash that is not itself escaped.
    goesOn = /(?:^|[^\\])(?:\\\\)*\\\r?\n?$/.test(line) && !/^\s*[#;]/.test(line)
  }
  return sections
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}
