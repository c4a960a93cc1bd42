import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'
import { openRestClient } from '../rest-client.ts'
import { listBranches, readBranch } from './branches.ts'
import type { BitbucketContext } from './context.ts'
import { readFolder } from './folder.ts'
import { listWorkspaces, readPerson } from './places.ts'
import { createPullRequest, listPullRequests } from './pull-requests.ts'
import { listRepositories, readRepository } from './repositories.ts'
import { webAddress } from './web-address.ts'

/** Bitbucket Cloud (`The Bitbucket Cloud REST API`, version 2.0). Its organisations are workspaces. */
export function openBitbucket({ domain, addresses, authorization, network }: HostParts): GitHost {
  const { api, web } = addresses.bitbucket
  const rest = openRestClient({ base: api, domain, accept: 'application/json', authorization, network })
  const context: BitbucketContext = { rest, domain, web }
  return {
    kind: 'bitbucket',
    person: (signal) => readPerson(context, signal),
    organisations: (listing, signal) => listWorkspaces(context, listing, signal),
    projects: () => Promise.resolve({ items: [], next: null, notices: [] }),
    repositories: ({ organisation }, listing, signal) => listRepositories(context, organisation, listing, signal),
    repository: (path, signal) => readRepository(context, path, signal),
    branches: (path, listing, signal) => listBranches(context, path, listing, signal),
    branch: (path, name, signal) => readBranch(context, path, name, signal),
    folder: (path, place, signal) => readFolder(context, path, place, signal),
    pullRequests: (path, source, signal) => listPullRequests(context, path, source, signal),
    createPullRequest: (path, request, signal) => createPullRequest(context, path, request, signal),
    webAddress: (path, place) => webAddress(context, path, place),
  }
}
