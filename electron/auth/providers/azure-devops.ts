import type { HostSignIn } from './provider.ts'

/** The resource id of Azure DevOps ("Entra OAuth apps", Azure DevOps documentation). */
const RESOURCE = '499b84ac-1321-427f-aa17-267ca6975798'
/** Any work or school account; for a sign-in that names no organisation. */
export const ANY_TENANT = 'organizations'

/**
 * Azure DevOps Services through Microsoft Entra ("Microsoft identity platform and OAuth 2.0 authorization code flow"): a public
 * client, a tenant in every address. An id token is asked for only where the tenant is known: then its issuer is, too.
 */
export function azureDevOpsSignIn({ web, login, tenant }: { web: string; login: string; tenant: string }): HostSignIn {
  const base = `${login}/${encodeURIComponent(tenant)}`
  const known = tenant !== ANY_TENANT
  return {
    oauth: {
      issuer: `${base}/v2.0`,
      endpoints: {
        authorization: `${base}/oauth2/v2.0/authorize`,
        token: `${base}/oauth2/v2.0/token`,
        device: `${base}/oauth2/v2.0/devicecode`,
        revocation: { kind: 'not-offered' },
      },
      redirect: { path: '/callback/azure-devops', port: 'any' },
      scope: [...(known ? ['openid'] : []), 'offline_access', `${RESOURCE}/.default`].join(' '),
      secret: { need: 'optional', sentBy: 'body' },
      accountChoice: { prompt: 'select_account' },
      accountHint: 'login_hint',
      idToken: known ? 'checked' : 'not-asked',
      renewal: { redirectUri: 'left-out', scope: 'repeated' },
    },
    needed: [],
    token: { page: web, scopes: ['vso.code_write', 'vso.project', 'vso.profile'], beside: 'nothing' },
    organisation: 'needed-for-token',
    registrationPage: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  }
}

/** Azure DevOps Server has no OAuth ("Authentication guidance"): a personal access token, or Windows' own sign-in. */
export function azureDevOpsServerSignIn({ web }: { web: string }): HostSignIn {
  return {
    oauth: null,
    needed: [],
    token: { page: `${web}/_usersSettings/tokens`, scopes: ['vso.code_write'], beside: 'nothing' },
    organisation: 'not-asked',
    registrationPage: null,
  }
}
