import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { os } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createSocketServer } from '../rpc/serve-socket.ts'
import { type BrowserHost, startBrowserHost } from './server.ts'
import { createSessions, type Sessions } from './sessions.ts'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

describe('the browser host', () => {
  let folder: string
  let host: BrowserHost
  let sessions: Sessions

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-host-'))
    await mkdir(join(folder, 'renderer'))
    await writeFile(join(folder, 'renderer/index.html'), '<head></head>the window')
    await writeFile(join(folder, 'secret.js'), 'secret')
    sessions = createSessions(() => Date.now(), 60_000)
    host = await startBrowserHost({
      pageFolder: join(folder, 'renderer'),
      sessions,
      port: 0,
      serveSocket: createSocketServer({ ping: os.handler(() => 'pong') }),
    })
  })
  afterEach(async () => {
    await host.close()
    await rm(folder, { recursive: true })
  })

  const own = () => ({ Host: new URL(host.origin).host, Origin: host.origin })

  /** Sends the path as it is written: clients that normalise `..` would hide what is tested. */
  function send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: new URL(host.origin).port, method, path, headers }, (incoming) => {
        let text = ''
        incoming.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8')
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }))
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  async function signIn(): Promise<string> {
    const answer = await send('POST', '/session', own(), sessions.issueToken())
    expect(answer.status).toBe(204)
    return String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
  }

  function openSocket(headers: Record<string, string>, origin: string | undefined, path = '/rpc'): Promise<number> {
    const address = `${host.origin.replace('http:', 'ws:')}${path}`
    const socket = new WebSocket(address, { headers, ...(origin === undefined ? {} : { origin }) })
    return new Promise((resolve, reject) => {
      socket.once('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      })
      socket.once('open', () => {
        resolve(101)
        socket.terminate()
      })
      socket.once('error', reject)
    })
  }

  it('listens on the loopback address only', () => {
    expect(host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('exchanges a token for a session cookie that scripts and other sites never see', async () => {
    const answer = await send('POST', '/session', own(), sessions.issueToken())
    const port = new URL(host.origin).port
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^graft-session-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ])
  })

  it('takes a token once', async () => {
    const token = sessions.issueToken()
    expect((await send('POST', '/session', own(), token)).status).toBe(204)
    expect((await send('POST', '/session', own(), token)).status).toBe(403)
  })

  it.each(['', 'x', 'x'.repeat(10_000)])('refuses a made-up token', async (token) => {
    sessions.issueToken()
    expect((await send('POST', '/session', own(), token)).status).toBe(403)
  })

  it('serves the window to a session, with the policy of the desktop and the WebSocket in it', async () => {
    const answer = await send('GET', '/', { ...own(), Cookie: await signIn() })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('the window')
    expect(answer.body).toContain('content="socket"')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['content-security-policy']).toContain(host.origin.replace('http:', 'ws:'))
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('shows a stranger only how to get a new address', async () => {
    const page = await send('GET', '/', own())
    expect(page.body).not.toContain('the window')
    expect(page.body).toContain('press <kbd>Enter</kbd>')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await send('GET', '/index.html', own())).status).toBe(403)
    expect((await send('GET', '/', { ...own(), Cookie: 'graft-session-1=x' })).body).not.toContain('the window')
  })

  it('refuses every request that names another host', async () => {
    const cookie = await signIn()
    const port = new URL(host.origin).port
    for (const name of [`localhost:${port}`, `rebound.example:${port}`, '127.0.0.1']) {
      expect((await send('GET', '/', { Host: name, Cookie: cookie })).status, name).toBe(421)
      expect((await send('POST', '/session', { Host: name, Origin: `http://${name}` }, sessions.issueToken())).status).toBe(421)
    }
  })

  it('refuses a token brought by another page', async () => {
    const token = sessions.issueToken()
    for (const origin of ['https://example.com', 'null', 'http://127.0.0.1:1']) {
      expect((await send('POST', '/session', { ...own(), Origin: origin }, token)).status, origin).toBe(403)
    }
    expect((await send('POST', '/session', { Host: own().Host }, token)).status).toBe(403)
    expect((await send('POST', '/session', own(), token)).status).toBe(204)
  })

  it.each(['/../secret.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets/../../secret.js', '/..%5csecret.js'])(
    'does not leave the window’s folder for %s',
    async (path) => {
      const answer = await send('GET', path, { ...own(), Cookie: await signIn() })
      expect(answer.status).toBe(403)
      expect(answer.body).not.toContain('secret')
    },
  )

  it('opens the WebSocket for its own page with a session, and for nobody else', async () => {
    const cookie = await signIn()
    expect(await openSocket({ Cookie: cookie }, host.origin)).toBe(101)
    expect(await openSocket({}, host.origin)).toBe(403)
    expect(await openSocket({ Cookie: `${cookie}x` }, host.origin)).toBe(403)
    expect(await openSocket({ Cookie: cookie }, 'https://example.com')).toBe(403)
    expect(await openSocket({ Cookie: cookie }, undefined)).toBe(403)
    expect(await openSocket({ Cookie: cookie, Host: 'rebound.example' }, host.origin)).toBe(403)
    expect(await openSocket({ Cookie: cookie }, host.origin, '/elsewhere')).toBe(403)
  })

  it('answers nothing but reading and signing in', async () => {
    expect((await send('PUT', '/', own())).status).toBe(405)
    expect((await send('POST', '/', own())).status).toBe(405)
  })
})
