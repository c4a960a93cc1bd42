import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { readAnswer } from '../read-answer.ts'
import type { RestAnswer, RestRequest } from '../rest-client.ts'
import type { DataCenterContext } from './context.ts'

export interface PageQuestion<T extends z.ZodType> {
  path: string
  item: T
  query: NonNullable<RestRequest['query']>
  /** Where the page starts, as an earlier one named it; null for the first. */
  cursor: string | null
  allow?: readonly number[]
  signal: AbortSignal | undefined
}

export type DataCenterPage<T> = Page<T> & { headers: RestAnswer['headers'] }

/** Where a page ends and the next begins (`Paged APIs` of the REST documentation). */
export const Paging = { isLastPage: z.boolean().nullish(), nextPageStart: z.number().int().nullish() }

/** One page of a list, or null for a status that `allow` names. */
export async function getPage<T extends z.ZodType>(
  { rest, domain }: DataCenterContext,
  question: PageQuestion<T>,
): Promise<DataCenterPage<z.infer<T>> | null> {
  const { path, item, cursor, allow = [], signal } = question
  const start = startOf(cursor)
  const answer = await rest.get(path, { query: { ...question.query, start }, allow, signal })
  if (allow.includes(answer.status)) return null
  const read = readAnswer(z.object({ values: z.array(item), ...Paging }), answer, domain)
  return { items: read.values, next: nextStart(read, start), notices: answer.notices, headers: answer.headers }
}

/** Where a cursor leads; anything but a number leads to the beginning. */
export function startOf(cursor: string | null): number {
  return cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0
}

/** The next page's cursor; null at the end, which a page that leads back to itself or before is too. */
export function nextStart(
  page: { isLastPage?: boolean | null | undefined; nextPageStart?: number | null | undefined },
  start: number,
): string | null {
  const next = page.nextPageStart ?? null
  return page.isLastPage === true || next === null || next <= start ? null : String(next)
}
