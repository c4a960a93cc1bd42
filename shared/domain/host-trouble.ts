import type { FailureValue } from '../contract/failures.ts'

/** What a host answered: enough of it to tell what is wrong. */
export interface HostAnswer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** As text; the beginning is enough. */
  body: string
}

export interface TroubleContext {
  /** The server's address, for the failure's words. */
  domain: string
  /** Whether a REST interface was asked, which answers in JSON, or Git over HTTP. */
  asked: 'rest' | 'git'
  /** Whether the request carried a sign-in. */
  signedIn: boolean
  /** What must not be shown although the host repeats it: tokens, and the header that carried them. */
  secrets: readonly string[]
  now: Date
}

/**
 * The failure that a host's answer signals, or null where it signals none that every caller would take for the same: a good
 * answer, and statuses whose meaning depends on the question (400, 404, 409, 422, …).
 */
export function recogniseTrouble(_answer: HostAnswer, _context: TroubleContext): FailureValue | null {
  return null
}
