import type { GitHost } from '../git-host.ts'
import type { HostParts } from '../open-host.ts'
import { openRestClient } from '../rest-client.ts'
import { listBranches, readBranch } from './branches.ts'
import type { AzureContext } from './context.ts'
import { readFolder } from './folder.ts'
import { listOrganisations, listProjects, readPerson } from './places.ts'
import { createPullRequest, listPullRequests } from './pull-requests.ts'
import { listRepositories, readRepository } from './repositories.ts'
import { webAddress } from './web-address.ts'

/** Azure DevOps Services and Server (`Azure DevOps Services REST API`, version 7.1). A server's organisations are collections. */
export function openAzureDevops(parts: HostParts): GitHost {
  const context = openContext(parts)
  return {
    kind: context.kind,
    person: (signal) => readPerson(context, signal),
    organisations: (listing, signal) => listOrganisations(context, listing, signal),
    projects: (organisation, listing, signal) => listProjects(context, organisation, listing, signal),
    repositories: (place, listing, signal) => listRepositories(context, place, listing, signal),
    repository: (path, signal) => readRepository(context, path, signal),
    branches: (path, listing, signal) => listBranches(context, path, listing, signal),
    branch: (path, name, signal) => readBranch(context, path, name, signal),
    folder: (path, place, signal) => readFolder(context, path, place, signal),
    pullRequests: (path, source, signal) => listPullRequests(context, path, source, signal),
    createPullRequest: (path, request, signal) => createPullRequest(context, path, request, signal),
    webAddress: (path, place) => webAddress(context, path, place),
  }
}

function openContext({ host, domain, addresses, authorization, network, organisation }: HostParts): AzureContext {
  const isServer = host === 'azure-devops-server'
  const open = (base: string) =>
    openRestClient({
      base,
      domain,
      accept: 'application/json',
      // Asks for an answer instead of the way to a page where people sign in.
      headers: { 'x-tfs-fedauthredirect': 'Suppress' },
      authorization,
      network,
      organisation,
    })
  const { web, profile } = addresses['azure-devops']
  return {
    kind: isServer ? 'azure-devops-server' : 'azure-devops',
    domain: isServer ? domain : web,
    rest: open(isServer ? domain : web),
    profile: isServer ? null : open(profile),
    organisation,
    authorization,
  }
}
