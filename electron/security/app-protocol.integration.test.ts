import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAppRequest } from './app-protocol.ts'

describe('the app’s scheme', () => {
  let folder: string
  const get = (url: string, method = 'GET') => answerAppRequest(join(folder, 'renderer'), { url, method })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-page-'))
    await mkdir(join(folder, 'renderer/assets'), { recursive: true })
    await mkdir(join(folder, 'renderer-secrets'))
    await writeFile(join(folder, 'renderer/index.html'), '<head></head><style nonce="graft-csp-nonce"></style>')
    await writeFile(join(folder, 'renderer/assets/app.js'), 'export {}')
    await writeFile(join(folder, 'renderer-secrets/secret.js'), 'secret')
    await writeFile(join(folder, 'secret.js'), 'secret')
    await symlink(join(folder, 'secret.js'), join(folder, 'renderer/assets/link.js'))
    await symlink(join(folder, 'renderer-secrets'), join(folder, 'renderer/linked'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('serves the page with its policy, its type, and a nonce of its own', async () => {
    const [first, second] = [await get('app://graft/'), await get('app://graft/index.html')]
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    const nonce = /'nonce-([^']+)'/.exec(first.headers.get('content-security-policy') ?? '')?.[1]
    expect(await first.text()).toBe(`<head></head><style nonce="${nonce}"></style>`)
    expect(second.headers.get('content-security-policy')).not.toContain(nonce)
  })

  it('serves scripts as scripts', async () => {
    const script = await get('app://graft/assets/app.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each([
    'app://graft/assets/link.js',
    'app://graft/linked/secret.js',
    'app://graft/..%2fsecret.js',
    'app://graft/%2e%2e/secret.js',
    'app://graft/..%2frenderer-secrets/secret.js',
    'app://elsewhere/index.html',
    'app://graft/assets',
  ])('refuses %s', async (url) => {
    const answer = await get(url)
    expect(answer.status).toBeGreaterThanOrEqual(403)
    expect(await answer.text()).toBe('')
  })

  it('refuses everything but reading', async () => {
    expect((await get('app://graft/', 'POST')).status).toBe(405)
  })

  it('says that a file is missing', async () => {
    expect((await get('app://graft/assets/none.js')).status).toBe(404)
  })
})
