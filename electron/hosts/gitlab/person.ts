import type { HostPerson } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import { OwnToken, User } from './answers.ts'
import type { GitlabContext } from './context.ts'

/** Whose token it is (`GET /user`); scopes and end of a personal access token, which tells of itself alone. */
export async function readPerson({ rest, domain }: GitlabContext, signal?: AbortSignal): Promise<HostPerson> {
  const user = readAnswer(User, await rest.get('/user', { signal }), domain)
  const token = await advice(
    rest
      .get('/personal_access_tokens/self', { allow: [400, 403, 404], signal })
      .then((answer) => (answer.status === 200 ? readAnswer(OwnToken, answer, domain) : null)),
  )
  return {
    hostUserId: String(user.id),
    login: user.username,
    name: user.name || null,
    avatarUrl: absolute(user.avatar_url, domain),
    scopes: token?.scopes ?? null,
    expiresAt: endOf(token?.expires_at),
  }
}

/** Tokens end with the first moment of the day that is named, in UTC ("Personal access tokens"). */
function endOf(day: string | null | undefined): string | null {
  const moment = new Date(`${day}T00:00:00.000Z`)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}

function absolute(address: string | null | undefined, domain: string): string | null {
  return address && URL.canParse(address, domain) ? new URL(address, domain).href : null
}
