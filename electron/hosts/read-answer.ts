import type { z } from 'zod'
import { Failure } from '../failure.ts'
import type { RestAnswer } from './rest-client.ts'

/** The part of a host's answer that is used. An answer of another shape fails with `REMOTE_FAILED`. */
export function readAnswer<T extends z.ZodType>(
  schema: T,
  answer: Pick<RestAnswer, 'status' | 'json'>,
  domain: string,
): z.infer<T> {
  const read = schema.safeParse(answer.json)
  if (read.success) return read.data
  throw new Failure('REMOTE_FAILED', { domain, status: answer.status, hostWords: null }, { cause: read.error })
}

/**
 * The answer to a question that only adds to another one (may this be pushed to, what is protected); null where the host
 * refuses it. Being cut off is no answer: an abort goes on.
 */
export async function advice<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
