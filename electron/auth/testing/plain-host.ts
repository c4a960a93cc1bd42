import { z } from 'zod'
import { Failure } from '../../failure.ts'
import type { GitHost } from '../../hosts/git-host.ts'
import type { HostParts } from '../../hosts/open-host.ts'
import { fetchOver } from '../../http/fetch-over.ts'

const Me = z.object({ login: z.string(), scopes: z.array(z.string()) })

/** The sandbox's plain host, which only says who calls. */
export function openPlainHost({ host, domain, authorization, network }: HostParts): GitHost {
  const notThere = async () => {
    throw new Error('the plain host has nothing but people')
  }
  return {
    kind: host,
    person: async (signal) => {
      const answer = await fetchOver(network, domain)(`${domain}/api/me`, {
        method: 'GET',
        headers: { authorization: (await authorization?.(signal)) ?? '' },
        signal,
      })
      if (answer.status === 401) throw new Failure('SIGN_IN_NEEDED', { domain, reason: 'rejected', hostWords: 'not you' })
      const { login, scopes } = Me.parse(await answer.json())
      return { hostUserId: `id-${login}`, login, name: login.toUpperCase(), avatarUrl: null, scopes, expiresAt: null }
    },
    organisations: notThere,
    projects: notThere,
    repositories: notThere,
    repository: notThere,
    branches: notThere,
    branch: notThere,
    folder: notThere,
    pullRequests: notThere,
    createPullRequest: notThere,
    webAddress: () => domain,
  }
}
