import type { HostAccent } from './model.ts'

/** Bitbucket Cloud. */
export const bitbucketAccent: HostAccent = {
  kind: 'bitbucket',
  restPrefixes: ['/2.0'],
  readToken: () => null,
  acceptsGitUser: () => false,
  gitPath: () => '',
  rest: () => ({ status: 501 }),
  trouble: () => null,
  gitTrouble: () => null,
  unauthorized: () => ({ status: 401 }),
}
