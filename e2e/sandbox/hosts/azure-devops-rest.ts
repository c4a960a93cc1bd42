import {
  azureError,
  describeAccount,
  describeConnection,
  describePolicy,
  describeProfile,
  describeProject,
  describePullRequest,
  describeRef,
  describeRepository,
  idOf,
  personId,
  repositoryId,
  signInPage,
  wrapped,
} from './azure-devops-answers.ts'
import { answerItems } from './azure-devops-items.ts'
import { createAzurePullRequest } from './azure-devops-pull-requests.ts'
import { branchesOf, defaultBranches } from './bare-repository.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPerson, SandboxRepository } from './model.ts'
import { mayRead } from './serve-git.ts'

type KnownRequest = RestRequest & { caller: NonNullable<RestRequest['caller']> }

/** Azure DevOps' answer to somebody who is signed in: Services', or where the host is a server, a server's. */
export function answerAzure(request: KnownRequest, host: SandboxHost): RestAnswer {
  const { caller, path } = request
  const parts = path.split('/').slice(1).map(decodeURIComponent)
  const at = parts.indexOf('_apis')
  if (at < 0) return notThere('The requested page')
  const question = parts.slice(at + 1).join('/')
  const missing = versionProblem(request, question)
  if (missing) return missing
  const [organisation, project] = parts.slice(0, at)
  if (organisation === undefined) return answerOfPerson(request, host, question)
  if (!organisationsOf(host).includes(organisation.toLowerCase())) return notThere(`The organization ${organisation}`)
  if (!belongs(caller.person, host, organisation)) {
    return azureError(
      401,
      `TF400813: The user '${personId(caller.person)}' is not authorized to access this resource.`,
      'Unauthorized',
    )
  }
  if (question === 'connectionData') return { status: 200, body: describeConnection(caller.person, host) }
  if (question === 'projects') return listProjects(request, host, organisation)
  if (question.startsWith('permissions/')) return tellRights(request, host, question)
  const seen = host.repositories.filter(
    ({ path: its, ...rest }) =>
      same(its.organisation, organisation) &&
      (project === undefined || same(its.project ?? '', project)) &&
      mayRead(caller.person, { path: its, ...rest }),
  )
  if (project !== undefined && seen.length === 0) {
    return azureError(
      404,
      `TF200016: The following project does not exist: ${project}.`,
      'ProjectDoesNotExistWithNameException',
    )
  }
  if (question === 'git/repositories') {
    const readDefaultBranch = defaultBranches()
    return { status: 200, body: wrapped(seen.map((each) => describeRepository(each, host, readDefaultBranch))) }
  }
  if (question === 'git/policy/configurations') return listPolicies(request, seen)
  const [, name = '', rest = ''] = /^git\/repositories\/([^/]+)(\/.*)?$/.exec(question) ?? []
  const repository = seen.find((each) => same(each.path.name, name) || repositoryId(each.path) === name)
  return repository ? answerOfRepository(request, host, repository, rest) : noRepository(name)
}

/** Questions above every organisation. A personal access token is of one organisation and is not taken there. */
function answerOfPerson({ caller, query }: KnownRequest, host: SandboxHost, question: string): RestAnswer {
  const { person, token } = caller
  if (host.kind === 'azure-devops-server') {
    if (question === 'connectionData') return { status: 200, body: describeConnection(person, host) }
    const collections = organisationsIn(host).filter((each) => belongs(person, host, each))
    if (question !== 'projectCollections') return notThere('The resource')
    return { status: 200, body: wrapped(collections.map((name) => ({ id: idOf('organisation', name), name }))) }
  }
  if (token.kind === 'personal') return signInPage()
  if (question === 'profile/profiles/me') return { status: 200, body: describeProfile(person) }
  if (question !== 'accounts') return notThere('The resource')
  if (query.get('memberId') !== personId(person)) return { status: 200, body: wrapped([]) }
  return {
    status: 200,
    body: wrapped(
      organisationsIn(host)
        .filter((each) => belongs(person, host, each))
        .map(describeAccount),
    ),
  }
}

function answerOfRepository(request: KnownRequest, host: SandboxHost, repository: SandboxRepository, rest: string): RestAnswer {
  const { method } = request
  if (rest === '') return { status: 200, body: describeRepository(repository, host) }
  // A disabled repository is still listed, and nothing else.
  if (repository.archived) return noRepository(repository.path.name)
  if (rest === '/pullrequests' && method === 'POST') return createAzurePullRequest(request, host, repository)
  if (method !== 'GET') return azureError(405, 'The requested resource does not support this method.', 'NotSupported')
  if (rest === '/refs') return listRefs(request, repository)
  if (rest === '/items') return answerItems(request, repository)
  return rest === '/pullrequests' ? listPullRequests(request, host, repository) : notThere('The resource')
}

