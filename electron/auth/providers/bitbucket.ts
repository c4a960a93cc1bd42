import type { HostSignIn } from './provider.ts'

/**
 * Bitbucket Cloud ("OAuth 2.0", "Use OAuth on Bitbucket Cloud"): a consumer has one callback address, and its secret goes by
 * Basic. PKCE is not documented; it is sent and harms nobody. Tokens are those of "Using API tokens", with scopes of their own.
 */
export function bitbucketSignIn({ web }: { web: string }): HostSignIn {
  return {
    oauth: {
      issuer: web,
      endpoints: {
        authorization: `${web}/site/oauth2/authorize`,
        token: `${web}/site/oauth2/access_token`,
        device: null,
        revocation: { kind: 'not-offered' },
      },
      redirect: { path: '/callback/bitbucket', port: 'fixed' },
      scope: 'repository:write pullrequest:write account',
      secret: { need: 'demanded', sentBy: 'basic' },
      accountChoice: {},
      accountHint: null,
      idToken: 'not-asked',
      renewal: { redirectUri: 'left-out', scope: 'left-out' },
    },
    needed: [
      // The right to write pull requests includes the one to write the repository ("OAuth 2.0", scopes).
      { name: 'repository:write', heldBy: ['repository:write', 'pullrequest:write', 'write:repository:bitbucket'] },
      { name: 'account', heldBy: ['account', 'account:write', 'read:user:bitbucket'] },
    ],
    token: {
      page: 'https://id.atlassian.com/manage-profile/security/api-tokens',
      scopes: [
        'read:user:bitbucket',
        'read:workspace:bitbucket',
        'read:repository:bitbucket',
        'write:repository:bitbucket',
        'read:pullrequest:bitbucket',
        'write:pullrequest:bitbucket',
      ],
      beside: 'email',
    },
    organisation: 'not-asked',
    registrationPage: null,
  }
}
