import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { cursorFrom, cursorQuery, nextQuery } from '../paging.ts'
import { readAnswer } from '../read-answer.ts'
import type { RestRequest } from '../rest-client.ts'
import { type GithubContext, PAGE_SIZE, PAGING } from './context.ts'

export interface ListQuestion<T extends z.ZodType> {
  path: string
  item: T
  query?: RestRequest['query']
  cursor: string | null
  /** Statuses that mean an empty list. */
  none?: readonly number[]
  signal: AbortSignal | undefined
}

/** One page of a list that GitHub answers as an array, or null for a status that `none` names. */
export async function getPage<T extends z.ZodType>(
  { rest, domain }: GithubContext,
  { path, item, query, cursor, none = [], signal }: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  const answer = await rest.get(path, {
    query: { ...query, per_page: PAGE_SIZE, ...cursorQuery(cursor, PAGING) },
    allow: none,
    signal,
  })
  if (none.includes(answer.status)) return null
  const items = readAnswer(z.array(item), answer, domain)
  return { items, next: cursorFrom(nextQuery(answer.headers['link']), PAGING), notices: answer.notices }
}
