import { branchesOf, defaultBranchOf, placeOf } from './bare-repository.ts'
import {
  dataCenterError,
  describeBranch,
  describeChild,
  describeProject,
  describePullRequest,
  describeRepository,
  describeUser,
  isPersonalKey,
  notPermitted,
  projectName,
} from './bitbucket-data-center-answers.ts'
import { createDataCenterPullRequest } from './bitbucket-data-center-pull-requests.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPerson, SandboxRepository } from './model.ts'
import { mayRead } from './serve-git.ts'

type KnownRequest = RestRequest & { caller: NonNullable<RestRequest['caller']> }

/** Bitbucket Data Center's answer to somebody who is signed in. */
export function answerDataCenter(request: KnownRequest, host: SandboxHost): RestAnswer {
  const { method, path } = request
  if (method === 'GET' && path === '/users') return listUsers(request, host)
  if (method === 'GET' && path === '/projects') return listProjects(request, host)
  if (method === 'GET' && path === '/repos') return listRepositories(request, host)
  const [, key, slug, rest = ''] = /^\/projects\/([^/]+)(?:\/repos(?:\/([^/]+)(\/.*)?)?)?$/.exec(path) ?? []
  if (key === undefined) return { status: 404, body: { 'status-code': 404, message: 'null for uri' } }
  const project = projectsOf(host, request.caller.person).find((each) => same(each, decodeURIComponent(key)))
  if (project === undefined) return notThere(`Project ${decodeURIComponent(key)} does not exist.`, 'project.NoSuchProject')
  if (path.endsWith(`/projects/${key}`)) return { status: 200, body: describeProject(project, host) }
  const seen = host.repositories.filter((each) => each.path.organisation === project && reads(request.caller.person, each))
  if (slug === undefined) return paged(request, seen, (each) => describeRepository(each, host))
  const repository = seen.find((each) => same(each.path.name, decodeURIComponent(slug)))
  if (!repository) return notThere(`Repository ${project}/${slug} does not exist.`, 'repository.NoSuchRepository')
  return answerOfRepository(request, host, repository, rest)
}

function answerOfRepository(request: KnownRequest, host: SandboxHost, repository: SandboxRepository, rest: string): RestAnswer {
  const { method } = request
  if (method === 'POST' && rest === '/pull-requests') return createDataCenterPullRequest(request, host, repository)
  if (method !== 'GET') return dataCenterError(405, 'Method Not Allowed', null)
  if (rest === '') return { status: 200, body: describeRepository(repository, host) }
  if (rest === '/default-branch') return showDefaultBranch(repository)
  if (rest === '/branches') return listBranches(request, repository)
  if (rest === '/browse' || rest.startsWith('/browse/')) return browse(request, repository, rest.slice('/browse/'.length))
  if (rest === '/pull-requests') return listPullRequests(request, host, repository)
  if (rest === '/restrictions') return listRestrictions(request, repository)
  return { status: 404, body: { 'status-code': 404, message: 'null for uri' } }
}

function notThere(message: string, exception: string): RestAnswer {
  return dataCenterError(404, message, `com.atlassian.bitbucket.${exception}Exception`)
}

function listUsers(request: KnownRequest, host: SandboxHost): RestAnswer {
  const filter = (request.query.get('filter') ?? '').toLowerCase()
  const found = host.people.filter(({ login, name, email }) =>
    [login, name, email].some((text) => text.toLowerCase().includes(filter)),
  )
  const avatars = request.query.has('avatarSize') ? 'with-avatar' : 'without-avatar'
  return paged(request, found, (person) => describeUser(person, avatars))
}

/** Keys of the projects that a person sees; their own one exists from its first repository on. */
function projectsOf(host: SandboxHost, person: SandboxPerson): string[] {
  const all = host.repositories.filter((each) => reads(person, each)).map(({ path }) => path.organisation)
  return [...new Set([...person.organisations, ...all])].sort()
}

function reads(person: SandboxPerson, repository: SandboxRepository): boolean {
  return mayRead(person, repository) || same(repository.path.organisation, `~${person.login}`)
}

/** People's own projects are not in the list. */
function listProjects(request: KnownRequest, host: SandboxHost): RestAnswer {
  const name = (request.query.get('name') ?? '').toLowerCase()
  const found = projectsOf(host, request.caller.person).filter(
    (key) => !isPersonalKey(key) && projectName(key, host).toLowerCase().includes(name),
  )
  return paged(request, found, (key) => describeProject(key, host))
}

