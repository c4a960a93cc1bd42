/** What the browser host needs to know of a request to judge where it came from. */
export interface RequestOrigin {
  host: string | undefined
  origin: string | undefined
}

/**
 * Whether a request names this very server. A page that reached us through a name it controls (DNS rebinding) still sends that
 * name in `Host` (RFC 9110, section 7.2), so anything but the exact address is refused.
 */
export function namesThisServer(request: RequestOrigin, port: number): boolean {
  return request.host === `127.0.0.1:${port}`
}

/**
 * Whether a request that changes something, or that opens the WebSocket, was made by our own page. Browsers set `Origin`
 * themselves on POST (Fetch, section 3.2) and on WebSocket handshakes (RFC 6455, section 10.2); a missing one is refused.
 */
export function comesFromOwnPage(request: RequestOrigin, port: number): boolean {
  return namesThisServer(request, port) && request.origin === `http://127.0.0.1:${port}`
}
