import { scopesIn } from '#shared/domain/github-scopes.ts'
import type { HostPerson } from '../git-host.ts'
import { readAnswer } from '../read-answer.ts'
import { User } from './answers.ts'
import type { GithubContext } from './context.ts'

/** Whose token it is (`GET /user`), with its scopes and end as the answer's headers have them. */
export async function readPerson({ rest, domain }: GithubContext, signal?: AbortSignal): Promise<HostPerson> {
  const answer = await rest.get('/user', { signal })
  const user = readAnswer(User, answer, domain)
  return {
    hostUserId: String(user.id),
    login: user.login,
    name: user.name || null,
    avatarUrl: user.avatar_url || null,
    scopes: scopesIn(answer.headers['x-oauth-scopes']),
    expiresAt: expiryIn(answer.headers['github-authentication-token-expiration']),
  }
}

/** `2026-12-31 23:59:59 UTC` or `2026-12-31 23:59:59 +0200`, for tokens that end. */
function expiryIn(header: string | undefined): string | null {
  const [, date, time, zone] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (UTC|[+-]\d{4})$/.exec(header?.trim() ?? '') ?? []
  if (!date || !time || !zone) return null
  const moment = new Date(`${date}T${time}${zone === 'UTC' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`}`)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
