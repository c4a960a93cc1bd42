import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { readAnswer } from '../read-answer.ts'
import type { RestClient, RestRequest } from '../rest-client.ts'
import { VERSION } from './context.ts'

export interface ListQuestion<T extends z.ZodType> {
  path: string
  item: T
  query?: NonNullable<RestRequest['query']>
  allow?: readonly number[]
  signal: AbortSignal | undefined
}

/** A list that the host gives whole, or null for a status that `allow` names. */
export async function getList<T extends z.ZodType>(
  rest: RestClient,
  domain: string,
  question: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  const { path, item, query = {}, allow = [], signal } = question
  const answer = await rest.get(path, { query: { ...VERSION, ...query }, allow, signal })
  if (allow.includes(answer.status)) return null
  const { value } = readAnswer(z.object({ value: z.array(item) }), answer, domain)
  return { items: value, next: answer.headers['x-ms-continuationtoken'] || null, notices: answer.notices }
}

/**
 * One page of a list, or null for a status that `allow` names. The next page is what the header `x-ms-continuationtoken`
 * names; where the host sends none but filled the page, and `canSkip`, entries are counted (`$skip`). The cursor is `token:…`
 * or `skip:…`. A page that names itself is the last.
 */
export async function getPage<T extends z.ZodType>(
  rest: RestClient,
  domain: string,
  question: ListQuestion<T> & { cursor: string | null; length: number; canSkip: boolean },
): Promise<Page<z.infer<T>> | null> {
  const { cursor, length, canSkip, query } = question
  const token = cursor?.startsWith('token:') ? cursor.slice('token:'.length) : null
  const skip = /^skip:(\d{1,9})$/.exec(cursor ?? '')?.[1] ?? null
  const page = await getList(rest, domain, {
    ...question,
    query: { ...query, $top: length, continuationToken: token, $skip: skip },
  })
  if (page === null) return null
  const counted = canSkip && token === null && page.items.length === length ? `skip:${Number(skip ?? 0) + length}` : null
  const next = page.next === null ? counted : `token:${page.next}`
  return { ...page, next: next === cursor ? null : next }
}
