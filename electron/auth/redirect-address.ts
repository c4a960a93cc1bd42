import type { OAuthProvider } from './providers/provider.ts'

/** Below the ports that systems hand out by themselves (Linux from 32768, the others from 49152). */
const DEFAULT_PORT = 28417

/**
 * The port for hosts that want the exact address registered: `GRAFT_REDIRECT_PORT`, for computers where another program has ours.
 */
export function redirectPort(environment: Readonly<Record<string, string | undefined>>): number {
  const port = Number(environment['GRAFT_REDIRECT_PORT'] ?? '')
  return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : DEFAULT_PORT
}

/**
 * What has to be registered with the host. Most take any port of a literal loopback address where the registered one has none
 * (RFC 8252, section 7.3).
 */
export function registeredRedirect({ redirect }: OAuthProvider, fixedPort: number): string {
  return redirect.port === 'fixed' ? `http://127.0.0.1:${fixedPort}${redirect.path}` : `http://127.0.0.1${redirect.path}`
}
