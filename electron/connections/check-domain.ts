import { Agent, type Dispatcher, ProxyAgent, request } from 'undici'
import { z } from 'zod'
import type { DomainCheck } from '#shared/contract/connections.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import { networkProblem } from './network-problem.ts'
import { guessServerKind, type ServerAnswer, TELLING_PATHS } from './server-kind.ts'

const RefusedCertificate = z.object({ cert: z.object({ issuer: z.object({ CN: z.string() }) }) })
const PATIENCE = 10_000

export interface DomainCheckParts {
  resolveProxy: (url: string) => Promise<string | null>
  signal?: AbortSignal | undefined
}

/** Reads a Domain URL and asks the server's public face, without credentials, whether it is there. */
export async function checkDomain(typed: string, { resolveProxy, signal }: DomainCheckParts): Promise<DomainCheck> {
  const parsed = parseDomain(typed)
  if (parsed.kind !== 'domain') return parsed
  const { domain, encrypted } = parsed
  const proxy = await resolveProxy(domain)
  const dispatcher = proxy ? new ProxyAgent({ uri: proxy }) : new Agent()
  const patience = AbortSignal.timeout(PATIENCE)
  const either = signal ? AbortSignal.any([signal, patience]) : patience
  try {
    const first = await ask(domain, '/', dispatcher, either)
    const further = await Promise.allSettled(TELLING_PATHS.map((path) => ask(domain, path, dispatcher, either)))
    const answers = [first, ...further.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))]
    return {
      kind: 'reachable',
      domain,
      encrypted,
      looksLike: guessServerKind(answers),
      signInSupported: ['token', 'credential-helper', 'ssh'],
    }
  } catch (error) {
    signal?.throwIfAborted()
    const problem = patience.aborted ? { kind: 'unreachable' as const, reason: 'timed-out' as const } : networkProblem(error)
    if (problem.kind === 'certificate') return { ...problem, domain, issuer: issuerOf(error) }
    return { ...problem, domain }
  } finally {
    await dispatcher.destroy()
  }
}

async function ask(domain: string, path: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<ServerAnswer> {
  const { statusCode, headers, body } = await request(`${domain}${path}`, {
    dispatcher,
    signal,
    headers: { 'user-agent': 'Graft', accept: 'application/json, text/html;q=0.9' },
  })
  // Only the head matters; what follows is thrown away unread beyond this.
  await body.dump({ limit: 64 * 1024 }).catch(() => undefined)
  return {
    path,
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        Array.isArray(value) ? value.join('; ') : (value ?? ''),
      ]),
    ),
  }
}

/** Who signed the certificate that was refused, where Node says so (`tls.checkServerIdentity` puts it on its error). */
function issuerOf(error: unknown): string | null {
  const refused = RefusedCertificate.safeParse(error)
  return refused.success ? refused.data.cert.issuer.CN : null
}
