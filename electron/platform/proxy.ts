/**
 * The proxy address for a server by the variables that command-line programs share (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`,
 * `NO_PROXY`, in either case; as curl(1) describes them), or null for a direct connection. This very computer is never looked
 * for behind a proxy, as browsers have it: what may go there unencrypted must not leave it, and the proxy's own computer is meant
 * by nobody.
 */
export function proxyFromEnvironment(url: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const target = new URL(url)
  if (isThisComputer(bareHost(target.hostname))) return null
  const value = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || undefined
  // Upper-case HTTP_PROXY could have come from a request header in a CGI program, which this never is.
  const proxy = value(target.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? value('all_proxy')
  if (proxy === undefined || isExempt(target, value('no_proxy') ?? '')) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
  return URL.canParse(address) ? address : null
}

function isExempt(target: URL, exceptions: string): boolean {
  const host = bareHost(target.hostname)
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  return exceptions
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, name = entry, onlyPort] = /^(.*?)(?::(\d+))?$/.exec(isIpv6(entry) ? `[${entry}]` : entry) ?? []
      if (onlyPort !== undefined && onlyPort !== port) return false
      const wanted = bareHost(name).replace(/^\*?\./, '')
      return host === wanted || host.endsWith(`.${wanted}`)
    })
}

function isThisComputer(host: string): boolean {
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function isIpv6(entry: string): boolean {
  return !entry.startsWith('[') && entry.split(':').length > 2
}

function bareHost(name: string): string {
  return name.toLowerCase().replace(/^\[|\]$/g, '')
}

/**
 * The first way of a PAC answer (`PROXY a:8080; SOCKS5 b:1080; DIRECT`) that can be used, as an address; null for a direct
 * connection. Chromium writes system settings and PAC results in this form (`session.resolveProxy` in Electron's documentation).
 */
export function proxyFromPacAnswer(answer: string): string | null {
  for (const entry of answer.split(';').map((part) => part.trim())) {
    const [way = '', address] = entry.split(/\s+/, 2)
    if (way.toUpperCase() === 'DIRECT') return null
    const scheme = PROXY_SCHEMES[way.toUpperCase()]
    if (scheme !== undefined && address) return `${scheme}://${address}`
  }
  return null
}

const PROXY_SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' }
