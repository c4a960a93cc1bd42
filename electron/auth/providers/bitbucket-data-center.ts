import type { HostSignIn } from './provider.ts'

/**
 * Bitbucket Data Center ("Bitbucket OAuth 2.0 provider API"): an incoming application link, made by an administrator, with one
 * redirect address and a secret.
 */
export function bitbucketDataCenterSignIn({ web }: { web: string }): HostSignIn {
  return {
    oauth: {
      issuer: web,
      endpoints: {
        authorization: `${web}/rest/oauth2/latest/authorize`,
        token: `${web}/rest/oauth2/latest/token`,
        device: null,
        revocation: { kind: 'not-offered' },
      },
      redirect: { path: '/callback/bitbucket-data-center', port: 'fixed' },
      scope: 'PUBLIC_REPOS REPO_READ REPO_WRITE',
      secret: { need: 'demanded', sentBy: 'body' },
      accountChoice: {},
      accountHint: null,
      idToken: 'not-asked',
      renewal: { redirectUri: 'left-out', scope: 'left-out' },
    },
    needed: [{ name: 'REPO_WRITE', heldBy: ['REPO_WRITE', 'REPO_ADMIN'] }],
    token: {
      page: `${web}/plugins/servlet/access-tokens/manage`,
      scopes: ['REPO_WRITE'],
      beside: 'nothing',
    },
    organisation: 'not-asked',
    registrationPage: `${web}/plugins/servlet/applinks/listApplicationLinks`,
  }
}
