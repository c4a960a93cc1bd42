import type { HostAccent, RestAnswer, RestRequest } from './model.ts'
import type { Exchange } from './spec-check.ts'

/** An accent that keeps what it was asked and answered, to be held against the host's description. */
export function recordedAccent(accent: HostAccent): { accent: HostAccent; exchanges: Exchange[] } {
  const exchanges: Exchange[] = []
  const keep = (request: RestRequest, answer: RestAnswer): RestAnswer => {
    exchanges.push({ ...request, status: answer.status, answer: asSent(answer.body) })
    return answer
  }
  return { accent: { ...accent, rest: (request, host) => keep(request, accent.rest(request, host)) }, exchanges }
}

/** What is undefined does not travel. */
function asSent(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body))
}
