import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function hostingRouter(os: Implementer, { hosting }: Services) {
  return {
    organisations: os.hosting.organisations.handler(({ input: { accountId, ...listing }, signal }) =>
      hosting.organisations(accountId, listing, signal),
    ),
    projects: os.hosting.projects.handler(({ input: { accountId, organisation, ...listing }, signal }) =>
      hosting.projects(accountId, organisation, listing, signal),
    ),
    repositories: os.hosting.repositories.handler(({ input: { accountId, organisation, project, ...listing }, signal }) =>
      hosting.repositories(accountId, { organisation, project }, listing, signal),
    ),
    branches: os.hosting.branches.handler(({ input: { accountId, repository, ...listing }, signal }) =>
      hosting.branches(accountId, repository, listing, signal),
    ),
    folder: os.hosting.folder.handler(
      async ({ input: { accountId, repository, ...place }, signal }) =>
        (await hosting.folder(accountId, repository, place, signal)) ?? [],
    ),
  }
}
