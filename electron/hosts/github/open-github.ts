import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'
import { openRestClient } from '../rest-client.ts'
import { listBranches, readBranch } from './branches.ts'
import type { GithubContext } from './context.ts'
import { readFolder } from './folder.ts'
import { listOrganisations } from './organisations.ts'
import { readPerson } from './person.ts'
import { createPullRequest, listPullRequests } from './pull-requests.ts'
import { listRepositories, readRepository } from './repositories.ts'
import { webAddress } from './web-address.ts'

const HEADERS = { 'x-github-api-version': '2022-11-28' }
const ACCEPT = 'application/vnd.github+json, application/json;q=0.9'

/** GitHub and GitHub Enterprise Server, whose REST interface lies below its own address ("GitHub REST API", 2022-11-28). */
export function openGithub({ host, domain, addresses, authorization, network }: HostParts): GitHost {
  const base = host === 'github' ? addresses.github.api : `${domain}/api/v3`
  const rest = openRestClient({ base, domain, accept: ACCEPT, headers: HEADERS, authorization, network })
  const context: GithubContext = { rest, domain }
  return {
    kind: host,
    person: (signal) => readPerson(context, signal),
    organisations: (listing, signal) => listOrganisations(context, listing, signal),
    projects: () => Promise.resolve({ items: [], next: null, notices: [] }),
    repositories: ({ organisation }, listing, signal) => listRepositories(context, organisation, listing, signal),
    repository: (path, signal) => readRepository(context, path, signal),
    branches: (path, listing, signal) => listBranches(context, path, listing, signal),
    branch: (path, name, signal) => readBranch(context, path, name, signal),
    folder: (path, place, signal) => readFolder(context, path, place, signal),
    pullRequests: (path, source, signal) => listPullRequests(context, path, source, signal),
    createPullRequest: (path, request, signal) => createPullRequest(context, path, request, signal),
    webAddress: (path, place) => webAddress(domain, path, place),
  }
}
