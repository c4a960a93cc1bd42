import type { FailureValue } from '#shared/contract/failures.ts'
import { choice, type TextValues, type Translate } from './texts.ts'

/** A failure for people: what happened, whether work is safe, what to do next, and what the server itself said. */
export interface FailureWords {
  happened: string
  safe: string
  next: string
  hostWords: string | null
  /** The host's page on which it can be put right, where there is one. */
  remedy: { url: string; words: string } | null
}

/** Fields of the failures' data that name one of several cases; the others are shown as they are. */
const CHOICES = new Set(['what', 'reason', 'operation', 'feature', 'neededFor'])

/** Fields of the failures' data that are moments. */
const MOMENTS = new Set(['retryAt', 'until'])

function valuesOf(failure: FailureValue): TextValues {
  const values: Record<string, string | number | Date | null> = {}
  for (const [field, value] of Object.entries(failure.data)) {
    if (typeof value === 'string') values[field] = textOf(field, value)
    else if (Array.isArray(value)) values[field] = value.length === 0 ? 'none' : value.join(', ')
    else if (typeof value === 'number' || value === null) values[field] = value
  }
  // Graft's own clones have no name that people know them by.
  if (failure.code === 'CLONE_MISSING') values['whose'] = failure.data.folder === '' ? 'graft' : 'person'
  return values
}

function textOf(field: string, value: string): string | Date {
  if (MOMENTS.has(field)) return new Date(value)
  // People know a server by its name, not by its address.
  if (field === 'domain' && /^https?:/.test(value) && URL.canParse(value)) return new URL(value).host
  return CHOICES.has(field) ? choice(value) : value
}

function remedyOf(t: Translate, { code, data }: FailureValue): FailureWords['remedy'] {
  switch (code) {
    case 'SSO_REQUIRED':
    case 'APP_NOT_APPROVED':
    case 'THIRD_PARTY_ACCESS_OFF':
      return data.url === null ? null : { url: data.url, words: t(`failures.${code}.link`) }
    default:
      return null
  }
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
    remedy: remedyOf(t, failure),
  }
}
