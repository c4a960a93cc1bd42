import { describe, expect, it } from 'vitest'
import { findTenant, organisationName } from './entra-tenant.ts'

const GUID = '5F4B9C1E-77c2-4d0a-9a38-0c6a2b1f7e55'
const NONE = '00000000-0000-0000-0000-000000000000'
const ask = (status: number, headers: Record<string, string>) =>
  findTenant('acme', {
    web: 'https://dev.azure.com',
    fetch: async () => new Response(null, { status, headers }),
    signal: new AbortController().signal,
  })

describe('the tenant of an organisation', () => {
  it.each<[string, number, Record<string, string>, unknown]>([
    [
      'in the challenge',
      401,
      { 'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${GUID}, Basic realm="x"` },
      { tenant: GUID.toLowerCase() },
    ],
    [
      'in quotes',
      401,
      { 'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${GUID}"` },
      { tenant: GUID.toLowerCase() },
    ],
    ['in the header', 200, { 'x-vss-resourcetenant': GUID }, { tenant: GUID.toLowerCase() }],
    ['of personal accounts', 401, { 'x-vss-resourcetenant': NONE }, { refusal: { reason: 'personal-account' } }],
    ['that is not named', 302, {}, { tenant: 'organizations' }],
    ['of nobody', 404, {}, { refusal: { reason: 'unknown-organisation' } }],
    [
      'of nobody, with the empty tenant',
      404,
      { 'x-vss-resourcetenant': NONE },
      { refusal: { reason: 'unknown-organisation' } },
    ],
  ])('%s', async (_what, status, headers, expected) => {
    expect(await ask(status, headers)).toMatchObject(expected as object)
  })

  it('is not made up', async () => {
    await expect(ask(503, {})).rejects.toMatchObject({ code: 'REMOTE_FAILED', data: { status: 503 } })
  })
})

describe('an organisation as it is typed', () => {
  it.each([
    ['acme', 'acme'],
    [' acme ', 'acme'],
    ['https://dev.azure.com/acme/Pet%20Shop', 'acme'],
    ['dev.azure.com/acme', 'acme'],
    ['https://acme.visualstudio.com/DefaultCollection', 'acme'],
    ['', null],
    [null, null],
  ])('%s: %s', (typed, name) => {
    expect(organisationName(typed)).toBe(name)
  })
})
