/**
 * The query of the `rel="next"` address in a `Link` header (RFC 8288), or null at the end of a list. Only its query counts: a
 * host behind a proxy may name itself differently there.
 */
export function nextQuery(link: string | undefined): URLSearchParams | null {
  for (const [, address = '', parameters = ''] of (link ?? '').matchAll(/<([^>]*)>([^,<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?([^";]*\s)?next\b/i.test(parameters)) continue
    const mark = address.indexOf('?')
    return new URLSearchParams(mark < 0 ? '' : address.slice(mark + 1))
  }
  return null
}

/** The part of a query that says where a list goes on, as the cursor that is handed out; null where there is none of it. */
export function cursorFrom(query: URLSearchParams | null, parameters: readonly string[]): string | null {
  if (!query) return null
  const kept = new URLSearchParams()
  for (const name of parameters) {
    const value = query.get(name)
    if (value !== null) kept.set(name, value)
  }
  return kept.size > 0 ? kept.toString() : null
}

/** The parameters within a cursor that came back: those of the list's paging and no others. */
export function cursorQuery(cursor: string | null, parameters: readonly string[]): Record<string, string> {
  const query = new URLSearchParams(cursor ?? '')
  return Object.fromEntries([...query].filter(([name]) => parameters.includes(name)))
}
