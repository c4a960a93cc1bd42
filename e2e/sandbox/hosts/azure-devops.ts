import type { HostAccent } from './model.ts'

/** Azure DevOps Services: organisation, project and repository in every path. */
export const azureDevopsAccent: HostAccent = {
  kind: 'azure-devops',
  restPrefixes: [''],
  readToken: () => null,
  acceptsGitUser: () => false,
  gitPath: () => '',
  rest: () => ({ status: 501 }),
  trouble: () => null,
  gitTrouble: () => null,
  unauthorized: () => ({ status: 401 }),
}

/** Azure DevOps Server: the first part of every path is the collection. */
export const azureDevopsServerAccent: HostAccent = {
  kind: 'azure-devops-server',
  restPrefixes: [''],
  readToken: () => null,
  acceptsGitUser: () => false,
  gitPath: () => '',
  rest: () => ({ status: 501 }),
  trouble: () => null,
  gitTrouble: () => null,
  unauthorized: () => ({ status: 401 }),
}