function listRepositories(request: KnownRequest, host: SandboxHost): RestAnswer {
  const { query, caller } = request
  const name = (query.get('name') ?? '').trim().toLowerCase()
  const project = (query.get('projectname') ?? '').trim().toLowerCase()
  const archived = query.get('archived') ?? 'ACTIVE'
  const found = host.repositories.filter(
    (each) =>
      reads(caller.person, each) &&
      each.path.name.toLowerCase().includes(name) &&
      projectName(each.path.organisation, host).toLowerCase().includes(project) &&
      (archived === 'ALL' || each.archived === (archived === 'ARCHIVED')) &&
      (query.get('permission') !== 'REPO_WRITE' || each.writers.includes(caller.person.login)),
  )
  return paged(request, found, (each) => describeRepository(each, host))
}

function showDefaultBranch({ bare }: SandboxRepository): RestAnswer {
  const name = defaultBranchOf(bare)
  if (name === null) return notThere('The repository has no default branch.', 'repository.NoDefaultBranch')
  return { status: 200, body: { id: `refs/heads/${name}`, displayId: name, type: 'BRANCH' } }
}

function listBranches(request: KnownRequest, { bare }: SandboxRepository): RestAnswer {
  const text = (request.query.get('filterText') ?? '').toLowerCase()
  const found = branchesOf(bare).filter(({ name }) => name.toLowerCase().includes(text))
  if (request.query.get('boostMatches') === 'true') found.sort((a, b) => rank(a.name) - rank(b.name))
  const defaultBranch = defaultBranchOf(bare)
  return paged(request, found, (branch) => describeBranch(branch, defaultBranch))

  function rank(name: string): number {
    return name.toLowerCase() === text ? 0 : name.toLowerCase().startsWith(text) ? 1 : 2
  }
}

/** `at` is a branch by its short or whole name. A file's answer has its lines. */
function browse(request: KnownRequest, { bare, path: { name } }: SandboxRepository, encoded: string): RestAnswer {
  const at = request.query.get('at')
  const wanted = at === null ? defaultBranchOf(bare) : at.replace(/^refs\/heads\//, '')
  const commit = branchesOf(bare).find((branch) => branch.name === wanted)?.commit
  if (commit === undefined) return notThere(`Commit '${wanted}' does not exist in repository '${name}'.`, 'commit.NoSuchCommit')
  const path = decodeURIComponent(encoded)
  const place = placeOf(bare, commit, path)
  if (place.kind === 'missing')
    return notThere(`The path "${path}" does not exist at revision "${wanted}"`, 'content.NoSuchPath')
  if (place.kind === 'file') {
    const lines = place.content.split('\n').map((text) => ({ text }))
    return { status: 200, body: { lines, start: 0, size: lines.length, isLastPage: true } }
  }
  const children = pageOf(request, place.entries, (entry) => describeChild(bare, commit, entry))
  return { status: 200, body: { path: { components: path === '' ? [] : path.split('/') }, revision: commit, children } }
}

function listPullRequests(request: KnownRequest, host: SandboxHost, repository: SandboxRepository): RestAnswer {
  const state = request.query.get('state') ?? 'OPEN'
  const at = request.query.get('at')
  const side = request.query.get('direction') === 'OUTGOING' ? 'fromRef' : 'toRef'
  const found = repository.pullRequests
    .map((each) => describePullRequest(each, repository, host))
    .filter((each) => (state === 'ALL' || each.state === state) && (at === null || each[side].id === at))
  return paged(request, found, (each) => each)
}

/** Rules are shown to administrators alone: here, to the owner of a personal project. */
function listRestrictions(request: KnownRequest, repository: SandboxRepository): RestAnswer {
  if (!same(repository.path.organisation, `~${request.caller.person.login}`)) return notPermitted()
  return paged(request, repository.protectedBranches, (branch) => ({
    id: 1 + repository.protectedBranches.indexOf(branch),
    scope: { type: 'REPOSITORY', resourceId: 1 },
    type: 'pull-request-only',
    matcher: { id: `refs/heads/${branch}`, displayId: branch, type: { id: 'BRANCH', name: 'Branch' }, active: true },
    users: [],
    groups: [],
    accessKeys: [],
  }))
}

function paged<T>(request: KnownRequest, all: readonly T[], describe: (item: T) => unknown): RestAnswer {
  return { status: 200, body: pageOf(request, all, describe) }
}

/** A page (`Paged APIs`): 25 entries unless asked for more, at most 1,000. */
function pageOf<T>({ query }: KnownRequest, all: readonly T[], describe: (item: T) => unknown) {
  const start = Math.max(0, Number(query.get('start') ?? 0))
  const limit = Math.min(1000, Math.max(1, Number(query.get('limit') ?? 25)))
  const values = all.slice(start, start + limit).map(describe)
  const isLastPage = start + limit >= all.length
  return { size: values.length, limit, isLastPage, values, start, nextPageStart: isLastPage ? null : start + limit }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
