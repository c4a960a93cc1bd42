import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'
import { openRestClient } from '../rest-client.ts'
import { listBranches, readBranch } from './branches.ts'
import type { DataCenterContext } from './context.ts'
import { readFolder } from './folder.ts'
import { readPerson } from './person.ts'
import { listProjects } from './projects.ts'
import { createPullRequest, listPullRequests } from './pull-requests.ts'
import { listRepositories, readRepository } from './repositories.ts'
import { webAddress } from './web-address.ts'

/** Bitbucket Data Center (`REST API`, version 1.0, below the domain's context path). Its organisations are projects. */
export function openBitbucketDataCenter({ domain, authorization, network }: HostParts): GitHost {
  const rest = openRestClient({
    base: domain,
    domain,
    accept: 'application/json',
    // Without it the server takes a POST for one that a foreign page made (`XSRF check failed`).
    headers: { 'x-atlassian-token': 'no-check' },
    authorization,
    network,
  })
  const context: DataCenterContext = { rest, domain, authorization }
  return {
    kind: 'bitbucket-data-center',
    person: (signal) => readPerson(context, signal),
    organisations: (listing, signal) => listProjects(context, listing, signal),
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
