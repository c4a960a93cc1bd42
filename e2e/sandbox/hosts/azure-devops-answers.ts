import { createHash } from 'node:crypto'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import { type BareBranch, type BareEntry, defaultBranchOf } from './bare-repository.ts'
import type { RestAnswer, SandboxHost, SandboxPerson, SandboxPullRequest, SandboxRepository } from './model.ts'

/** Azure DevOps' resources as its REST interface describes them. */

export const MADE = '2026-01-01T00:00:00Z'

export function azureError(status: number, message: string, typeKey: string): RestAnswer {
  const typeName = `Microsoft.TeamFoundation.Git.Server.${typeKey}, Microsoft.TeamFoundation.Git.Server`
  return { status, body: { $id: '1', innerException: null, message, typeName, typeKey, errorCode: 0, eventId: 3000 } }
}

/** The page that comes in place of an answer where the host does not take a sign-in. */
export function signInPage(): RestAnswer {
  return {
    status: 203,
    contentType: 'text/html; charset=utf-8',
    body: '<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head><body>Sign in</body></html>\n',
  }
}

export function wrapped(value: readonly unknown[]): { count: number; value: readonly unknown[] } {
  return { count: value.length, value }
}

/** Every resource has an id of its own; here it follows from its name. */
export function idOf(...name: string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(name.map((part) => part.toLowerCase())))
    .digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}

export function personId({ id }: SandboxPerson): string {
  return idOf('person', String(id))
}

export function describeProfile(person: SandboxPerson) {
  return {
    displayName: person.name,
    publicAlias: personId(person),
    emailAddress: person.email,
    coreRevision: 1,
    timeStamp: MADE,
    id: personId(person),
    revision: 1,
  }
}

/** Who is signed in, as `_apis/connectionData` has it. People of a server are known by their login name. */
export function describeConnection(person: SandboxPerson, { kind }: SandboxHost) {
  const user = {
    id: personId(person),
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${person.email}`,
    ...(kind === 'azure-devops' ? { subjectDescriptor: `aad.${personId(person)}` } : {}),
    providerDisplayName: person.name,
    isActive: true,
    properties: { Account: { $type: 'System.String', $value: kind === 'azure-devops' ? person.email : person.login } },
  }
  return { authenticatedUser: user, authorizedUser: user, instanceId: idOf('instance'), deploymentId: idOf('deployment') }
}

export function describeAccount(organisation: string) {
  return {
    accountId: idOf('organisation', organisation),
    namespaceId: idOf('namespace', organisation),
    accountName: organisation,
    accountUri: `https://vssps.dev.azure.com/${encodeURIComponent(organisation)}/`,
    accountType: 'organization',
    accountStatus: 'enabled',
  }
}

export function describeProject(organisation: string, name: string) {
  return {
    id: idOf('project', organisation, name),
    name,
    state: 'wellFormed',
    revision: 1,
    visibility: 'private',
    lastUpdateTime: MADE,
  }
}

export function repositoryId({ organisation, project, name }: RepositoryPath): string {
  return idOf('repository', organisation, project ?? '', name)
}

/** A repository without commits has no `defaultBranch`. */
export function describeRepository(
  { path, bare, visibility, archived }: SandboxRepository,
  host: SandboxHost,
  readDefaultBranch: (bare: string) => string | null = defaultBranchOf,
) {
  const { organisation, project, name } = path
  const branch = readDefaultBranch(bare)
  const place = [organisation, project ?? '', '_git', name].map(encodeURIComponent).join('/')
  const { protocol, host: authority } = new URL(host.origin)
  return {
    id: repositoryId(path),
    name,
    url: `${host.origin}/${encodeURIComponent(organisation)}/_apis/git/repositories/${repositoryId(path)}`,
    project: { ...describeProject(organisation, project ?? ''), visibility },
    ...(branch === null ? {} : { defaultBranch: `refs/heads/${branch}` }),
    size: branch === null ? 0 : 1024,
    remoteUrl: `${protocol}//${encodeURIComponent(organisation)}@${authority}/${place}`,
    webUrl: `${host.origin}/${place}`,
    isDisabled: archived,
    isInMaintenance: false,
  }
}

export function describeRef({ name, commit }: BareBranch) {
  return { name: `refs/heads/${name}`, objectId: commit, creator: { displayName: 'Ada', id: idOf('person', '1') } }
}

export function describeItem(entry: Pick<BareEntry, 'path' | 'kind' | 'id'>, commit: string) {
  const gitObjectType = { folder: 'tree', file: 'blob', link: 'blob', submodule: 'commit' }[entry.kind]
  return {
    objectId: entry.id,
    gitObjectType,
    commitId: commit,
    path: `/${entry.path}`,
    ...(entry.kind === 'folder' ? { isFolder: true } : {}),
    ...(entry.kind === 'link' ? { isSymLink: true } : {}),
  }
}

/** A policy that wants reviewers before anything comes onto the branch. */
export function describePolicy(branch: string, { path }: SandboxRepository, id: number) {
  return {
    id,
    type: { id: 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd', displayName: 'Minimum number of reviewers' },
    revision: 1,
    isEnabled: true,
    isBlocking: true,
    isDeleted: false,
    isEnterpriseManaged: false,
    settings: {
      minimumApproverCount: 1,
      scope: [{ refName: `refs/heads/${branch}`, matchKind: 'Exact', repositoryId: repositoryId(path) }],
    },
  }
}

export function describePullRequest(request: SandboxPullRequest, repository: SandboxRepository, host: SandboxHost) {
  const author = host.people.find(({ login }) => login === request.author)
  return {
    repository: { id: repositoryId(repository.path), name: repository.path.name },
    pullRequestId: request.number,
    codeReviewId: request.number,
    status: STATUSES[request.state],
    isDraft: request.state === 'draft',
    ...(author ? { createdBy: { displayName: author.name, id: personId(author), uniqueName: author.email } } : {}),
    creationDate: MADE,
    title: request.title,
    description: request.description.slice(0, 400),
    sourceRefName: `refs/heads/${request.source}`,
    targetRefName: `refs/heads/${request.target}`,
    mergeStatus: 'succeeded',
    supportsIterations: true,
  }
}

const STATUSES = { open: 'active', draft: 'active', merged: 'completed', closed: 'abandoned' } as const
