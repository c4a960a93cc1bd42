import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

export interface Sessions {
  /** A fresh one-time token; earlier ones that were not used stop working. */
  issueToken(): string
  /** Spends a token. The value of the session cookie, or null where the token is wrong, spent, or too old. */
  exchange(token: string): string | null
  isOpen(session: string | undefined): boolean
}

/**
 * One-time tokens (256 bits, shown in the address) and the sessions they were exchanged for. Only digests are kept, and they
 * are compared in constant time. `now` is in milliseconds; a token lives `tokenLifetime` milliseconds.
 */
export function createSessions(now: () => number, tokenLifetime: number): Sessions {
  let waiting: { digest: Buffer; until: number } | null = null
  const open: Buffer[] = []
  return {
    issueToken() {
      const token = newSecret()
      waiting = { digest: digest(token), until: now() + tokenLifetime }
      return token
    },
    exchange(token) {
      if (waiting === null || now() > waiting.until || !timingSafeEqual(waiting.digest, digest(token))) return null
      waiting = null
      const session = newSecret()
      open.push(digest(session))
      return session
    },
    isOpen(session) {
      if (session === undefined) return false
      const candidate = digest(session)
      return open.reduce((found, known) => timingSafeEqual(known, candidate) || found, false)
    },
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
