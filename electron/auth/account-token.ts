import type { Account } from '#shared/domain/account.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { AccountSecret } from './account-secret.ts'
import type { AccountToken } from './account-service.ts'

/**
 * How each host wants a token carried: in REST requests, and as the password of Git over HTTP beside a user name (the hosts'
 * pages on authentication; Bitbucket "Using API tokens", GitLab "Personal access tokens", Azure DevOps "Use personal access
 * tokens"). `login` is the person's, null while it is not known yet.
 */
export function accountToken(host: HostKind, secret: AccountSecret, login: Account['login'] | null): AccountToken {
  const token = secret.kind === 'oauth' ? secret.accessToken : secret.token
  const bearer = (gitUsername: string): AccountToken => ({ token, authorization: `Bearer ${token}`, gitUsername })
  switch (host) {
    case 'github':
    case 'github-enterprise-server':
      return bearer('x-access-token')
    case 'gitlab':
    case 'gitlab-self-managed':
      return bearer('oauth2')
    case 'bitbucket':
      // Without an e-mail address it is a token of a repository, project or workspace, which is carried as OAuth's are.
      if (secret.kind === 'oauth' || secret.beside === null) return bearer('x-token-auth')
      return { token, authorization: basic(secret.beside, token), gitUsername: 'x-bitbucket-api-token-auth' }
    case 'bitbucket-data-center':
      return bearer(secret.kind === 'oauth' ? 'OAUTH_USERNAME' : (secret.beside ?? login ?? 'x-token-auth'))
    case 'azure-devops':
      if (secret.kind === 'oauth') return bearer(login ?? 'oauth2')
      return { token, authorization: basic('', token), gitUsername: 'pat' }
    case 'azure-devops-server':
      return { token, authorization: basic('', token), gitUsername: 'pat' }
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

/** Whether a header can carry it (RFC 9110, section 5.5). What was copied along with a token, quotes or a line, can't be. */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}
