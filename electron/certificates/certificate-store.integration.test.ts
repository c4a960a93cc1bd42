import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeServerCertificate, type ServerCertificate } from '../../e2e/sandbox/tls.ts'
import { createHostNetwork } from '../http/host-network.ts'
import { openDocument } from '../storage/document.ts'
import { CERTIFICATES_DOCUMENT, type CertificateStore, createCertificateStore } from './certificate-store.ts'

const DOMAIN = 'https://git.corp/scm'
let folder: string
let made: ServerCertificate
let store: CertificateStore

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graft-certificates-'))
  made = makeServerCertificate(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function openStore(now = () => new Date()): Promise<CertificateStore> {
  const context = { dataFolder: folder, now, report: () => undefined }
  return createCertificateStore(await openDocument(join(folder, 'certificates.json'), CERTIFICATES_DOCUMENT, context), { now })
}

beforeEach(async () => {
  rmSync(join(folder, 'certificates.json'), { force: true })
  store = await openStore()
})

describe('examine', () => {
  it('shows an authority before it is trusted, and every one of several', () => {
    const found = store.examine(DOMAIN, `# Corp\n${made.authority}\n${made.authority}`)
    expect(found).toMatchObject({
      kind: 'authorities',
      authorities: [{ domain: DOMAIN, subject: 'CN=Sandbox authority', issuer: 'CN=Sandbox authority' }],
    })
    expect(store.list()).toEqual([])
  })

  it('takes bare Base64, and of a chain the authority alone', () => {
    const base64 = made.authority.replace(/-----.*-----/g, '')
    expect(store.examine(DOMAIN, base64).kind).toBe('authorities')
    const chain = store.examine(DOMAIN, made.certificate + made.authority)
    expect(chain.kind === 'authorities' && chain.authorities.length).toBe(1)
  })

  it.each([
    ['a server’s own certificate', () => made.certificate, 'not-an-authority'],
    ['a private key', () => made.key, 'not-a-certificate'],
    ['an authority beside a private key', () => made.authority + made.key, 'not-a-certificate'],
    ['something else', () => 'Dear administrator', 'not-a-certificate'],
    ['a certificate that is cut', () => made.authority.replace(/\n.{20}/, '\n'), 'not-a-certificate'],
    ['one of two that is cut', () => made.authority + made.authority.replace(/\n.{20}/, '\n'), 'not-a-certificate'],
  ])('refuses %s', (_name, text, kind) => {
    expect(store.examine(DOMAIN, text()).kind).toBe(kind)
  })

  it('says that an authority has expired', async () => {
    const later = await openStore(() => new Date(Date.now() + 10 * 24 * 3600 * 1000))
    expect(later.examine(DOMAIN, made.authority)).toMatchObject({ kind: 'expired', authorities: [{ domain: DOMAIN }] })
    await expect(later.trust(DOMAIN, made.authority)).rejects.toThrow('expired')
  })
})

describe('trust', () => {
  it('holds for the one server, is kept, and is forgotten', async () => {
    const [added] = await store.trust(DOMAIN, made.authority)
    await store.trust(DOMAIN, made.authority)
    const reopened = await openStore()
    expect(reopened.list()).toEqual([added])
    expect(reopened.authoritiesFor('https://git.corp/scm/acme/pets.git')).toHaveLength(1)
    for (const other of ['https://git.corp:8443/', 'https://other.corp/', 'http://git.corp/', 'https://a.git.corp/']) {
      expect(reopened.authoritiesFor(other)).toEqual([])
    }
    await reopened.forget('https://other.corp', added?.fingerprint ?? '')
    expect(reopened.list()).toHaveLength(1)
    await reopened.forget(DOMAIN, added?.fingerprint ?? '')
    expect((await openStore()).list()).toEqual([])
  })

  it('counts the servers of one cloud host as one', async () => {
    await store.trust('https://github.com', made.authority)
    expect(store.authoritiesFor('https://api.github.com/user')).toHaveLength(1)
    expect(store.authoritiesFor('https://github.com.evil.example/user')).toEqual([])
    expect(store.authoritiesFor('https://gitlab.com/api/v4/user')).toEqual([])
  })

  it('is what a connection stands or falls with', async () => {
    const server: Server = createServer({ key: made.key, cert: made.certificate }, (_request, response) => response.end('{}'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const origin = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const network = createHostNetwork({
      resolveProxy: async () => null,
      authoritiesFor: store.authoritiesFor,
      userAgent: 'Graft/test',
      now: () => new Date(),
    })
    const ask = async () => (await (await network.openFor(origin)).request({ url: origin })).statusCode
    try {
      await expect(ask()).rejects.toMatchObject({ code: 'CERTIFICATE_REJECTED', data: { reason: 'unknown-authority' } })
      const [added] = await store.trust(origin, made.authority)
      await expect(ask()).resolves.toBe(200)
      await store.forget(origin, added?.fingerprint ?? '')
      await expect(ask()).rejects.toMatchObject({ code: 'CERTIFICATE_REJECTED' })
    } finally {
      await network.close()
      await new Promise((done) => server.close(done))
    }
  })
})
