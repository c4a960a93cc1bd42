import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RestAnswer } from './model.ts'

export interface SandboxReply extends RestAnswer {
  /** `Set-Cookie` headers. */
  cookies?: string[]
}

/** Sends an answer: JSON unless it is a string. Returns its status. */
export function sendReply(response: ServerResponse, reply: SandboxReply): number {
  const text = typeof reply.body === 'string'
  const body = reply.body === undefined ? '' : text ? reply.body : JSON.stringify(reply.body)
  const type = reply.contentType ?? (text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8')
  const cookies = reply.cookies ?? []
  response.writeHead(reply.status, {
    ...(reply.body === undefined ? {} : { 'Content-Type': type }),
    ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
    ...reply.headers,
  })
  response.end(body)
  return reply.status
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** A form that was sent. */
export async function readBody(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request))
}

/** User name and password of a `Basic` header (RFC 7617). */
export function readBasic(header: string | undefined): { username: string; password: string } | null {
  const [, encoded] = /^Basic (.+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}