/** Every question names the version that it wants, save the one that has none; previews are taken as previews alone. */
function versionProblem({ method, query }: KnownRequest, question: string): RestAnswer | null {
  const version = query.get('api-version')
  if (question === 'connectionData') {
    if (version === null || version.includes('preview')) return null
    return azureError(
      400,
      `The requested version "${version}" of the resource is under preview.`,
      'VssInvalidPreviewVersionException',
    )
  }
  if (version === null) {
    return azureError(400, `No api-version was supplied for the "${method}" request.`, 'VssVersionNotSpecifiedException')
  }
  return /^[1-7]\.\d/.test(version)
    ? null
    : azureError(400, `The requested REST API version of ${version} is out of range.`, 'VssVersionOutOfRangeException')
}

function notThere(what: string): RestAnswer {
  return azureError(404, `${what} was not found.`, 'HttpException')
}

function noRepository(name: string): RestAnswer {
  const words = `TF401019: The Git repository with name or identifier ${name} does not exist or you do not have permissions for the operation you are attempting.`
  return azureError(404, words, 'GitRepositoryNotFoundException')
}

function organisationsIn(host: SandboxHost): string[] {
  const all = [
    ...host.people.flatMap(({ organisations }) => organisations),
    ...host.repositories.map(({ path }) => path.organisation),
  ]
  return [...new Set(all)]
}

function organisationsOf(host: SandboxHost): string[] {
  return organisationsIn(host).map((name) => name.toLowerCase())
}

function belongs(person: SandboxPerson, host: SandboxHost, organisation: string): boolean {
  return (
    person.organisations.some((each) => same(each, organisation)) ||
    host.repositories.some((each) => same(each.path.organisation, organisation) && mayRead(person, each))
  )
}

function listProjects({ query, caller }: KnownRequest, host: SandboxHost, organisation: string): RestAnswer {
  const names = host.repositories
    .filter((each) => same(each.path.organisation, organisation) && mayRead(caller.person, each))
    .map(({ path }) => path.project ?? path.name)
  const all = [...new Set(names)].sort().map((name) => describeProject(organisation, name))
  const start = Number(query.get('continuationToken') ?? query.get('$skip') ?? 0)
  const length = Number(query.get('$top') ?? 100)
  return continued(all.slice(start, start + length), start + length < all.length ? String(start + length) : null)
}

/** `filter` is the beginning of the name below `refs/`, `filterContains` any part of it. */
function listRefs({ query }: KnownRequest, { bare }: SandboxRepository): RestAnswer {
  const beginning = `refs/${query.get('filter') ?? ''}`
  const part = (query.get('filterContains') ?? '').toLowerCase()
  const after = query.get('continuationToken')
  const all = branchesOf(bare)
    .map(describeRef)
    .filter(({ name }) => name.startsWith(beginning) && name.toLowerCase().includes(part))
  const start = after === null ? 0 : all.findIndex(({ name }) => name === after) + 1
  const length = Number(query.get('$top') ?? 1000)
  const shown = all.slice(start, start + length)
  return continued(shown, start + length < all.length ? (shown.at(-1)?.name ?? null) : null)
}

function listPolicies({ query }: KnownRequest, seen: readonly SandboxRepository[]): RestAnswer {
  const wanted = seen.filter(({ path }) => repositoryId(path) === query.get('repositoryId'))
  const all = wanted.flatMap((each) =>
    each.protectedBranches
      .filter((branch) => (query.get('refName') ?? `refs/heads/${branch}`) === `refs/heads/${branch}`)
      .map((branch, i) => describePolicy(branch, each, i + 1)),
  )
  return { status: 200, body: wrapped(all) }
}

/** 4 is the right to contribute; nobody here has the other ones, such as 128, to push past policies. */
function tellRights({ query, caller }: KnownRequest, host: SandboxHost, question: string): RestAnswer {
  const [, namespace, bits] = question.split('/')
  if (namespace !== '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87') return notThere('The security namespace')
  const tokens = (query.get('tokens') ?? '').split(query.get('delimiter') ?? ',')
  const rights = tokens.map((token) => {
    const repository = host.repositories.find(
      ({ path }) => token === `repoV2/${idOf('project', path.organisation, path.project ?? '')}/${repositoryId(path)}`,
    )
    return bits === '4' && repository?.writers.includes(caller.person.login) === true
  })
  return { status: 200, body: wrapped(rights) }
}

function listPullRequests({ query }: KnownRequest, host: SandboxHost, repository: SandboxRepository): RestAnswer {
  const status = query.get('searchCriteria.status') ?? 'active'
  const source = query.get('searchCriteria.sourceRefName')
  const skip = Number(query.get('$skip') ?? 0)
  const found = repository.pullRequests
    .map((each) => describePullRequest(each, repository, host))
    .filter((each) => (status === 'all' || each.status === status) && (source === null || each.sourceRefName === source))
  return { status: 200, body: wrapped(found.slice(skip, skip + Number(query.get('$top') ?? 101))) }
}

function continued(shown: readonly unknown[], token: string | null): RestAnswer {
  return { status: 200, body: wrapped(shown), headers: token === null ? {} : { 'x-ms-continuationtoken': token } }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
