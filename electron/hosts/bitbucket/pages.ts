import { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { readAnswer } from '../read-answer.ts'
import type { RestClient, RestRequest } from '../rest-client.ts'

export interface PageQuestion<T extends z.ZodType> {
  path: string
  item: T
  query: NonNullable<RestRequest['query']>
  /** The query of the page, as an earlier one named it; null for the first. */
  cursor: string | null
  allow?: readonly number[]
  signal: AbortSignal | undefined
}

/**
 * One page of a list, or null for a status that `allow` names. Bitbucket names the next page by a whole address (`next`,
 * `Pagination` in its REST introduction). Only the query of that address is used, on the path that was asked: no answer can
 * lead the sign-in elsewhere. A page that names itself or one before it is the last.
 */
export async function getPage<T extends z.ZodType>(
  rest: RestClient,
  domain: string,
  question: PageQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  const { path, item, cursor, allow = [], signal } = question
  const query = cursor === null ? question.query : Object.fromEntries(new URLSearchParams(cursor))
  const answer = await rest.get(path, { query, allow, signal })
  if (allow.includes(answer.status)) return null
  const read = readAnswer(z.object({ values: z.array(item), next: z.string().nullish() }), answer, domain)
  return { items: read.values, next: nextQuery(read.next ?? null, query), notices: answer.notices }
}

function nextQuery(next: string | null, asked: NonNullable<RestRequest['query']>): string | null {
  if (next === null || !URL.canParse(next)) return null
  const query = new URL(next).searchParams
  const before = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value == null ? [] : [[name, `${value}`]])),
  )
  const [page, pageBefore] = [query.get('page'), before.get('page')]
  const isStepBack = /^\d+$/.test(page ?? '') && Number(page) <= (/^\d+$/.test(pageBefore ?? '') ? Number(pageBefore) : 1)
  const isSame = sorted(query) === sorted(before)
  return isStepBack || isSame ? null : query.toString()
}

function sorted(query: URLSearchParams): string {
  const copy = new URLSearchParams(query)
  copy.sort()
  return copy.toString()
}

/** A text within a query (`Filtering and sorting`): in quotes, with quotes and backslashes escaped. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
