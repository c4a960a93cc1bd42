import { z } from 'zod'

export type RecognisedCollection =
  | { kind: 'collection'; name: string; format: 'v2.1' | 'v2.0' | 'v1'; id: string | null }
  | { kind: 'not-a-collection' }

const Version2 = z.object({
  info: z.object({ name: z.string(), schema: z.string().optional(), _postman_id: z.string().optional() }),
  item: z.array(z.unknown()),
})
const Version1 = z.object({ id: z.string(), name: z.string(), requests: z.array(z.unknown()) })

/** Recognises a Collection of format 2.1, 2.0 or 1 by its own words (`info.schema`). Text that is not JSON is none. */
export function recogniseCollection(text: string): RecognisedCollection {
  const value = parse(text)
  const second = Version2.safeParse(value)
  if (second.success) {
    const { name, schema, _postman_id: id } = second.data.info
    if (schema !== undefined && !/\/collection\/v2\.\d+(?:\.\d+)?\//.test(schema)) return { kind: 'not-a-collection' }
    return { kind: 'collection', name, format: schema?.includes('/v2.0') ? 'v2.0' : 'v2.1', id: id ?? null }
  }
  const first = Version1.safeParse(value)
  if (first.success) return { kind: 'collection', name: first.data.name, format: 'v1', id: first.data.id }
  return { kind: 'not-a-collection' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
