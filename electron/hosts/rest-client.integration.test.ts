import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchOver } from '../http/fetch-over.ts'
import { createHostNetwork, type HostNetwork } from '../http/host-network.ts'
import { openRestClient, type RestClient } from './rest-client.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
interface Loopback {
  origin: string
  seen: { method: string; url: string; authorization: string | undefined }[]
  server: Server
}

const TOKEN = 'ghp_secretOfTheTest'
const GOOD: Answer = (_request, response) => json(response, 200, { fine: true })

let now: Date
let waits: number[]
let network: HostNetwork
let servers: Server[]

beforeEach(() => {
  now = new Date('2026-11-22T12:00:00.000Z')
  waits = []
  servers = []
  network = createHostNetwork({
    resolveProxy: async () => null,
    authoritiesFor: () => [],
    userAgent: 'Graft/test',
    now: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
  })
})

afterEach(async () => {
  await network.close()
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

/** Answers requests by turns; the last one answers all that follow. */
async function listen(...answers: Answer[]): Promise<Loopback> {
  const seen: Loopback['seen'] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)] ?? GOOD
    seen.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization })
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, seen, server }
}

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const redirect = (to: () => string, status = 301): Answer => {
  return (_request, response) => void response.writeHead(status, { location: to() }).end()
}
const status = (code: number, body: unknown, headers?: Record<string, string>): Answer => {
  return (_request, response) => json(response, code, body, headers)
}
const cut: Answer = (request) => void request.socket.destroy()

function client(origin: string, authorization = `Bearer ${TOKEN}`): RestClient {
  const parts = { base: `${origin}/api/v4`, domain: origin, accept: 'application/json', network }
  return openRestClient({ ...parts, authorization: async () => authorization })
}

describe('redirects', () => {
  it('are followed with the sign-in within the base', async () => {
    const host = await listen(
      redirect(() => '/api/v4/projects/7'),
      GOOD,
    )
    expect((await client(host.origin).get('/projects/old')).json).toEqual({ fine: true })
    expect(host.seen.map(({ url, authorization }) => [url, authorization])).toEqual([
      ['/api/v4/projects/old', `Bearer ${TOKEN}`],
      ['/api/v4/projects/7', `Bearer ${TOKEN}`],
    ])
  })

  it.each([
    ['another server', (other: string) => `${other}/api/v4/projects/7`],
    ['another part of the server', () => '/elsewhere'],
    ['a user name in the address', (_other: string, own: string) => `${own.replace('//', '//a:b@')}/api/v4/x`],
  ])('are not followed to %s', async (_name, target) => {
    const other = await listen(GOOD)
    const host: Loopback = await listen(redirect(() => target(other.origin, host.origin)))
    await expect(client(host.origin).get('/projects/old')).rejects.toMatchObject({
      code: 'REMOTE_FAILED',
      data: { status: 301 },
    })
    expect(host.seen).toHaveLength(1)
    expect(other.seen).toEqual([])
  })

  it('are never followed when something is sent, and end', async () => {
    const host: Loopback = await listen(redirect(() => '/api/v4/again', 307))
    await expect(client(host.origin).post('/pulls', { body: {} })).rejects.toMatchObject({ code: 'REMOTE_FAILED' })
    expect(host.seen).toHaveLength(1)
    await expect(client(host.origin).get('/round')).rejects.toMatchObject({ code: 'REMOTE_FAILED' })
    expect(host.seen).toHaveLength(1 + 6)
  })
})

