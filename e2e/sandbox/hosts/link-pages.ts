import type { RestRequest } from './model.ts'

/** One page of a list by `page` and `per_page`, and the headers that lead on ("Link", RFC 8288). `base` is the REST base's address. */
export function linkedPage<T>(
  request: RestRequest,
  base: string,
  items: readonly T[],
): { items: T[]; headers: Record<string, string> } {
  const size = Math.min(100, Math.max(1, Number(request.query.get('per_page') ?? '30') || 30))
  const page = Math.max(1, Number(request.query.get('page') ?? '1') || 1)
  const shown = items.slice((page - 1) * size, page * size)
  if (page * size >= items.length) return { items: shown, headers: {} }
  return { items: shown, headers: { Link: `<${addressWith(request, base, { page: String(page + 1) })}>; rel="next"` } }
}

/** The address of the request with other parameters. */
export function addressWith(request: RestRequest, base: string, changes: Record<string, string>): string {
  const query = new URLSearchParams(request.query)
  for (const [name, value] of Object.entries(changes)) query.set(name, value)
  return `${base}${request.path}?${query}`
}
