/** Where a page is served from, as far as its content policy differs. */
export type PolicySource =
  | { kind: 'app-scheme' }
  /** `origin` is the loopback address of the browser host, such as `http://127.0.0.1:41234`. */
  | { kind: 'browser-host'; origin: string }

/**
 * The value of the `Content-Security-Policy` header for one response. Everything is forbidden that is not named here
 * (W3C Content Security Policy Level 3). `nonce` is fresh for each page: react-aria and CodeMirror add `<style>` elements
 * while they run and mark them with it, so `'unsafe-inline'` is not needed.
 */
export function contentPolicy(source: PolicySource, nonce: string): string {
  const rules: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': connectSources(source),
    'worker-src': "'self'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    // No policy may be created at all: nothing here turns a string into markup or code.
    'trusted-types': "'none'",
  }
  return Object.entries(rules)
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ')
}

function connectSources(source: PolicySource): string {
  switch (source.kind) {
    case 'app-scheme':
      return "'self'"
    case 'browser-host':
      // Not every browser counts a WebSocket of the same host and port as 'self'.
      return `'self' ${source.origin.replace(/^http:/, 'ws:')}`
  }
}

/** The headers that every response carries besides its policy and type. */
export const PROTECTIVE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
