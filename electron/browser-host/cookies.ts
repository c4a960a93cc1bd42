/**
 * The value of one cookie of a `Cookie` header (RFC 6265, section 4.2.1). Cookies do not know ports, so the name carries ours:
 * two hosts on one computer do not sign each other out.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

export function sessionCookieName(port: number): string {
  return `graft-session-${port}`
}

/** A `Set-Cookie` value: for this host only, never readable by scripts, never sent from other sites. */
export function sessionCookie(port: number, session: string): string {
  return `${sessionCookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`
}
