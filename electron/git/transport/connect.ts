import { Failure } from '#electron/failure.ts'
import { openHttp, type Timeouts } from '#electron/http/http.ts'
import { parseRemoteAddress } from '#shared/domain/remote-address.ts'
import type { CallOptions, RemoteAccess } from '../contract.ts'
import { remoteUrl } from '../repository/remote-branch.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { USER_AGENT } from './agent.ts'
import { credentialSource } from './credentials.ts'
import { openSmartHttp, type SmartHttp } from './smart-http.ts'

/** How a remote is talked to: ours over HTTP, the installed `git` over SSH. */
export type Line = { kind: 'http'; session: SmartHttp } | { kind: 'ssh' }

/** Opens the way to a remote. Close an HTTP session after use. Failures: REMOTE_REPOSITORY_NOT_FOUND, REMOTE_FAILED. */
export function openLine(
  repo: Repo,
  access: RemoteAccess,
  direction: 'fetch' | 'push',
  options: CallOptions & { timeouts?: Timeouts },
): Line {
  const url = remoteUrl(readConfig(repo), access.remote, direction)
  if (url === null) throw new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url: access.remote, hostWords: null })
  return openLineTo(repo, url, access, options)
}

/** The same to an address, whatever the remote's is. Failure: REMOTE_FAILED. */
export function openLineTo(
  repo: Repo,
  url: string,
  access: RemoteAccess,
  { signal, timeouts }: CallOptions & { timeouts?: Timeouts },
): Line {
  const address = parseRemoteAddress(url)
  const { domain } = access
  switch (address.kind) {
    case 'ssh':
      return { kind: 'ssh' }
    case 'https':
    case 'http': {
      const http = openHttp({
        proxy: access.proxy,
        certificateAuthorities: access.certificateAuthorities,
        // The clone's configuration may lead elsewhere since they were trusted.
        trustedAt: domain,
        userAgent: USER_AGENT,
        ...(timeouts ? { timeouts } : {}),
      })
      const credentials = credentialSource(access.signIn, {
        root: repo.root,
        variables: repo.environment.variables,
        url,
        domain,
        signal,
      })
      return {
        kind: 'http',
        session: openSmartHttp({ url, domain, viaProxy: access.proxy !== null, http, credentials, now: repo.now, signal }),
      }
    }
    case 'git':
    case 'local':
    case 'unknown':
      throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null })
  }
}