describe('asking again', () => {
  it('is done for reading after a lost connection and while a server is away', async () => {
    const host = await listen(cut, status(503, {}, { 'retry-after': '2' }), GOOD)
    expect((await client(host.origin).get('/user')).json).toEqual({ fine: true })
    expect(waits).toEqual([250, 2000])
  })

  it('ends, and does not wait for long', async () => {
    const down = await listen(status(502, { message: 'Bad gateway' }))
    await expect(client(down.origin).get('/user')).rejects.toMatchObject({ code: 'REMOTE_FAILED', data: { status: 502 } })
    expect(down.seen).toHaveLength(3)
    const later = await listen(status(503, {}, { 'retry-after': '600' }))
    await expect(client(later.origin).get('/user')).rejects.toMatchObject({ code: 'REMOTE_FAILED' })
    expect(later.seen).toHaveLength(1)
  })

  it.each([
    ['a refused sign-in', 'GET', status(401, {}), 'SIGN_IN_NEEDED'],
    ['a refusal', 'GET', status(403, {}), 'ACCESS_DENIED'],
    ['something that was sent', 'POST', status(503, {}), 'REMOTE_FAILED'],
    ['something that was sent into a lost connection', 'POST', cut, 'UNREACHABLE'],
  ] as const)('is never done after %s', async (_name, method, answer, code) => {
    const host = await listen(answer)
    const rest = client(host.origin)
    const asked = method === 'GET' ? rest.get('/user') : rest.post('/pulls', { body: {} })
    await expect(asked).rejects.toMatchObject({ code, data: { domain: host.origin } })
    expect(host.seen).toHaveLength(1)
  })

  it('waits for the moment that a limit named, for this sign-in alone', async () => {
    const limited = status(429, { message: 'slow down' }, { 'retry-after': '90' })
    const host = await listen(limited, GOOD)
    const retryAt = '2026-11-22T12:01:30.000Z'
    await expect(client(host.origin).get('/a')).rejects.toMatchObject({ code: 'RATE_LIMITED', data: { retryAt } })
    await expect(client(host.origin).get('/b')).rejects.toMatchObject({ code: 'RATE_LIMITED', data: { retryAt } })
    expect(host.seen).toHaveLength(1)
    await expect(client(host.origin, 'Bearer another').get('/c')).resolves.toMatchObject({ status: 200 })
    now = new Date('2026-11-22T12:01:31.000Z')
    await expect(client(host.origin).get('/d')).resolves.toMatchObject({ status: 200 })
  })

  it('does not take a moment in another year for a word', async () => {
    const host = await listen(status(429, {}, { 'retry-after': '999999999' }), GOOD)
    await expect(client(host.origin).get('/a')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    now = new Date(now.getTime() + 3_600_000)
    await expect(client(host.origin).get('/b')).resolves.toMatchObject({ status: 200 })
  })

  it('leaves a host alone that locked somebody out, although it names no end', async () => {
    const banned: Answer = (_request, response) =>
      void response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden\n')
    const host = await listen(banned, GOOD)
    await expect(client(host.origin).get('/a')).rejects.toMatchObject({ code: 'LOCKED_OUT', data: { until: null } })
    await expect(client(host.origin).get('/b')).rejects.toMatchObject({ code: 'LOCKED_OUT' })
    expect(host.seen).toHaveLength(1)
    now = new Date(now.getTime() + 61_000)
    await expect(client(host.origin).get('/c')).resolves.toMatchObject({ status: 200 })
  })
})

describe('answers', () => {
  it('come with a notice where the host slows down', async () => {
    const host = await listen(status(200, [], { 'retry-after': '7' }))
    expect((await client(host.origin).get('/user')).notices).toEqual([
      { kind: 'slowed-down', until: '2026-11-22T12:00:07.000Z' },
    ])
  })

  it('of an allowed status come with the host’s words; others fail', async () => {
    const host = await listen(status(422, { message: 'Validation Failed' }))
    const answer = await client(host.origin).post('/pulls', { body: { title: 'Größe' }, allow: [422] })
    expect(answer).toMatchObject({ status: 422, words: 'Validation Failed' })
    await expect(client(host.origin).post('/pulls', { body: {} })).rejects.toMatchObject({
      code: 'REMOTE_FAILED',
      data: { status: 422, hostWords: 'Validation Failed' },
    })
  })

  it.each([
    ['is cut', '{"a":'],
    ['is larger than anybody needs', `"${'x'.repeat(33 * 1024 * 1024)}"`],
  ])('whose JSON %s fail', async (_name, text) => {
    const answer: Answer = (_request, response) => {
      response.on('error', () => undefined)
      response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    }
    const host = await listen(answer)
    await expect(client(host.origin).get('/user')).rejects.toMatchObject({ code: 'REMOTE_FAILED', data: { hostWords: null } })
  })

  it.each([
    ['Bearer', `Bearer ${TOKEN}`, TOKEN],
    ['Basic', `Basic ${Buffer.from(`ada:${TOKEN}`).toString('base64')}`, TOKEN],
    [
      'Basic, encoded',
      `Basic ${Buffer.from(`ada:${TOKEN}`).toString('base64')}`,
      Buffer.from(`ada:${TOKEN}`).toString('base64'),
    ],
  ])('that repeat the sign-in (%s) are not shown', async (_name, authorization, secret) => {
    const echo: Answer = (request, response) =>
      json(response, 403, { message: `no: ${request.headers.authorization} and ${secret} and ${TOKEN}` })
    const host = await listen(echo)
    const failure = await client(host.origin, authorization)
      .get('/user')
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ACCESS_DENIED' })
    expect(JSON.stringify(failure)).not.toContain(secret)
    expect(JSON.stringify(failure)).not.toContain(TOKEN)
  })

  it('are not waited for once nobody wants them', async () => {
    const stop = new AbortController()
    const host = await listen(() => stop.abort())
    await expect(client(host.origin).get('/user', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
    await expect(client(host.origin).get('/user', { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(host.seen).toHaveLength(1)
  })

  it('that never come are told by the server’s name', async () => {
    const host = await listen(GOOD)
    await new Promise((done) => host.server.close(done))
    await expect(client(host.origin).get('/user')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      data: { domain: host.origin, reason: 'refused' },
    })
  })
})

describe('fetchOver', () => {
  it('sends forms, follows no redirect and hands over what came', async () => {
    const bodies: string[] = []
    const read: Answer = (request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()))
      request.on('end', () => json(response, 200, { type: request.headers['content-type'] }))
    }
    const host: Loopback = await listen(
      read,
      redirect(() => `${host.origin}/next`, 302),
    )
    const ask = fetchOver(network)
    const answer = await ask(`${host.origin}/token`, {
      method: 'POST',
      headers: {},
      body: new URLSearchParams({ code: 'a b' }),
    })
    expect(await answer.json()).toEqual({ type: 'application/x-www-form-urlencoded;charset=UTF-8' })
    expect(bodies.join('')).toBe('code=a+b')
    const led = await ask(`${host.origin}/authorize`, { method: 'GET', headers: {} })
    expect([led.status, led.headers.get('location')]).toEqual([302, `${host.origin}/next`])
    expect(host.seen).toHaveLength(2)
  })
})
