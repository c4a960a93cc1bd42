import type { z } from 'zod'
import type { Page } from '#shared/domain/hosting.ts'
import { getLinkedList, type ListQuestion } from '../linked-list.ts'
import { type GitlabContext, PAGING } from './context.ts'

/** One page of a list, or null for a status that `none` names. `x-total` is not counted on: large lists have none. */
export function getPage<T extends z.ZodType>(
  context: GitlabContext,
  question: ListQuestion<T>,
): Promise<Page<z.infer<T>> | null> {
  return getLinkedList(context, PAGING, question)
}
