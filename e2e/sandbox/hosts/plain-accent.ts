import type { HostKind } from '#shared/domain/host.ts'
import type { HostAccent } from './model.ts'

/** A host whose REST interface only says who calls: for tests of what surrounds it. */
export function plainAccent(kind: HostKind): HostAccent {
  return {
    kind,
    restPrefixes: ['/api'],
    readToken: (headers) => /^Bearer (.+)$/.exec(headers['authorization']?.toString() ?? '')?.[1] ?? null,
    acceptsGitUser: (username) => username !== 'nobody',
    gitPath: ({ organisation, project, name }) =>
      `/${[organisation, project, name]
        .flatMap((part) => (part === null ? [] : part.split('/')))
        .map(encodeURIComponent)
        .join('/')}.git`,
    rest: (request) => ({ status: 200, body: { login: request.caller?.person.login, scopes: request.caller?.token.scopes } }),
    trouble: () => null,
    gitTrouble: (_repository, { troubles }) =>
      troubles.addressNotAllowed ? { status: 403, body: 'Your IP address is not on the list.' } : null,
    unauthorized: (token) => ({ status: 401, body: { state: token?.state ?? 'unknown' } }),
  }
}
