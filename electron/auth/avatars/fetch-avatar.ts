import type { FetchLike } from '../../http/fetch-over.ts'
import { AnswerTooLarge } from '../../http/read-limited.ts'
import { imageKind, LARGEST_AVATAR } from './image-kind.ts'
import { type NetworkPlace, networkPlace } from './network-place.ts'

export interface AvatarRequest {
  url: string
  /** The account's domain, and every other address that its token belongs to. */
  ownAddresses: readonly string[]
  authorization: string
}

export interface AvatarNetwork {
  fetch: FetchLike
  /** IP addresses of a name; rejects where it has none. */
  lookup(hostname: string): Promise<string[]>
}

const MAX_REDIRECTS = 3
/** Milliseconds. */
const PATIENCE = 15_000

/**
 * A person's picture, or null where there is none that may be taken. The address comes from the host's answer and is not
 * trusted: it is asked without the sign-in unless it is the host's own, and never within a network that the host is not in.
 */
export async function fetchAvatar(request: AvatarRequest, network: AvatarNetwork): Promise<Uint8Array | null> {
  let url = request.url
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    if (!(await mayAsk(url, request, network))) return null
    const answer = await ask(url, request, network)
    if (answer === null) return null
    const location = answer.headers.get('location')
    if ([301, 302, 303, 307, 308].includes(answer.status) && location !== null && URL.canParse(location, url)) {
      url = new URL(location, url).href
      continue
    }
    if (answer.status !== 200 || Number(answer.headers.get('content-length') ?? 0) > LARGEST_AVATAR) return null
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return bytes.length <= LARGEST_AVATAR && imageKind(bytes) !== null ? bytes : null
  }
  return null
}

/** Null for an answer that is larger than any that is taken. */
async function ask(url: string, request: AvatarRequest, network: AvatarNetwork): Promise<Response | null> {
  try {
    return await network.fetch(url, {
      method: 'GET',
      headers: { accept: 'image/png, image/jpeg, image/webp, image/gif', ...credentials(url, request) },
      signal: AbortSignal.timeout(PATIENCE),
    })
  } catch (error) {
    if (error instanceof AnswerTooLarge) return null
    throw error
  }
}

function credentials(url: string, { ownAddresses, authorization }: AvatarRequest): { authorization?: string } {
  const { origin } = new URL(url)
  return ownAddresses.some((own) => new URL(own).origin === origin) ? { authorization } : {}
}

async function mayAsk(url: string, { ownAddresses }: AvatarRequest, network: AvatarNetwork): Promise<boolean> {
  if (!URL.canParse(url)) return false
  const { protocol, origin, hostname } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return false
  const own = ownAddresses.map((address) => new URL(address))
  if (own.some((address) => address.origin === origin)) return true
  const place = await placeOf(hostname, network)
  if (place === 'public') return true
  const places = await Promise.all(own.map((address) => placeOf(address.hostname, network)))
  return places.includes(place)
}

/** The most private of a name's addresses. A name that only a proxy can look up is not one of this network. */
async function placeOf(hostname: string, { lookup }: AvatarNetwork): Promise<NetworkPlace> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  try {
    const places = (await lookup(literal)).map(networkPlace)
    return places.includes('this-computer') ? 'this-computer' : places.includes('private') ? 'private' : 'public'
  } catch {
    return 'public'
  }
}
