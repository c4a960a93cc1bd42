import { Failure } from '../../failure.ts'
import type { HostPerson } from '../git-host.ts'
import type { RestAnswer } from '../rest-client.ts'
import { User } from './answers.ts'
import { API, type DataCenterContext } from './context.ts'
import { getPage } from './pages.ts'

/**
 * Whose the sign-in is. The server has no question for that: its answers name the user in the header `X-AUSERNAME`. Where a
 * proxy takes that away, the user name that came along with a token in Basic is looked up. (The page `whoami` of older
 * recipes takes no tokens any more and counts them as failed sign-ins.)
 */
export async function readPerson(context: DataCenterContext, signal?: AbortSignal): Promise<HostPerson> {
  const probe = await context.rest.get(`${API}/users`, { query: { limit: 1 }, signal })
  const login = userIn(probe.headers) ?? (await nameInBasic(context, signal))
  if (login === null) throw new Failure('REMOTE_FAILED', { domain: context.domain, status: probe.status, hostWords: null })
  const page = await getPage(context, {
    path: `${API}/users`,
    item: User,
    query: { filter: login, avatarSize: 128, limit: 100 },
    cursor: null,
    signal,
  })
  const user = page?.items.find(({ name, slug }) => isSame(name, login) || isSame(slug ?? '', login))
  return {
    hostUserId: user?.id == null ? null : String(user.id),
    login: user?.name ?? login,
    name: user?.displayName ?? null,
    avatarUrl: avatarOf(user, context.domain),
    scopes: null,
    expiresAt: null,
  }
}

/** The user that an answer was made for; null where it does not say. The header is percent-encoded. */
export function userIn(headers: RestAnswer['headers']): string | null {
  const name = headers['x-ausername']
  if (name === undefined || name === '' || name === 'anonymous') return null
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

async function nameInBasic({ authorization }: DataCenterContext, signal: AbortSignal | undefined): Promise<string | null> {
  const basic = /^Basic (.+)$/i.exec((await authorization?.(signal)) ?? '')?.[1]
  if (basic === undefined) return null
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const name = text.slice(0, Math.max(0, text.indexOf(':')))
  return name === '' ? null : name
}

/** Relative on servers that do not know their own address. */
function avatarOf(user: User | undefined, domain: string): string | null {
  return user?.avatarUrl && URL.canParse(user.avatarUrl, domain) ? new URL(user.avatarUrl, domain).href : null
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
