/**
 * When a host answers again, by its headers: `Retry-After` (seconds or a date, RFC 9110 section 10.2.3), else the end of the
 * window in `X-RateLimit-Reset` (GitHub: seconds since 1970) or `RateLimit-Reset` (GitLab: the same; elsewhere seconds from
 * now). Null where they do not tell.
 */
export function retryMoment(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  return retryAfter(headers, now) ?? fromReset(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'], now)
}

/** The moment that `Retry-After` names; null without one. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: Date): Date | null {
  const value = headers['retry-after']?.trim()
  if (value === undefined || value === '') return null
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return new Date(now.getTime() + Math.ceil(Number(value) * 1000))
  // A bare number is no date, whatever `Date.parse` makes of it.
  const date = /^-?[\d.]+$/.test(value) ? Number.NaN : Date.parse(value)
  return Number.isNaN(date) ? null : new Date(date)
}

/** Smaller numbers can only be a length of time. */
const EARLIEST_EPOCH = 1_000_000_000

function fromReset(value: string | undefined, now: Date): Date | null {
  if (value === undefined || !/^\d{1,10}$/.test(value.trim())) return null
  const seconds = Number(value)
  return new Date(seconds >= EARLIEST_EPOCH ? seconds * 1000 : now.getTime() + seconds * 1000)
}
