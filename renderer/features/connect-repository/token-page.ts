import type { OnPremisesHost } from '#shared/domain/host.ts'

const PAGES: Record<OnPremisesHost, string> = {
  'github-enterprise-server': 'settings/tokens',
  'gitlab-self-managed': '-/user_settings/personal_access_tokens',
  'bitbucket-data-center': 'plugins/servlet/access-tokens/manage',
  'azure-devops-server': '_usersSettings/tokens',
}

/**
 * The page of an own server on which access tokens are made, below the domain's context path. From the hosts' documentation:
 * GitHub "Managing your personal access tokens", GitLab "Personal access tokens", Bitbucket Data Center "HTTP access tokens",
 * Azure DevOps "Use personal access tokens".
 */
export function tokenPage(host: OnPremisesHost, domain: string): string {
  const base = domain.endsWith('/') ? domain : `${domain}/`
  return new URL(PAGES[host], base).href
}
