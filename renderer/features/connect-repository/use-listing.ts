import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useSession } from '#renderer/session/use-session.tsx'
import type { ContractClient } from '#shared/contract/index.ts'
import type { HostedBranch, HostedProject, HostedRepository, Organisation, RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { createListing, type Listing, type ListingNeeds } from './listing.ts'

type Hosting = ContractClient['hosting']
type Load<Item> = (hosting: Hosting) => ListingNeeds<Item>['load']

/** One list of the host. `about` names what it is a list of: for another thing a new list begins. */
function useListing<Item>(about: string, load: Load<Item>, nameOf: (item: Item) => string): Listing<Item> {
  const session = useSession()
  // `about` stands for everything that `load` depends on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const store = useMemo(
    () => createListing({ load: load(session.rpc.hosting), nameOf, trouble: session.trouble }),
    [session, about],
  )
  useEffect(() => () => store.getState().dispose(), [store])
  return useStore(store)
}

/** Organisations, groups or workspaces that the account can see. */
export function useOrganisations(accountId: AccountId): Listing<Organisation> {
  return useListing(
    accountId,
    (hosting) => (search, cursor, signal) => hosting.organisations({ accountId, search, cursor }, { signal }),
    byName,
  )
}

/** Projects of an organisation of Azure DevOps. */
export function useProjects(accountId: AccountId, organisation: string): Listing<HostedProject> {
  return useListing(
    JSON.stringify([accountId, organisation]),
    (hosting) => (search, cursor, signal) => hosting.projects({ accountId, organisation, search, cursor }, { signal }),
    byName,
  )
}

/** Repositories of an organisation, or of one of its projects. */
export function useRepositories(accountId: AccountId, organisation: string, project: string | null): Listing<HostedRepository> {
  return useListing(
    JSON.stringify([accountId, organisation, project]),
    (hosting) => (search, cursor, signal) =>
      hosting.repositories({ accountId, organisation, project, search, cursor }, { signal }),
    byPath,
  )
}

/** Branches of a repository. */
export function useBranches(accountId: AccountId, repository: RepositoryPath): Listing<HostedBranch> {
  return useListing(
    JSON.stringify([accountId, repository]),
    (hosting) => (search, cursor, signal) => hosting.branches({ accountId, repository, search, cursor }, { signal }),
    byName,
  )
}

function byName({ name }: { name: string }): string {
  return name
}

function byPath({ path }: HostedRepository): string {
  return path.name
}
