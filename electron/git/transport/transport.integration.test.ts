import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHttp, type Timeouts } from '#electron/http/http.ts'
import { commitToBare, createBareRepository } from '../../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../../e2e/sandbox/git-server.ts'
import { makeServerCertificate } from '../../../e2e/sandbox/tls.ts'
import { type CredentialSource, credentialSource } from './credentials.ts'
import { openSmartHttp, type SmartHttp } from './smart-http.ts'

const TOKEN = 'sandbox-token-0123456789'
let folder: string
let closing: (() => Promise<unknown>)[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graft-transport-'))
  commitToBare(createBareRepository(folder, 'a.git'), { file: 'x\n' }, 'Begin')
  closing = []
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true, force: true })
})

async function gitServer(options: Partial<Parameters<typeof startGitServer>[0]> = {}): Promise<GitServer> {
  const server = await startGitServer({ repositories: folder, ...options })
  closing.push(() => server.stop())
  return server
}
async function plainServer(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
function open(
  url: string,
  options: {
    proxy?: string
    certificateAuthorities?: string[]
    /** The server that the authorities are trusted for; that of the URL where none is named. */
    trustedAt?: string
    domain?: string
    timeouts?: Timeouts
  } = {},
): SmartHttp {
  const { proxy = null, certificateAuthorities = [], timeouts } = options
  const domain = options.domain ?? new URL(url).origin
  const trustedAt = options.trustedAt ?? domain
  const http = openHttp({
    proxy,
    certificateAuthorities,
    trustedAt,
    userAgent: 'git/graft-test',
    ...(timeouts ? { timeouts } : {}),
  })
  const credentials = credentialSource(
    { kind: 'token', username: null, token: TOKEN },
    { root: folder, variables: {}, url, domain },
  )
  const session = openSmartHttp({ url, domain, viaProxy: proxy !== null, http, credentials, now: () => new Date() })
  closing.push(() => session.close())
  return session
}
const advertise = (session: SmartHttp) => session.advertise('git-upload-pack')

describe('certificates', () => {
  it('trusts an authority that was named, and no other', async () => {
    const certificate = makeServerCertificate(folder)
    const server = await gitServer({ certificate })
    const url = server.urlOf('a.git')
    const found = await advertise(open(url, { certificateAuthorities: [certificate.authority] }))
    expect(found.refs.has('refs/heads/main')).toBe(true)
    await expect(advertise(open(url))).rejects.toMatchObject({
      code: 'CERTIFICATE_REJECTED',
      data: { domain: server.url, reason: 'unknown-authority' },
    })
  })

  it('says that a certificate is for another name', async () => {
    const certificate = makeServerCertificate(folder, { dns: 'other.example' })
    const server = await gitServer({ certificate })
    const session = open(server.urlOf('a.git'), { certificateAuthorities: [certificate.authority] })
    await expect(advertise(session)).rejects.toMatchObject({ code: 'CERTIFICATE_REJECTED', data: { reason: 'wrong-name' } })
  })

  it('says that a server does not speak TLS', async () => {
    const server = await gitServer()
    const session = open(server.urlOf('a.git').replace('http:', 'https:'))
    await expect(advertise(session)).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })
})

describe('redirects', () => {
  it('are followed, and later requests go where the first one ended', async () => {
    const target = await gitServer({ credentials: [{ username: null, token: TOKEN }] })
    const front = await plainServer((request, response) => {
      response.writeHead(302, { Location: `${target.url}${request.url?.replace('/old/', '/')}` }).end()
    })
    // The same host on another port is another server: the token stays behind.
    const failing = advertise(open(`${front.url}/old/a.git`))
    await expect(failing).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    expect(target.requests.map((request) => request.token)).toEqual([null])
  })

  it('keep the token on one and the same server', async () => {
    const seen: (string | undefined)[] = []
    const front = await plainServer((request, response) => {
      seen.push(request.headers.authorization)
      if (request.url?.startsWith('/old/')) response.writeHead(301, { Location: request.url.replace('/old/', '/new/') }).end()
      else response.writeHead(404).end()
    })
    await expect(advertise(open(`${front.url}/old/a.git`))).rejects.toMatchObject({ code: 'REMOTE_REPOSITORY_NOT_FOUND' })
    const authorization = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`
    expect(seen).toEqual([authorization, authorization])
  })

  it('say of a server that the token never went to that its sign-in is missing, not that ours is bad', async () => {
    const target = await gitServer({ credentials: [{ username: null, token: TOKEN }] })
    const front = await plainServer((request, response) => {
      response.writeHead(302, { Location: `${target.url}${request.url}` }).end()
    })
    await expect(advertise(open(`${front.url}/a.git`))).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'missing' },
    })
  })

  it('lead nobody to ask for, or to forget, a kept sign-in on behalf of another server', async () => {
    const asked: string[] = []
    const kept = { username: 'ada', password: TOKEN }
    const credentials: CredentialSource = {
      initial: null,
      afterChallenge: async () => {
        asked.push('fill')
        return kept
      },
      accepted: async () => void asked.push('approve'),
      rejected: async () => void asked.push('reject'),
    }
    const target = await gitServer({ credentials: [{ username: null, token: 'another-token' }] })
    const front = await plainServer((request, response) => {
      response.writeHead(302, { Location: `${target.url}${request.url}` }).end()
    })
    const http = openHttp({ proxy: null, certificateAuthorities: [], userAgent: 'git/graft-test' })
    const url = `${front.url}/a.git`
    const session = openSmartHttp({ url, domain: front.url, viaProxy: false, http, credentials, now: () => new Date() })
    closing.push(() => session.close())
    await expect(advertise(session)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'missing' } })
    expect(asked).toEqual([])
  })

  it('to another port of the same host leave the token behind in every later request, encrypted or not', async () => {
    const certificate = makeServerCertificate(folder)
    const target = await gitServer({ certificate })
    const front = await plainServer((request, response) => {
      response.writeHead(302, { Location: `${target.url}${request.url}` }).end()
    })
    const session = open(`${front.url}/a.git`, {
      certificateAuthorities: [certificate.authority],
      trustedAt: target.url,
    })
    await advertise(session)
    await session.post('git-upload-pack', [Buffer.from('0000')])
    expect(target.requests.map((request) => request.token)).toEqual([null, null])
  })

  it('never lead from HTTPS to HTTP', async () => {
    const certificate = makeServerCertificate(folder)
    const unencrypted = await gitServer()
    const server = await gitServer({ certificate })
    const headers = { Location: `${unencrypted.url}/a.git/info/refs?service=git-upload-pack` }
    server.faults.answer = { service: null, status: 302, contentType: 'text/plain', body: '', headers }
    const session = open(server.urlOf('a.git'), { certificateAuthorities: [certificate.authority] })
    await expect(advertise(session)).rejects.toMatchObject({ code: 'REMOTE_FAILED', data: { status: 302 } })
    expect(unencrypted.requests).toEqual([])
  })

  it('take no authority along to another server', async () => {
    const certificate = makeServerCertificate(folder)
    const [from, to] = [await gitServer({ certificate }), await gitServer({ certificate })]
    const front = await plainServer((request, response) => {
      response.writeHead(302, { Location: `${to.url}${request.url}` }).end()
    })
    const trusting = { certificateAuthorities: [certificate.authority] }
    expect((await advertise(open(from.urlOf('a.git'), trusting))).refs.size).toBeGreaterThan(0)
    await expect(advertise(open(`${front.url}/a.git`, trusting))).rejects.toMatchObject({ code: 'CERTIFICATE_REJECTED' })
    expect(to.requests).toEqual([])
  })
})

describe('proxy', () => {
  it('is asked for the connection, and named when it refuses', async () => {
    const server = await gitServer()
    const asked: string[] = []
    const proxy = await plainServer((_request, response) => response.writeHead(400).end())
    let refusing = false
    proxy.server.on('connect', (request, socket, head) => {
      asked.push(request.url ?? '')
      if (refusing) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
        return
      }
      const [host, port] = (request.url ?? '').split(':')
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.write(head)
        onward.pipe(socket).pipe(onward)
      })
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    const found = await advertise(open(server.urlOf('a.git'), { proxy: proxy.url }))
    expect(found.refs.size).toBeGreaterThan(0)
    expect(asked).toEqual([new URL(server.url).host])
    refusing = true
    const failing = advertise(open(server.urlOf('a.git'), { proxy: proxy.url }))
    await expect(failing).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'proxy' } })
  })

  it('is named when it is not there', async () => {
    const server = await gitServer()
    const failing = advertise(open(server.urlOf('a.git'), { proxy: 'http://127.0.0.1:9' }))
    await expect(failing).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'proxy' } })
  })
})

describe('trouble', () => {
  it('a server that never answers is given up', async () => {
    const silent = await plainServer(() => {})
    const session = open(`${silent.url}/a.git`, { timeouts: { connect: 1000, headers: 100, bodyIdle: 100 } })
    await expect(advertise(session)).rejects.toMatchObject({ code: 'UNREACHABLE', data: { reason: 'timed-out' } })
  })

  it('a page in place of Git is no repository', async () => {
    const page = await plainServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Welcome</html>')
    })
    await expect(advertise(open(`${page.url}/a.git`))).rejects.toMatchObject({
      code: 'REMOTE_FAILED',
      data: { status: 200, hostWords: null },
    })
  })

  it('the sign-in page that Azure DevOps answers with 203 means a sign-in', async () => {
    const page = await plainServer((_request, response) => {
      response.writeHead(203, { 'Content-Type': 'text/html' }).end('<html>Sign in</html>')
    })
    await expect(advertise(open(`${page.url}/a.git`))).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'rejected', hostWords: null },
    })
  })

  it('credentials in the URL are never sent as part of it', async () => {
    const server = await gitServer({ credentials: [{ username: 'ada', token: TOKEN }] })
    const url = server.urlOf('a.git').replace('http://', 'http://ada:other-secret@')
    await advertise(open(url, { domain: server.url }))
    expect(server.requests).toMatchObject([{ username: 'ada', token: TOKEN, url: '/a.git/info/refs?service=git-upload-pack' }])
  })
})
