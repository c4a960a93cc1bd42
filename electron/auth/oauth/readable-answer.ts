import { z } from 'zod'
import { retryAfter } from '#shared/domain/retry-moment.ts'
import { Failure } from '../../failure.ts'

/** Seconds beyond which an end is none: ten years. */
const LONGEST_LIFETIME = 315_360_000

const Fields = z.record(z.string(), z.unknown())
type Fields = z.infer<typeof Fields>

/**
 * An answer of a token, device or revocation endpoint, brought into the form of RFC 6749: GitHub answers refusals with 200 and
 * may answer with a form, Bitbucket says `scopes`, challenges hide the error beside them, and fields may be empty or missing.
 * Fails with `RATE_LIMITED` and `REMOTE_FAILED` where it is no answer of an authorization server at all.
 */
export async function readableAnswer(answer: Response, context: { domain: string; now: Date }): Promise<Response> {
  const text = await answer.text()
  const fields = readFields(text, answer.headers.get('content-type') ?? '')
  if (answer.status === 429 && typeof fields?.['error'] !== 'string') throw rateLimited(answer, context)
  if (fields === null) {
    // RFC 7009: a revocation that went well says nothing.
    if (answer.ok && text.trim() === '') return new Response(null, { status: 200 })
    throw new Failure('REMOTE_FAILED', { domain: context.domain, status: answer.status, hostWords: null })
  }
  const refused = typeof fields['error'] === 'string'
  const status = refused && answer.ok ? 400 : refused || answer.ok ? (answer.ok ? 200 : answer.status) : null
  if (status === null) {
    throw new Failure('REMOTE_FAILED', { domain: context.domain, status: answer.status, hostWords: null })
  }
  return new Response(JSON.stringify(refused ? fields : completed(fields)), {
    status,
    headers: { 'content-type': 'application/json' },
  })
}

function readFields(text: string, contentType: string): Fields | null {
  try {
    return Fields.parse(JSON.parse(text))
  } catch {
    const isForm =
      contentType.includes('form-urlencoded') || (!contentType.includes('html') && /^\w+=[^\s<]*$/.test(text.trim()))
    return isForm ? Object.fromEntries(new URLSearchParams(text.trim())) : null
  }
}

function completed(fields: Fields): Fields {
  const { scopes, ...others } = fields
  const filled: Fields = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null && value !== ''))
  const scope = filled['scope'] ?? scopes
  if (scope !== undefined && scope !== null) filled['scope'] = Array.isArray(scope) ? scope.join(' ') : String(scope)
  else if (fields['scope'] === '') filled['scope'] = ''
  if (filled['access_token'] !== undefined) filled['token_type'] ??= 'bearer'
  for (const name of ['expires_in', 'interval']) {
    if (typeof filled[name] === 'string') filled[name] = Number(filled[name])
  }
  // A token without a sound end is used until it is refused; refused for its end, it would be lost and stay good.
  const isToken = filled['access_token'] !== undefined
  if (isToken && !isLifetime(filled['expires_in'])) delete filled['expires_in']
  // RFC 8628, 3.2: where no interval is given, five seconds are meant.
  if (typeof filled['interval'] === 'number' && !(filled['interval'] > 0)) delete filled['interval']
  return filled
}

function isLifetime(seconds: unknown): boolean {
  return typeof seconds === 'number' && seconds > 0 && seconds <= LONGEST_LIFETIME
}

function rateLimited(answer: Response, { domain, now }: { domain: string; now: Date }): Failure {
  const until = retryAfter(Object.fromEntries(answer.headers), now)
  return new Failure('RATE_LIMITED', { domain, retryAt: until?.toISOString() ?? null, hostWords: null })
}
