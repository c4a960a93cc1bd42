import { z } from 'zod'
import type { DomainCheck } from '#shared/contract/connections.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import type { HostKind } from '#shared/domain/host.ts'
import { type Http, openHttp } from '../http/http.ts'
import { type NetworkProblem, networkProblem } from '../http/network-failure.ts'
import { accountMethod } from './judge-clone.ts'
import { guessServerKind, type ServerAnswer, TELLING_PATHS } from './server-kind.ts'

const RefusedCertificate = z.object({ cert: z.object({ issuer: z.object({ CN: z.string() }) }) })
const PATIENCE = 10_000
const TIMED_OUT: NetworkProblem = { kind: 'unreachable', reason: 'timed-out' }

export interface DomainCheckParts {
  resolveProxy: (url: string) => Promise<string | null>
  /** Certificate authorities (PEM) that are trusted for a URL's server beside the system's. */
  authoritiesFor: (url: string) => string[]
  signal?: AbortSignal | undefined
}

/** Reads a Domain URL and asks the server's public face, without credentials, whether it is there. */
export async function checkDomain(
  { host, domain: typed }: { host: HostKind; domain: string },
  { resolveProxy, authoritiesFor, signal }: DomainCheckParts,
): Promise<DomainCheck> {
  const parsed = parseDomain(typed)
  if (parsed.kind !== 'domain') return parsed
  const { domain, encrypted } = parsed
  const certificateAuthorities = authoritiesFor(domain)
  const proxy = await resolveProxy(domain)
  const http = openHttp({ proxy, certificateAuthorities, userAgent: 'Graft', redirects: 'none' })
  const patience = AbortSignal.timeout(PATIENCE)
  const either = signal ? AbortSignal.any([signal, patience]) : patience
  try {
    const first = await ask(http, domain, '/', either)
    const further = await Promise.allSettled(TELLING_PATHS.map((path) => ask(http, domain, path, either)))
    const answers = [first, ...further.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))]
    return {
      kind: 'reachable',
      domain,
      encrypted,
      looksLike: guessServerKind(answers),
      signInSupported: ['token', 'credential-helper', ...accountMethod(host), 'ssh'],
    }
  } catch (error) {
    signal?.throwIfAborted()
    const known = patience.aborted ? TIMED_OUT : networkProblem(error, { viaProxy: proxy !== null })
    const problem = known ?? { kind: 'unreachable' as const, reason: 'other' as const }
    if (problem.kind === 'certificate') return { ...problem, domain, issuer: issuerOf(error) }
    return { ...problem, domain }
  } finally {
    await http.close()
  }
}

async function ask(http: Http, domain: string, path: string, signal: AbortSignal): Promise<ServerAnswer> {
  const headers = { accept: 'application/json, text/html;q=0.9' }
  const answer = await http.request({ url: `${domain}${path}`, headers, signal })
  // Only the head matters; what follows is left unread.
  await answer.body.return?.()
  return { path, status: answer.statusCode, headers: answer.headers }
}

/** Who signed the certificate that was refused, where Node says so (`tls.checkServerIdentity` puts it on its error). */
function issuerOf(error: unknown): string | null {
  const refused = RefusedCertificate.safeParse(error)
  return refused.success ? refused.data.cert.issuer.CN : null
}
