import { describe, expect, it } from 'vitest'
import type { HostKind } from '#shared/domain/host.ts'
import type { AccountSecret } from './account-secret.ts'
import { accountToken } from './account-token.ts'

const oauth: AccountSecret = {
  kind: 'oauth',
  accessToken: 'T',
  refreshToken: null,
  endsAt: null,
  clientId: 'c',
  redirectUri: null,
  tenant: null,
}
const own = (beside: string | null = null): AccountSecret => ({ kind: 'token', token: 'T', beside })
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

describe('how a token is carried', () => {
  it.each<[HostKind, AccountSecret, string, string]>([
    ['github', oauth, 'Bearer T', 'x-access-token'],
    ['github', own(), 'Bearer T', 'x-access-token'],
    ['github-enterprise-server', own(), 'Bearer T', 'x-access-token'],
    ['gitlab', oauth, 'Bearer T', 'oauth2'],
    ['gitlab-self-managed', own(), 'Bearer T', 'oauth2'],
    ['bitbucket', oauth, 'Bearer T', 'x-token-auth'],
    ['bitbucket', own('ada@example.test'), basic('ada@example.test:T'), 'x-bitbucket-api-token-auth'],
    ['bitbucket', own(), 'Bearer T', 'x-token-auth'],
    ['bitbucket-data-center', oauth, 'Bearer T', 'OAUTH_USERNAME'],
    ['bitbucket-data-center', own(), 'Bearer T', 'ada'],
    ['bitbucket-data-center', own('bot'), 'Bearer T', 'bot'],
    ['azure-devops', oauth, 'Bearer T', 'ada'],
    ['azure-devops', own(), basic(':T'), 'pat'],
    ['azure-devops-server', own(), basic(':T'), 'pat'],
  ])('%s %o: %s, %s', (host, secret, authorization, gitUsername) => {
    expect(accountToken(host, secret, 'ada')).toEqual({ token: 'T', authorization, gitUsername })
  })
})
