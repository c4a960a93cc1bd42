import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { systemCode } from '../../storage/file-failure.ts'
import { judgeRequest } from './judge-request.ts'
import { RECEIVER_HEADERS, RECEIVER_PAGES } from './receiver-pages.ts'

export interface ReceiverRequest {
  path: string
  /** 0 for any free one. */
  port: number
  state: string
  /** Milliseconds until nobody is waited for any longer. */
  patience: number
  /** Ends the wait at once. */
  signal: AbortSignal
  onStray(): void
}

export type Received = { kind: 'answered'; url: URL } | { kind: 'timed-out' }

/** An address on this computer that waits for one browser to come back. */
export interface LoopbackReceiver {
  redirectUri: string
  /** Resolves once, with the port closed or closing; rejects with the signal's reason. */
  received: Promise<Received>
  /** Resolves when nothing listens any longer. */
  close(): Promise<void>
}

export type ReceiverOpened = { kind: 'open'; receiver: LoopbackReceiver } | { kind: 'port-in-use' }

/**
 * Listens on 127.0.0.1 for the answer of one sign-in (RFC 8252, sections 7.3 and 8.3: the literal address, never a name, no
 * other interface). Takes one answer, then closes; everything else is turned away and changes nothing.
 */
export async function openLoopbackReceiver(request: ReceiverRequest): Promise<ReceiverOpened> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 })
  const port = await listen(server, request.port)
  if (port === null) return { kind: 'port-in-use' }
  const origin = `http://127.0.0.1:${port}`
  const { path, state } = request
  let closed: Promise<void> | null = null
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
    return closed
  }

  const received = new Promise<Received>((resolve, reject) => {
    let over = false
    const end = (): boolean => {
      if (over) return false
      over = true
      clearTimeout(timer)
      request.signal.removeEventListener('abort', abort)
      return true
    }
    const abort = (): void => {
      if (!end()) return
      void close()
      reject(request.signal.reason)
    }
    const timer = setTimeout(() => {
      if (!end()) return
      void close()
      resolve({ kind: 'timed-out' })
    }, request.patience)
    server.on('request', (incoming, outgoing) => {
      const judged = judgeRequest(read(incoming), { origin, path, state })
      if (judged.kind === 'elsewhere') return answer(outgoing, 404, RECEIVER_PAGES.notFound)
      if (judged.kind === 'stray' || !end()) {
        answer(outgoing, 400, RECEIVER_PAGES.refused)
        return request.onStray()
      }
      // No second connection is taken from here on; this one ends when its page has gone out.
      server.close()
      outgoing.once('close', () => void close())
      answer(outgoing, 200, RECEIVER_PAGES.answered)
      resolve({ kind: 'answered', url: judged.url })
    })
    if (request.signal.aborted) abort()
    else request.signal.addEventListener('abort', abort)
  })
  // Whoever opened it may leave before asking for the answer.
  received.catch(() => undefined)
  return { kind: 'open', receiver: { redirectUri: `${origin}${path}`, received, close } }
}

function read(incoming: IncomingMessage) {
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    host: incoming.headers.host,
    origin: incoming.headers.origin,
  }
}

function answer(outgoing: ServerResponse, status: number, page: string): void {
  outgoing.writeHead(status, { ...RECEIVER_HEADERS, 'content-length': Buffer.byteLength(page) })
  outgoing.end(page)
}

/** The port, or null where another program has it. `exclusive`: no cluster shares it, and nothing is set to share it. */
function listen(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      // Windows answers EACCES for ports that it keeps for others.
      if (['EADDRINUSE', 'EACCES'].includes(systemCode(error) ?? '')) resolve(null)
      else reject(error)
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : null)
    })
  })
}
