import type { HostedProject, Organisation, Page } from '#shared/domain/hosting.ts'
import { Failure } from '../../failure.ts'
import type { HostPerson, Listing } from '../git-host.ts'
import { advice, readAnswer } from '../read-answer.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'
import { isFound, searchPages } from '../search-pages.ts'
import { AccountAnswer, CollectionAnswer, ConnectionData, Profile, ProjectAnswer } from './answers.ts'
import { type AzureContext, collectionOf, isSame, organisationPath, VERSION } from './context.ts'
import { getList, getPage } from './pages.ts'

/** What `_apis/connectionData` calls somebody without a sign-in. */
const NOBODY = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa'

/**
 * Whose the sign-in is. A token of one organisation is asked about there (`_apis/connectionData`), for it may not see the
 * profile; others through the profile.
 */
export async function readPerson(context: AzureContext, signal?: AbortSignal): Promise<HostPerson> {
  const { profile, organisation } = context
  if (profile === null) return readConnection(context, '', signal)
  if (organisation !== null) return readConnection(context, organisationPath(context, organisation), signal)
  return readProfile(context, profile, signal)
}

async function readProfile(context: AzureContext, profile: RestClient, signal?: AbortSignal): Promise<HostPerson> {
  const found = readAnswer(Profile, await profile.get('/_apis/profile/profiles/me', { query: VERSION, signal }), context.domain)
  return {
    hostUserId: found.id,
    login: found.emailAddress ?? found.publicAlias ?? found.displayName ?? found.id,
    name: found.displayName ?? null,
    avatarUrl: null,
    scopes: null,
    expiresAt: null,
  }
}

async function readConnection(context: AzureContext, place: string, signal: AbortSignal | undefined): Promise<HostPerson> {
  // Without a version: as a preview it wants another number in every version of the server.
  const answer = await context.rest.get(`${place}/_apis/connectionData`, { signal })
  const { authenticatedUser: user } = readAnswer(ConnectionData, answer, context.domain)
  if (user.id === NOBODY) {
    throw new Failure('SIGN_IN_NEEDED', { domain: context.domain, reason: 'rejected', hostWords: null })
  }
  const name = user.customDisplayName ?? user.providerDisplayName ?? null
  return {
    hostUserId: user.id,
    login: user.properties?.Account?.$value ?? name ?? user.id,
    name,
    avatarUrl: user.subjectDescriptor
      ? context.domain + place + safePath`/_apis/GraphProfile/MemberAvatars/${user.subjectDescriptor}`
      : null,
    scopes: null,
    expiresAt: null,
  }
}

/**
 * Organisations of the person. An access token belongs to one, and that is all there is; a sign-in through Microsoft Entra
 * reaches the others of its tenant too (`_apis/accounts`). On a server: the collection that the domain names, else all.
 */
export async function listOrganisations(
  context: AzureContext,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<Organisation>> {
  const { items, notices } = await readOrganisations(context, signal)
  const found = items.filter((name) => isFound(name, listing.search)).sort((a, b) => a.localeCompare(b, 'en'))
  return { items: found.map((name) => ({ name, title: name, kind: 'organisation' })), next: null, notices }
}

async function readOrganisations(context: AzureContext, signal: AbortSignal | undefined): Promise<Page<string>> {
  const { domain, rest, profile, organisation } = context
  const only = (items: string[]): Page<string> => ({ items, next: null, notices: [] })
  if (profile === null) {
    const collection = organisation ?? collectionOf(domain)
    if (collection !== null) return only([collection])
    const page = await getList(rest, domain, { path: '/_apis/projectCollections', item: CollectionAnswer, signal })
    return { items: (page?.items ?? []).map(({ name }) => name), next: null, notices: page?.notices ?? [] }
  }
  if (organisation === null) return readAccounts(context, profile, signal)
  const isAccessToken = (await context.authorization?.(signal))?.startsWith('Basic ') ?? false
  const accounts = isAccessToken ? null : await advice(readAccounts(context, profile, signal))
  if (accounts === null) return only([organisation])
  return { ...accounts, items: [organisation, ...accounts.items.filter((name) => !isSame(name, organisation))] }
}

async function readAccounts(
  context: AzureContext,
  profile: RestClient,
  signal: AbortSignal | undefined,
): Promise<Page<string>> {
  const query = { memberId: (await readProfile(context, profile, signal)).hostUserId }
  const page = await getList(profile, context.domain, { path: '/_apis/accounts', item: AccountAnswer, query, signal })
  return { items: (page?.items ?? []).map(({ accountName }) => accountName), next: null, notices: page?.notices ?? [] }
}

/** Projects of an organisation. Azure DevOps cannot search them. */
export function listProjects(
  context: AzureContext,
  organisation: string,
  listing: Listing,
  signal?: AbortSignal,
): Promise<Page<HostedProject>> {
  const read = async (cursor: string | null): Promise<Page<HostedProject>> => {
    const page = await getPage(context.rest, context.domain, {
      path: `${organisationPath(context, organisation)}/_apis/projects`,
      item: ProjectAnswer,
      query: { stateFilter: 'wellFormed' },
      cursor,
      length: 200,
      canSkip: true,
      allow: [404],
      signal,
    })
    return page ?? { items: [], next: null, notices: [] }
  }
  return searchPages(read, listing, ({ name }) => [name])
}

/** The person's id, for questions to which it only adds. */
export async function readPersonId(context: AzureContext, organisation: string, signal?: AbortSignal): Promise<string | null> {
  const person = await advice(readConnection(context, organisationPath(context, organisation), signal))
  return person?.hostUserId ?? null
}
