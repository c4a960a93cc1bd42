import type { HostSignIn } from './provider.ts'

const SCOPES = ['api', 'write_repository']

/**
 * GitLab ("OAuth 2.0 identity provider API"): a public client unless it was registered as confidential. A renewal names the
 * redirect address of the sign-in again and ends the pair before.
 */
export function gitLabSignIn({ host, web }: { host: 'gitlab' | 'gitlab-self-managed'; web: string }): HostSignIn {
  return {
    oauth: {
      issuer: web,
      endpoints: {
        authorization: `${web}/oauth/authorize`,
        token: `${web}/oauth/token`,
        device: `${web}/oauth/authorize_device`,
        revocation: { kind: 'standard', url: `${web}/oauth/revoke` },
      },
      redirect: { path: `/callback/${host}`, port: 'any' },
      scope: SCOPES.join(' '),
      secret: { need: 'optional', sentBy: 'body' },
      accountChoice: {},
      accountHint: null,
      idToken: 'not-asked',
      renewal: { redirectUri: 'repeated', scope: 'left-out' },
    },
    needed: [
      { name: 'api', heldBy: ['api', 'read_api'] },
      { name: 'write_repository', heldBy: ['api', 'write_repository'] },
    ],
    token: {
      page: `${web}/-/user_settings/personal_access_tokens?${new URLSearchParams({ name: 'Graft', scopes: SCOPES.join(',') })}`,
      scopes: SCOPES,
      beside: 'nothing',
    },
    organisation: 'not-asked',
    registrationPage: `${web}/-/user_settings/applications`,
  }
}
