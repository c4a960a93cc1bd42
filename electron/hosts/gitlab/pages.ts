import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { cursorFrom, cursorQuery, nextQuery } from '../paging.ts'
import { readAnswer } from '../read-answer.ts'
import type { RestRequest } from '../rest-client.ts'
import { type GitlabContext, PAGE_SIZE, PAGING } from './context.ts'

export interface ListQuestion<T extends z.ZodType> {
  path: string
  item: T
  query?: RestRequest['query']
  cursor: string | null
  /** Statuses that mean that there is no such list. */
  none?: readonly number[]
  signal: AbortSignal | undefined
}

/** One page of a list, or null for a status that `none` names. `x-total` is not counted on: large lists have none. */
export async function getPage<T extends z.ZodType>(
  { rest, domain }: GitlabContext,
  { path, item, query, cursor, none = [], signal }: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  const answer = await rest.get(path, {
    query: { ...query, per_page: PAGE_SIZE, ...cursorQuery(cursor, PAGING) },
    allow: none,
    signal,
  })
  if (none.includes(answer.status)) return null
  const items = readAnswer(z.array(item), answer, domain)
  // Some proxies drop `Link`, which is long.
  const page = answer.headers['x-next-page']
  const next = nextQuery(answer.headers['link']) ?? (page ? new URLSearchParams({ page }) : null)
  return { items, next: cursorFrom(next, PAGING), notices: answer.notices }
}
