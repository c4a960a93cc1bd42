import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { plainAccent } from '../hosts/plain-accent.ts'
import type { RunningSandboxHost } from '../hosts/running.ts'
import { startHostSandbox } from '../hosts/server.ts'
import type { OAuthHostKind } from './accent.ts'
import { oauthAccentOf } from './accents.ts'
import { NO_TENANT, TENANT } from './entra.ts'

const REDIRECT = 'http://127.0.0.1:40123/back'

let folder: string
let running: RunningSandboxHost
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-sandbox-'))
})
afterEach(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function start(kind: OAuthHostKind): Promise<RunningSandboxHost> {
  running = await startHostSandbox({ accent: plainAccent(kind), folder })
  running.host.people.push(
    { id: 1, login: 'ada', name: 'Ada Example', email: 'ada@example.test', organisations: ['acme'] },
    { id: 2, login: 'bob', name: 'Bob Example', email: 'bob@example.test', organisations: [] },
  )
  running.host.oauth.browserPerson = 'ada'
  running.host.oauth.redirect = REDIRECT
  return running
}

/** A browser with cookies and without scripts, as far as these pages need one. */
function openBrowser() {
  const cookies = new Map<string, string>()
  async function visit(url: string, form?: URLSearchParams): Promise<{ url: string; status: number; text: string }> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) return { url, status: answer.status, text: await answer.text() }
    const next = new URL(location, url).href
    // The program's own address: nobody listens there in these tests.
    return next.startsWith(running.origin) ? visit(next) : { url: next, status: answer.status, text: '' }
  }
  return { visit }
}

const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

function authorizeUrl(kind: OAuthHostKind, scope: string, changes: Record<string, string> = {}): string {
  const route = oauthAccentOf(kind)?.routes.authorize.replace('/entra/', `/entra/${TENANT}/`)
  const query = new URLSearchParams({
    client_id: running.host.oauth.clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    state: 'state-1',
    scope,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  })
  return `${running.origin}${route}?${query}`
}

/** The person answers on the host's page; what the browser is sent back to. */
async function authorize(link: string, decision: 'authorize' | 'deny' = 'authorize', person = 'ada'): Promise<URL> {
  const browser = openBrowser()
  const shown = await browser.visit(link)
  const ticked = [...shown.text.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope]) => ['scope', scope ?? ''])
  const form = new URLSearchParams([...ticked, ['person', person], ['decision', decision]])
  return new URL((await browser.visit(shown.url, form)).url)
}

