import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isolatedGitEnvironment } from './git-command.ts'

export interface BackendRequest {
  /** Folder above the repositories. */
  root: string
  /** Below `root`: the repository and what of it is asked for, such as `/pets.git/info/refs`. */
  path: string
  /** Whom hooks see as `REMOTE_USER`; receiving needs one. */
  user: string
  /** Cuts the connection once this many bytes of a pack answer (POST) went out; null never does. */
  cutAfter: number | null
}

/** Hands one request to `git http-backend` (RFC 3875; `git help http-backend`) and sends what it answers. */
export function runGitBackend(request: IncomingMessage, response: ServerResponse, asked: BackendRequest): void {
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : ''
  }
  const child = spawn('git', ['http-backend'], {
    env: {
      ...isolatedGitEnvironment(),
      GIT_PROJECT_ROOT: asked.root,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: asked.path,
      QUERY_STRING: new URL(request.url ?? '/', 'http://sandbox').search.slice(1),
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: header('content-length'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: asked.user,
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // The program may end before it has read everything (a refused push).
  child.stdin.on('error', () => request.unpipe(child.stdin))
  request.pipe(child.stdin)
  response.on('close', () => child.stdout.destroy())

  let head: Buffer | null = Buffer.alloc(0)
  let left = request.method === 'POST' && asked.cutAfter !== null ? asked.cutAfter : Number.POSITIVE_INFINITY
  const write = (chunk: Buffer) => {
    response.write(chunk.subarray(0, Math.min(left, chunk.length)), () => {
      if (left <= 0) response.destroy()
    })
    left -= chunk.length
  }
  child.stdout.on('data', (chunk: Buffer) => {
    if (left <= 0) return
    if (head === null) {
      write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const body = head.subarray(end + 4)
    writeCgiHead(response, head.subarray(0, end).toString('latin1'))
    head = null
    if (body.length > 0) write(body)
  })
  child.stdout.on('end', () => response.end())
}

function writeCgiHead(response: ServerResponse, head: string): void {
  response.statusCode = 200
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10)
    else response.setHeader(name, value)
  }
}
