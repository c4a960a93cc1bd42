import type { FailureValue } from '#shared/contract/failures.ts'
import { choice, type TextValues, type Translate } from './texts.ts'

/** A failure for people: what happened, whether work is safe, what to do next, and what the server itself said. */
export interface FailureWords {
  happened: string
  safe: string
  next: string
  hostWords: string | null
}

/** Fields of the failures' data that name one of several cases; the others are shown as they are. */
const CHOICES = new Set(['what', 'reason', 'operation', 'feature', 'neededFor'])

function valuesOf(failure: FailureValue): TextValues {
  const values: Record<string, string | number | null> = {}
  for (const [field, value] of Object.entries(failure.data)) {
    if (typeof value === 'string') values[field] = CHOICES.has(field) ? choice(value) : value
    else if (typeof value === 'number' || value === null) values[field] = value
  }
  return values
}

/** Finds the three parts of a failure in the catalogue, filled with its data. */
export function failureWords(t: Translate, failure: FailureValue): FailureWords {
  const values = valuesOf(failure)
  const hostWords = 'hostWords' in failure.data ? failure.data.hostWords : null
  return {
    happened: t(`failures.${failure.code}.happened`, values),
    safe: t(`failures.${failure.code}.safe`, values),
    next: t(`failures.${failure.code}.next`, values),
    hostWords: hostWords === '' ? null : hostWords,
  }
}