const TokenReply = z.looseObject({ access_token: z.string(), refresh_token: z.string().optional() })

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${running.origin}${path}`, {
    method: 'POST',
    headers: { accept: 'application/json', ...headers },
    body: new URLSearchParams(form),
  })
  const text = await answer.text()
  const json = answer.headers.get('content-type')?.includes('json') ?? false
  const body: unknown = json ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
  return { status: answer.status, body, json }
}

function exchange(code: string | null, more: Record<string, string> = {}): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: REDIRECT,
    client_id: running.host.oauth.clientId,
    code_verifier: verifier,
    ...more,
  }
}

async function who(token: string): Promise<unknown> {
  return (await fetch(`${running.origin}/api/me`, { headers: { authorization: `Bearer ${token}` } })).json()
}

describe('GitHub', () => {
  const path = '/login/oauth/access_token'
  const secret = () => ({ client_secret: running.host.oauth.clientSecret ?? '' })

  it('gives a token without an end for a code, a verifier and the secret, once, as a form or as JSON', async () => {
    await start('github')
    const back = await authorize(authorizeUrl('github', 'repo workflow read:org'))
    expect(back.origin + back.pathname).toBe(REDIRECT)
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'state'])
    const code = back.searchParams.get('code')
    const given = await post(path, exchange(code, secret()), { accept: '*/*' })
    expect(given).toMatchObject({ status: 200, json: false, body: { token_type: 'bearer', scope: 'repo,workflow,read:org' } })
    expect(Object.keys(TokenReply.parse(given.body)).sort()).toEqual(['access_token', 'scope', 'token_type'])
    expect(await who(TokenReply.parse(given.body).access_token)).toEqual({
      login: 'ada',
      scopes: ['repo', 'workflow', 'read:org'],
    })
    const again = await post(path, exchange(code, secret()))
    expect(again).toMatchObject({ status: 200, json: true, body: { error: 'bad_verification_code' } })
  })

  it('says 200 with an error to a wrong verifier and a missing secret', async () => {
    await start('github')
    const first = await authorize(authorizeUrl('github', 'repo'))
    const code = first.searchParams.get('code')
    expect(
      await post(path, exchange(code, { ...secret(), code_verifier: randomBytes(32).toString('base64url') })),
    ).toMatchObject({
      status: 200,
      body: { error: 'bad_verification_code' },
    })
    expect(await post(path, exchange(code))).toMatchObject({ status: 200, body: { error: 'incorrect_client_credentials' } })
  })

  it('gives only the rights that stay ticked, to whoever the browser holds', async () => {
    await start('github')
    running.host.oauth.untickedScopes = ['workflow']
    const back = await authorize(authorizeUrl('github', 'repo workflow'), 'authorize', 'bob')
    const { body } = await post(path, exchange(back.searchParams.get('code'), secret()))
    expect(await who(TokenReply.parse(body).access_token)).toEqual({ login: 'bob', scopes: ['repo'] })
  })

  it('sends the browser back with access_denied, and shows other redirect addresses nothing but a page', async () => {
    await start('github')
    const denied = await authorize(authorizeUrl('github', 'repo'), 'deny')
    expect(denied.searchParams.get('error')).toBe('access_denied')
    expect(denied.searchParams.get('state')).toBe('state-1')
    const elsewhere = await openBrowser().visit(
      authorizeUrl('github', 'repo', { redirect_uri: 'http://127.0.0.1:40123/other' }),
    )
    expect(elsewhere).toMatchObject({ status: 400, url: expect.stringContaining(running.origin) })
    const otherPort = await openBrowser().visit(authorizeUrl('github', 'repo', { redirect_uri: 'http://127.0.0.1:9/back' }))
    expect(otherPort.status).toBe(200)
  })

  it('gives a token for a device code without the secret, after the person typed the code', async () => {
    await start('github')
    const { body } = await post('/login/device/code', { client_id: running.host.oauth.clientId, scope: 'repo' })
    const device = z.object({ device_code: z.string(), user_code: z.string(), verification_uri: z.string() }).parse(body)
    expect(device.verification_uri).toBe(`${running.origin}/login/device`)
    const poll = () =>
      post(path, {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: device.device_code,
        client_id: running.host.oauth.clientId,
      })
    expect(await poll()).toMatchObject({ status: 200, body: { error: 'authorization_pending' } })
    const browser = openBrowser()
    const typed = await browser.visit(device.verification_uri)
    const hidden = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? ''
    const asked = new URLSearchParams({ xsrf: hidden(typed.text, 'xsrf'), user_code: device.user_code })
    const confirmed = await browser.visit(device.verification_uri, asked)
    asked.set('confirm', 'yes')
    asked.set('xsrf', hidden(confirmed.text, 'xsrf'))
    const consent = await browser.visit(device.verification_uri, asked)
    const answer = new URLSearchParams({ scope: 'repo', person: 'ada', decision: 'authorize' })
    expect((await browser.visit(consent.url, answer)).text).toContain('All set')
    const token = TokenReply.parse((await poll()).body).access_token
    expect(await who(token)).toEqual({ login: 'ada', scopes: ['repo'] })
    running.host.oauth.deviceCodes = false
    expect(await post('/login/device/code', { client_id: running.host.oauth.clientId })).toMatchObject({
      body: { error: 'device_flow_disabled' },
    })
  })

  it('revokes a token for the client’s own credentials', async () => {
    await start('github')
    const back = await authorize(authorizeUrl('github', 'repo'))
    const { body } = await post(path, exchange(back.searchParams.get('code'), secret()))
    const token = TokenReply.parse(body).access_token
    const { clientId, clientSecret } = running.host.oauth
    const revoke = (credentials: string) =>
      fetch(`${running.api}/applications/${clientId}/token`, {
        method: 'DELETE',
        headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
        body: JSON.stringify({ access_token: token }),
      })
    expect((await revoke(`${clientId}:wrong`)).status).toBe(404)
    expect(await who(token)).toMatchObject({ login: 'ada' })
    expect((await revoke(`${clientId}:${clientSecret}`)).status).toBe(204)
    expect(await who(token)).toEqual({ state: 'revoked' })
  })
})

describe('GitLab', () => {
  it('renews for a public client that names the redirect address, and ends the old pair at once', async () => {
    await start('gitlab')
    const back = await authorize(authorizeUrl('gitlab', 'api write_repository'))
    const first = await post('/oauth/token', exchange(back.searchParams.get('code')))
    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 7200, scope: 'api write_repository' })
    const pair = TokenReply.parse(first.body)
    const refresh = (form: Record<string, string>) =>
      post('/oauth/token', { grant_type: 'refresh_token', client_id: running.host.oauth.clientId, ...form })
    expect(await refresh({ refresh_token: pair.refresh_token ?? '' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    const named = { refresh_token: pair.refresh_token ?? '', redirect_uri: REDIRECT }
    const second = TokenReply.parse((await refresh(named)).body)
    expect(await who(pair.access_token)).toEqual({ state: 'revoked' })
    expect(await who(second.access_token)).toMatchObject({ login: 'ada' })
    expect(await refresh(named)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('ends tokens by time, and by revocation', async () => {
    await start('gitlab')
    running.host.oauth.lifetimes.accessToken = 1
    const back = await authorize(authorizeUrl('gitlab', 'api'))
    const { body } = await post('/oauth/token', exchange(back.searchParams.get('code')))
    const pair = TokenReply.parse(body)
    await expect.poll(() => who(pair.access_token)).toEqual({ state: 'expired' })
    await post('/oauth/revoke', { token: pair.refresh_token ?? '', client_id: running.host.oauth.clientId })
    const refused = await post('/oauth/token', {
      grant_type: 'refresh_token',
      client_id: running.host.oauth.clientId,
      refresh_token: pair.refresh_token ?? '',
      redirect_uri: REDIRECT,
    })
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('lets the person take back what was allowed', async () => {
    await start('gitlab-self-managed')
    const back = await authorize(authorizeUrl('gitlab-self-managed', 'api'))
    const pair = TokenReply.parse((await post('/oauth/token', exchange(back.searchParams.get('code')))).body)
    running.revokeSignIns('ada')
    expect(await who(pair.access_token)).toEqual({ state: 'revoked' })
    const refused = await post('/oauth/token', {
      grant_type: 'refresh_token',
      client_id: running.host.oauth.clientId,
      refresh_token: pair.refresh_token ?? '',
      redirect_uri: REDIRECT,
    })
    expect(refused.status).toBe(400)
  })
})

describe('Bitbucket', () => {
  it('wants its secret by Basic and the registered address, and says scopes for scope', async () => {
    await start('bitbucket')
    const otherPort = await openBrowser().visit(
      authorizeUrl('bitbucket', 'account', { redirect_uri: 'http://127.0.0.1:9/back' }),
    )
    expect(otherPort.status).toBe(400)
    const back = await authorize(authorizeUrl('bitbucket', 'repository:write account'))
    const form = exchange(back.searchParams.get('code'))
    const { clientId, clientSecret } = running.host.oauth
    const path = '/site/oauth2/access_token'
    expect(await post(path, { ...form, client_secret: clientSecret ?? '' })).toMatchObject({ status: 401 })
    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` }
    const given = await post(path, form, basic)
    expect(given).toMatchObject({ status: 200, body: { scopes: 'repository:write account', expires_in: 7200 } })
    expect(given.body).not.toHaveProperty('scope')
    expect(TokenReply.parse(given.body).refresh_token).toBeTruthy()
    expect((await post('/site/oauth2/device', {})).status).not.toBe(200)
  })
})

