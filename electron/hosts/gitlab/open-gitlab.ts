import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'
import { openRestClient } from '../rest-client.ts'
import { listBranches, readBranch } from './branches.ts'
import type { GitlabContext } from './context.ts'
import { readFolder } from './folder.ts'
import { listGroups } from './groups.ts'
import { createMergeRequest, listMergeRequests } from './merge-requests.ts'
import { readPerson } from './person.ts'
import { listProjects, readProject } from './projects.ts'
import { webAddress } from './web-address.ts'

/** GitLab.com and GitLab Self-Managed ("GitLab REST API", v4). Its organisations are groups, its repositories projects. */
export function openGitlab({ host, domain, authorization, network }: HostParts): GitHost {
  const rest = openRestClient({ base: `${domain}/api/v4`, domain, accept: 'application/json', authorization, network })
  const context: GitlabContext = { rest, domain }
  return {
    kind: host,
    person: (signal) => readPerson(context, signal),
    organisations: (listing, signal) => listGroups(context, listing, signal),
    projects: () => Promise.resolve({ items: [], next: null, notices: [] }),
    repositories: ({ organisation }, listing, signal) => listProjects(context, organisation, listing, signal),
    repository: (path, signal) => readProject(context, path, signal),
    branches: (path, listing, signal) => listBranches(context, path, listing, signal),
    branch: (path, name, signal) => readBranch(context, path, name, signal),
    folder: (path, place, signal) => readFolder(context, path, place, signal),
    pullRequests: (path, source, signal) => listMergeRequests(context, path, source, signal),
    createPullRequest: (path, request, signal) => createMergeRequest(context, path, request, signal),
    webAddress: (path, place) => webAddress(domain, path, place),
  }
}
