import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'

/** Connections that are left alone in the background, because their server refused the sign-in. */
export interface BackgroundRests {
  isResting(id: ConnectionId): boolean
  /** A fetch in the background failed: a refusal begins a rest, anything else does not. */
  failed(id: ConnectionId, trouble: Trouble): void
  /** The sign-in works, is another one, or is to be tried. */
  end(id: ConnectionId): void
}

/** Milliseconds: as long as a host locks out who failed too often (GitLab, "Failed authentication ban for Git"). */
const REST = 3_600_000

const REFUSALS: ReadonlySet<string> = new Set(['SIGN_IN_NEEDED', 'LOCKED_OUT', 'ACCESS_DENIED'])

export function createBackgroundRests(now: () => number): BackgroundRests {
  const until = new Map<ConnectionId, number>()
  return {
    isResting: (id) => (until.get(id) ?? 0) > now(),
    failed: (id, trouble) => {
      if (trouble.kind === 'failure' && REFUSALS.has(trouble.failure.code)) until.set(id, now() + REST)
    },
    end: (id) => void until.delete(id),
  }
}