describe('Bitbucket Data Center', () => {
  it('takes the secret in the body', async () => {
    await start('bitbucket-data-center')
    const back = await authorize(authorizeUrl('bitbucket-data-center', 'REPO_WRITE'))
    const form = exchange(back.searchParams.get('code'))
    expect(await post('/rest/oauth2/latest/token', form)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    const given = await post('/rest/oauth2/latest/token', { ...form, client_secret: running.host.oauth.clientSecret ?? '' })
    expect(given).toMatchObject({ status: 200, body: { scope: 'REPO_WRITE' } })
  })
})

describe('Microsoft Entra', () => {
  const scope = '499b84ac-1321-427f-aa17-267ca6975798/.default offline_access openid profile'
  const path = `/entra/${TENANT}/oauth2/v2.0/token`

  it('tells an organisation’s tenant to whoever asks', async () => {
    await start('azure-devops')
    running.host.oauth.personalOrganisations = ['home']
    const probe = async (organisation: string) => {
      const answer = await fetch(`${running.origin}/${organisation}`, { method: 'HEAD' })
      return [answer.status, answer.headers.get('x-vss-resourcetenant')]
    }
    expect(await probe('acme')).toEqual([401, TENANT])
    expect(await probe('home')).toEqual([401, NO_TENANT])
    expect(await probe('nobody')).toEqual([404, null])
  })

  it('gives an id token with the nonce, and refresh tokens that stay good after their use', async () => {
    await start('azure-devops')
    const back = await authorize(authorizeUrl('azure-devops', scope, { nonce: 'nonce-1' }))
    const given = await post(path, exchange(back.searchParams.get('code')))
    expect(given).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } })
    const { id_token, refresh_token = '' } = z
      .looseObject({ id_token: z.string(), refresh_token: z.string() })
      .parse(given.body)
    const claims: unknown = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      nonce: 'nonce-1',
      tid: TENANT,
      iss: `${running.login}/${TENANT}/v2.0`,
      aud: running.host.oauth.clientId,
    })
    const refresh = () =>
      post(path, { grant_type: 'refresh_token', client_id: running.host.oauth.clientId, refresh_token, scope })
    const next = z.looseObject({ refresh_token: z.string() }).parse((await refresh()).body)
    expect(next.refresh_token).not.toBe(refresh_token)
    expect((await refresh()).status).toBe(200)
    running.host.oauth.policyRefuses = true
    expect(await refresh()).toMatchObject({ status: 400, body: { error_codes: [53003] } })
  })

  it('refuses in numbers: an old code, an unknown application, an approval that is missing, another tenant', async () => {
    await start('azure-devops')
    expect(await post(path, exchange('old'))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [70008] },
    })
    expect(await post(path, exchange('old', { client_id: 'other' }))).toMatchObject({ body: { error_codes: [700016] } })
    running.host.oauth.adminApprovalNeeded = true
    const back = await openBrowser().visit(authorizeUrl('azure-devops', scope))
    expect(new URL(back.url).searchParams.get('error_description')).toContain('AADSTS90094')
    const elsewhere = authorizeUrl('azure-devops', scope).replace(TENANT, 'elsewhere')
    expect((await openBrowser().visit(elsewhere)).text).toContain('AADSTS90002')
  })
})
