import type { IncomingMessage } from 'node:http'
import type { TokenLedger } from '../oauth/token-ledger.ts'
import { readText } from './exchange.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost } from './model.ts'

/** The REST interface that a path belongs to: what of it is below the base; null where it belongs to none. */
export function restPath(accent: HostAccent, path: string): string | null {
  const prefix = accent.restPrefixes.find((each) => path === each || path.startsWith(`${each}/`))
  return prefix === undefined ? null : path.slice(prefix.length)
}

/** Answers one REST request in the host's accent: troubles first, then who calls, then what is asked. */
export async function answerRest(
  parts: { host: SandboxHost; accent: HostAccent; ledger: TokenLedger },
  request: IncomingMessage,
  asked: { path: string; query: URLSearchParams },
): Promise<RestAnswer> {
  const { host, accent, ledger } = parts
  const text = await readText(request)
  const given = accent.readToken(request.headers)
  const token = given === null ? null : ledger.find(given)
  const person = host.people.find((each) => each.login === token?.person)
  const good = token?.state === 'good' && person !== undefined
  const rest: RestRequest = {
    method: request.method ?? 'GET',
    path: asked.path,
    query: asked.query,
    headers: request.headers,
    body: parseJson(text),
    caller: good ? { person, token } : null,
  }
  const trouble = accent.trouble(rest, host)
  if (trouble !== null) return trouble
  if (host.troubles.broken) return { status: 500, body: 'Internal Server Error' }
  return good ? accent.rest(rest, host) : accent.unauthorized(token, host)
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
