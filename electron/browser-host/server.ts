import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { contentPolicy, PROTECTIVE_HEADERS } from '../security/content-policy.ts'
import { comesFromOwnPage, namesThisServer } from '../security/loopback-requests.ts'
import { readPageFile } from '../security/page-files.ts'
import { readCookie, sessionCookie, sessionCookieName } from './cookies.ts'
import { ENTRY_PAGE, ENTRY_SCRIPT, ENTRY_STYLE } from './entry-page.ts'
import type { Sessions } from './sessions.ts'

const MAX_TOKEN_LENGTH = 128
/** The contract takes texts of up to 64 MiB; JSON escapes may make them longer. */
const MAX_MESSAGE_BYTES = 160 * 1024 * 1024
const SESSION_PATH = '/session'
const SOCKET_PATH = '/rpc'

export interface BrowserHost {
  /** Such as `http://127.0.0.1:41234`. */
  origin: string
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

export interface BrowserHostParts {
  /** Absolute folder of the built window. */
  pageFolder: string
  sessions: Sessions
  /** 0 lets the system choose. */
  port: number
  serveSocket(socket: WebSocket): void
}

/** Serves the window and the contract to browsers on this computer, and to nobody else. */
export async function startBrowserHost(parts: BrowserHostParts): Promise<BrowserHost> {
  const server = createServer()
  const port = await listen(server, parts.port)
  const site: Site = { ...parts, port, origin: `http://127.0.0.1:${port}` }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  server.on('request', (request, response) => {
    answer(site, request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500)
      else response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => upgrade(site, sockets, request, socket, head))
  return { origin: site.origin, close: () => close(server, sockets) }
}

interface Site extends BrowserHostParts {
  origin: string
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const from = { host: request.headers.host, origin: request.headers.origin }
  if (!namesThisServer(from, site.port)) return refuse(response, 421)
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (request.method === 'POST' && path === SESSION_PATH) {
    if (!comesFromOwnPage(from, site.port)) return refuse(response, 403)
    return openSession(site, request, response)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
  if (!hasSession(site, request)) return answerStranger(site, path, response)

  const file = await readPageFile(site.pageFolder, path, { kind: 'browser-host', origin: site.origin })
  switch (file.kind) {
    case 'found':
      response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength })
      response.end(request.method === 'HEAD' ? undefined : file.body)
      return
    case 'missing':
      return refuse(response, 404)
    case 'refused':
      return refuse(response, 403)
  }
}

const ENTRY_FILES: Readonly<Record<string, { type: string; text: string }>> = {
  '/': { type: 'text/html; charset=utf-8', text: ENTRY_PAGE },
  '/enter.css': { type: 'text/css; charset=utf-8', text: ENTRY_STYLE },
  '/enter.js': { type: 'text/javascript; charset=utf-8', text: ENTRY_SCRIPT },
}

function answerStranger(site: Site, path: string, response: ServerResponse): void {
  const file = Object.hasOwn(ENTRY_FILES, path) ? ENTRY_FILES[path] : undefined
  if (file === undefined) {
    refuse(response, 403)
    return
  }
  response.writeHead(200, { ...plainHeaders(site), 'Content-Type': file.type })
  response.end(file.text)
}

async function openSession(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = await readShortBody(request)
  const session = token === null ? null : site.sessions.exchange(token)
  if (session === null) return refuse(response, 403)
  response.writeHead(204, { ...plainHeaders(site), 'Set-Cookie': sessionCookie(site.port, session) })
  response.end()
}

function upgrade(site: Site, sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const from = { host: request.headers.host, origin: request.headers.origin }
  if (request.url !== SOCKET_PATH || !comesFromOwnPage(from, site.port) || !hasSession(site, request)) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return
  }
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    // A broken frame closes the socket by itself; without a listener it would end the process.
    webSocket.on('error', () => undefined)
    site.serveSocket(webSocket)
  })
}

function hasSession(site: Site, request: IncomingMessage): boolean {
  return site.sessions.isOpen(readCookie(request.headers.cookie, sessionCookieName(site.port)))
}

function plainHeaders(site: Site): Record<string, string> {
  const nonce = randomBytes(16).toString('base64')
  return {
    ...PROTECTIVE_HEADERS,
    'Content-Security-Policy': contentPolicy({ kind: 'browser-host', origin: site.origin }, nonce),
    'Cache-Control': 'no-store',
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...PROTECTIVE_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end()
}

async function readShortBody(request: IncomingMessage): Promise<string | null> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > MAX_TOKEN_LENGTH) return null
  }
  return body
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  return new Promise((resolve) => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
