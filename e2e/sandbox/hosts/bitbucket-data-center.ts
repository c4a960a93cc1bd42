import type { HostAccent } from './model.ts'

/** Bitbucket Data Center. */
export const bitbucketDataCenterAccent: HostAccent = {
  kind: 'bitbucket-data-center',
  restPrefixes: ['/rest/api/1.0', '/rest/branch-permissions/2.0'],
  readToken: () => null,
  acceptsGitUser: () => false,
  gitPath: () => '',
  rest: () => ({ status: 501 }),
  trouble: () => null,
  gitTrouble: () => null,
  unauthorized: () => ({ status: 401 }),
}
