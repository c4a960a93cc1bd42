import type { HostKind } from '#shared/domain/host.ts'

export interface ServerAnswer {
  /** Path below the domain that was asked. */
  path: string
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
}

/** Public addresses that tell the kinds of server apart; each is a harmless read without credentials. */
export const TELLING_PATHS = ['/api/v3/meta', '/api/v4/version', '/rest/api/1.0/application-properties'] as const

/**
 * Guesses the kind of a server from its public face. GitHub Enterprise Server names itself in `X-GitHub-Enterprise-Version`,
 * GitLab sends `X-Gitlab-Meta`, Azure DevOps Server `X-TFS-…` and `X-VSS-…`, Bitbucket `X-AREQUESTID` with its REST path.
 */
export function guessServerKind(answers: readonly ServerAnswer[]): HostKind | null {
  for (const { headers } of answers) {
    const names = Object.keys(headers)
    if ('x-github-enterprise-version' in headers || 'x-github-request-id' in headers) return 'github-enterprise-server'
    if (names.some((name) => name.startsWith('x-gitlab-')) || /_gitlab_session=/.test(headers['set-cookie'] ?? '')) {
      return 'gitlab-self-managed'
    }
    if (names.some((name) => name.startsWith('x-tfs-') || name.startsWith('x-vss-'))) return 'azure-devops-server'
    if (/BITBUCKETSESSIONID=/.test(headers['set-cookie'] ?? '')) return 'bitbucket-data-center'
  }
  const answered = (path: string, status: number): boolean =>
    answers.some((answer) => answer.path === path && answer.status === status && isJson(answer))
  if (answered('/rest/api/1.0/application-properties', 200)) return 'bitbucket-data-center'
  if (answered('/api/v4/version', 401)) return 'gitlab-self-managed'
  if (answered('/api/v3/meta', 200)) return 'github-enterprise-server'
  return null
}

function isJson(answer: ServerAnswer): boolean {
  return /\bjson\b/.test(answer.headers['content-type'] ?? '')
}
