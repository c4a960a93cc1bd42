import type { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { getLinkedList, type ListQuestion } from '../linked-list.ts'
import { type GithubContext, PAGING } from './context.ts'

/** One page of a list that GitHub answers as an array, or null for a status that `none` names. */
export function getPage<T extends z.ZodType>(
  context: GithubContext,
  question: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  return getLinkedList(context, PAGING, question)
}
