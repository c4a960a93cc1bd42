import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { cursorFrom, cursorQuery, nextQuery } from './paging.ts'
import { readAnswer } from './read-answer.ts'
import type { RestClient, RestRequest } from './rest-client.ts'

export interface ListQuestion<T extends z.ZodType> {
  path: string
  item: T
  query?: RestRequest['query']
  cursor: string | null
  /** Statuses that mean that there is no such list. */
  none?: readonly number[]
  signal: AbortSignal | undefined
}

/** How a host pages: its largest page, and the parameters in a `Link` header that say where to go on. */
export interface LinkPaging {
  pageSize: number
  parameters: readonly string[]
}

/** One page of a list that a host answers as an array and continues in a `Link` header; null for a status that `none` names. */
export async function getLinkedList<T extends z.ZodType>(
  { rest, domain }: { rest: RestClient; domain: string },
  { pageSize, parameters }: LinkPaging,
  { path, item, query, cursor, none = [], signal }: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  const answer = await rest.get(path, {
    query: { ...query, per_page: pageSize, ...cursorQuery(cursor, parameters) },
    allow: none,
    signal,
  })
  if (none.includes(answer.status)) return null
  const items = readAnswer(z.array(item), answer, domain)
  // Some proxies drop `Link`, which is long; GitLab names the next page in a header of its own as well.
  const page = answer.headers['x-next-page']
  const next = nextQuery(answer.headers['link']) ?? (page ? new URLSearchParams({ page }) : null)
  return { items, next: cursorFrom(next, parameters), notices: answer.notices }
}
