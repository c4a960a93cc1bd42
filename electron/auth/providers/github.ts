import type { HostSignIn } from './provider.ts'

export interface GitHubAddresses {
  host: 'github' | 'github-enterprise-server'
  web: string
  api: string
}

const SCOPES = ['repo', 'workflow', 'read:org', 'read:user']

/**
 * GitHub and GitHub Enterprise Server ("Authorizing OAuth apps"). The exchange of a code wants the secret, with PKCE too; device
 * codes do not. S256 is sent to servers that do not know it yet as well: unknown parameters are ignored (RFC 6749, 3.1).
 */
export function gitHubSignIn({ host, web, api }: GitHubAddresses): HostSignIn {
  return {
    oauth: {
      issuer: `${web}/login/oauth`,
      endpoints: {
        authorization: `${web}/login/oauth/authorize`,
        token: `${web}/login/oauth/access_token`,
        device: `${web}/login/device/code`,
        revocation: { kind: 'github', url: `${api}/applications/{client_id}/token` },
      },
      redirect: { path: `/callback/${host}`, port: 'any' },
      scope: SCOPES.join(' '),
      secret: { need: 'demanded', sentBy: 'body' },
      accountChoice: { prompt: 'select_account' },
      accountHint: 'login',
      idToken: 'not-asked',
      renewal: { redirectUri: 'left-out', scope: 'left-out' },
    },
    // A person may untick rights on the consent page ("Scopes for OAuth apps"); without this one nothing private can be pushed.
    needed: [{ name: 'repo', heldBy: ['repo'] }],
    token: {
      page: `${web}/settings/tokens/new?${new URLSearchParams({ description: 'Graft', scopes: SCOPES.join(',') })}`,
      scopes: SCOPES,
      beside: 'nothing',
    },
    organisation: 'not-asked',
    registrationPage: `${web}/settings/applications/new`,
  }
}
