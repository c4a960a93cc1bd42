import type { SandboxHost, SandboxToken } from '../hosts/model.ts'

interface Issue {
  token: string
  person: string
  scopes: string[]
  grantId: string
  /** How long it lives. */
  seconds: number
}

/** What an OAuth server gave out, kept as tokens of its host and by the grant that each came from. */
export interface TokenLedger {
  issued(issue: Issue): void
  end(token: string): void
  endGrant(grantId: string): void
  /** Ends every token of the grant that `token` came from but itself. */
  endOlder(token: string): void
  grantOf(token: string): string | null
  grantsOf(person: string): string[]
  /** The token as it is now: those whose time is over have expired. */
  find(token: string): SandboxToken | null
}

export function createTokenLedger(host: SandboxHost): TokenLedger {
  const grants = new Map<string, string>()
  const ends = new Map<string, number>()
  const find = (token: string) => host.tokens.find((each) => each.token === token) ?? null
  const revoke = (token: string) => {
    const known = find(token)
    if (known) known.state = 'revoked'
  }
  const ofGrant = (grantId: string) => [...grants].filter(([, each]) => each === grantId).map(([token]) => token)
  return {
    issued({ token, person, scopes, grantId, seconds }) {
      grants.set(token, grantId)
      ends.set(token, Date.now() + seconds * 1000)
      host.tokens.push({ token, person, kind: 'oauth', scopes, state: 'good' })
    },
    end: revoke,
    endGrant: (grantId) => ofGrant(grantId).forEach(revoke),
    endOlder(token) {
      const grantId = grants.get(token)
      if (grantId === undefined) return
      for (const each of ofGrant(grantId)) if (each !== token) revoke(each)
    },
    grantOf: (token) => grants.get(token) ?? null,
    grantsOf: (person) => [
      ...new Set([...grants].filter(([token]) => find(token)?.person === person).map(([, grantId]) => grantId)),
    ],
    find(token) {
      const known = find(token)
      const end = ends.get(token)
      if (known?.state === 'good' && end !== undefined && end <= Date.now()) known.state = 'expired'
      return known
    },
  }
}
