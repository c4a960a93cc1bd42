import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeServerCertificate } from '../../e2e/sandbox/tls.ts'
import { checkDomain } from './check-domain.ts'

const direct = { resolveProxy: async () => null, authoritiesFor: () => [] }
const at = (domain: string) => ({ host: 'gitlab-self-managed' as const, domain })
let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
})

async function listen(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const started = createServer(answer ?? (() => undefined))
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}

describe('the check of a Domain URL', () => {
  it('finds a server, says that it is not encrypted, guesses its kind, and sends no credentials', async () => {
    const seen: string[] = []
    const url = await listen((request, response) => {
      seen.push(...Object.keys(request.headers))
      response.writeHead(302, { 'x-gitlab-meta': '{}', location: 'http://elsewhere.invalid/' }).end()
    })
    expect(await checkDomain(at(url.replace('http://', 'http://me:secret@')), direct)).toMatchObject({
      kind: 'reachable',
      domain: url,
      encrypted: false,
      looksLike: 'gitlab-self-managed',
    })
    expect(seen).not.toContain('authorization')
    expect(seen).not.toContain('cookie')
  })

  it('says which server could not be reached, and why', async () => {
    const url = await listen((_request, response) => response.end())
    server?.close()
    expect(await checkDomain(at(url), direct)).toEqual({ kind: 'unreachable', domain: url, reason: 'refused' })
    expect(await checkDomain(at('does-not-exist.invalid'), direct)).toEqual({
      kind: 'unreachable',
      domain: 'https://does-not-exist.invalid',
      reason: 'name-not-found',
    })
  })

  it('says when the server hangs up', async () => {
    const url = await listen((request) => request.socket.destroy())
    expect(await checkDomain(at(url), direct)).toEqual({ kind: 'unreachable', domain: url, reason: 'connection-lost' })
  })

  it.each([
    [{ ip: '127.0.0.1' }, 'unknown-authority'],
    [{ dns: 'elsewhere.test' }, 'unknown-authority'],
  ] as const)('refuses a certificate that nobody known signed (%j)', async (name, reason) => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-tls-'))
    const { key, certificate } = makeServerCertificate(folder, name)
    let asked = 0
    const secure = createSecureServer({ key, cert: certificate }, (_request, response) => {
      asked += 1
      response.end()
    })
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`
    expect(await checkDomain(at(url), direct)).toEqual({ kind: 'certificate', domain: url, reason, issuer: null })
    expect(asked).toBe(0)
    secure.close()
    await rm(folder, { recursive: true })
  })

  it('asks nobody about what is no address or a cloud host', async () => {
    const resolveProxy = async () => {
      throw new Error('asked')
    }
    expect(await checkDomain(at('x y'), { ...direct, resolveProxy })).toEqual({ kind: 'not-an-address' })
    expect(await checkDomain(at('gitlab.com'), { ...direct, resolveProxy })).toEqual({ kind: 'cloud-host', host: 'gitlab' })
  })

  it('goes through the proxy', async () => {
    const asked: string[] = []
    const proxy = await listen((request, response) => {
      asked.push(request.url ?? '')
      response.end()
    })
    server?.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    })
    const check = await checkDomain(at('http://git.invalid'), { ...direct, resolveProxy: async () => proxy })
    expect(asked[0]).toContain('git.invalid')
    expect(check).toMatchObject({ kind: 'unreachable', reason: 'proxy' })
  })

  it('ends with the caller', async () => {
    const stop = new AbortController()
    const url = await listen(() => stop.abort())
    await expect(checkDomain(at(url), { ...direct, signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
