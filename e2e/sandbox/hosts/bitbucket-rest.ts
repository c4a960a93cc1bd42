import { branchesOf, defaultBranches, placeOf } from './bare-repository.ts'
import {
  bitbucketError,
  changeAnnounced,
  describeBranch,
  describeEntry,
  describePullRequest,
  describeRepository,
  describeUser,
  describeWorkspace,
  fullName,
} from './bitbucket-answers.ts'
import { createBitbucketPullRequest } from './bitbucket-pull-requests.ts'
import { type FieldReader, isFoundBy, parseBitbucketQuery } from './bitbucket-query.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxRepository } from './model.ts'
import { mayRead } from './serve-git.ts'

export type KnownRequest = RestRequest & { caller: NonNullable<RestRequest['caller']> }

/** Lists that were given up with CHANGE-2770 in 2026. */
const GIVEN_UP = /^\/(workspaces|repositories|user\/permissions(\/.*)?)$/

/** Bitbucket Cloud's answer to somebody who is signed in. */
export function answerBitbucket(request: KnownRequest, host: SandboxHost): RestAnswer {
  const { method, path, caller } = request
  if (method === 'GET' && GIVEN_UP.test(path)) return changeAnnounced('CHANGE-2770')
  if (method === 'GET' && path === '/user') return scoped(request, RIGHTS.user, () => ok(describeUser(caller.person, host)))
  if (method === 'GET' && path === '/user/workspaces')
    return scoped(request, RIGHTS.workspaces, () => listWorkspaces(request, host))
  const [, workspace, slug, rest = ''] = /^\/repositories\/([^/]+)(?:\/([^/]+)(\/.*)?)?$/.exec(path) ?? []
  if (workspace === undefined) return bitbucketError(404, 'Resource not found')
  if (slug === undefined)
    return scoped(request, RIGHTS.repository, () => listRepositories(request, host, decodeURIComponent(workspace)))
  const name = `${decodeURIComponent(workspace)}/${decodeURIComponent(slug)}`.toLowerCase()
  const repository = host.repositories.find((each) => fullName(each).toLowerCase() === name)
  if (!repository) return bitbucketError(404, `Repository ${name} not found`)
  if (!mayRead(caller.person, repository)) {
    return bitbucketError(403, 'Your credentials lack the required privilege to view this repository.')
  }
  return answerOfRepository(request, host, repository, rest)
}

/** Rights that suffice: OAuth's names, and those of API tokens. The first one is what a refusal names. */
const RIGHTS = {
  user: ['account', 'read:user:bitbucket'],
  workspaces: ['account', 'read:workspace:bitbucket'],
  repository: [
    'repository',
    'repository:write',
    'repository:admin',
    'pullrequest',
    'pullrequest:write',
    'read:repository:bitbucket',
  ],
  pullRequests: ['pullrequest', 'pullrequest:write', 'read:pullrequest:bitbucket'],
  createPullRequest: ['pullrequest:write', 'write:pullrequest:bitbucket'],
  restrictions: ['repository:admin', 'admin:repository:bitbucket'],
} as const

function answerOfRepository(request: KnownRequest, host: SandboxHost, repository: SandboxRepository, rest: string): RestAnswer {
  const { method, caller } = request
  if (method === 'POST' && rest === '/pullrequests') {
    return scoped(request, RIGHTS.createPullRequest, () => createBitbucketPullRequest(request, host, repository))
  }
  if (method !== 'GET') return bitbucketError(405, 'Method not allowed')
  if (rest === '') return scoped(request, RIGHTS.repository, () => ok(describeRepository(repository, host, caller.person)))
  if (rest === '/refs/branches') return scoped(request, RIGHTS.repository, () => listBranches(request, host, repository))
  if (rest.startsWith('/src/')) return scoped(request, RIGHTS.repository, () => showSource(request, host, repository, rest))
  if (rest === '/pullrequests') {
    return scoped(request, RIGHTS.pullRequests, () => listPullRequests(request, host, repository))
  }
  if (rest === '/branch-restrictions') {
    return scoped(request, RIGHTS.restrictions, () => listRestrictions(request, host, repository))
  }
  return bitbucketError(404, 'Resource not found')
}

/** Refuses a token without the right, as Bitbucket does: naming what it has and what it would need. */
function scoped(request: KnownRequest, enough: readonly string[], answer: () => RestAnswer): RestAnswer {
  const { scopes } = request.caller.token
  if (scopes.some((scope) => scope === 'all' || enough.includes(scope))) return answer()
  const detail = { granted: scopes, required: enough.slice(0, 1) }
  const message = 'Your credentials lack one or more required privilege scopes.'
  return { status: 403, body: { type: 'error', error: { message, detail } } }
}

function ok(body: unknown): RestAnswer {
  return { status: 200, body }
}

function listWorkspaces(request: KnownRequest, host: SandboxHost): RestAnswer {
  const { login, organisations } = request.caller.person
  const own = host.repositories.some(({ path }) => path.organisation === login) ? [login] : []
  const slugs = [...organisations, ...own].sort()
  return paged(request, host, slugs, (slug) => describeWorkspace(slug, host))
}

function listRepositories(request: KnownRequest, host: SandboxHost, workspace: string): RestAnswer {
  const { person } = request.caller
  const all = host.repositories.filter(({ path }) => path.organisation.toLowerCase() === workspace.toLowerCase())
  if (all.length === 0 && ![person.login, ...person.organisations].includes(workspace)) {
    return bitbucketError(404, `No workspace with identifier '${workspace}'.`)
  }
  const role = request.query.get('role')
  const seen = all
    .filter((each) => mayRead(person, each))
    .filter((each) => role !== 'contributor' || each.writers.includes(person.login))
    .sort((a, b) => (a.path.name < b.path.name ? -1 : 1))
  const readDefaultBranch = defaultBranches()
  return searched(request, seen, fieldsOfRepository, (found) =>
    paged(request, host, found, (each) => describeRepository(each, host, person, readDefaultBranch)),
  )
}

function fieldsOfRepository(repository: SandboxRepository): FieldReader {
  const fields: Record<string, string> = { name: repository.path.name, full_name: fullName(repository) }
  return (field) => fields[field]
}

function listBranches(request: KnownRequest, host: SandboxHost, repository: SandboxRepository): RestAnswer {
  const fields =
    ({ name }: { name: string }): FieldReader =>
    (field) =>
      field === 'name' ? name : undefined
  return searched(request, branchesOf(repository.bare), fields, (found) => paged(request, host, found, describeBranch))
}

/** Names of branches work here as long as they have no slash. A file comes as it is, not as JSON. */
function showSource(request: KnownRequest, host: SandboxHost, repository: SandboxRepository, rest: string): RestAnswer {
  const [revision = '', ...parts] = rest.slice('/src/'.length).split('/').map(decodeURIComponent)
  const path = parts.filter((part) => part !== '').join('/')
  const branches = branchesOf(repository.bare)
  const commit = /^[0-9a-f]{40}$/.test(revision) ? revision : branches.find(({ name }) => name === revision)?.commit
  const place = commit === undefined ? null : placeOf(repository.bare, commit, path)
  if (commit === undefined || place === null) return bitbucketError(404, `Commit not found: ${revision}`)
  if (place.kind === 'missing') return bitbucketError(404, `No such file or directory: ${path}`)
  if (place.kind === 'file') return { status: 200, body: place.content }
  return paged(request, host, place.entries, (entry) => describeEntry(entry, commit))
}

function listPullRequests(request: KnownRequest, host: SandboxHost, repository: SandboxRepository): RestAnswer {
  const states = request.query.getAll('state')
  const described = repository.pullRequests.map((each) => describePullRequest(each, repository, host))
  const inState = described.filter(({ state }) => (states.length === 0 ? state === 'OPEN' : states.includes(state)))
  const fields = ({ state, title, source, destination }: (typeof described)[number]): FieldReader => {
    const values: Record<string, string> = {
      state,
      title,
      'source.branch.name': source.branch.name,
      'destination.branch.name': destination.branch.name,
    }
    return (field) => values[field]
  }
  return searched(request, inState, fields, (found) => paged(request, host, found, (each) => each, 50))
}

/** Rules are shown to administrators alone: here, to the owner of the workspace. */
function listRestrictions(request: KnownRequest, host: SandboxHost, repository: SandboxRepository): RestAnswer {
  if (repository.path.organisation !== request.caller.person.login) {
    return bitbucketError(403, 'Your credentials lack the required privilege to view branch restrictions.')
  }
  return paged(request, host, repository.protectedBranches, (pattern) => ({
    type: 'branchrestriction',
    id: 1 + repository.protectedBranches.indexOf(pattern),
    kind: 'push',
    branch_match_kind: 'glob',
    pattern,
    users: [],
    groups: [],
  }))
}

function searched<T>(
  { query }: KnownRequest,
  all: readonly T[],
  fields: (item: T) => FieldReader,
  answer: (found: T[]) => RestAnswer,
): RestAnswer {
  const text = query.get('q')
  if (text === null) return answer([...all])
  const parsed = parseBitbucketQuery(text)
  if (parsed === null) return bitbucketError(400, `Invalid query: ${text}`)
  const found: T[] = []
  for (const item of all) {
    const holds = isFoundBy(parsed, fields(item))
    if (holds === null) return bitbucketError(400, `Invalid field in query: ${text}`)
    if (holds) found.push(item)
  }
  return answer(found)
}

/** A page (`Pagination`): 10 entries unless asked for more, and the whole address of the next one. */
function paged<T>(
  { query, path }: KnownRequest,
  host: SandboxHost,
  all: readonly T[],
  describe: (item: T) => unknown,
  longest = 100,
): RestAnswer {
  const page = Number(query.get('page') ?? 1)
  const pagelen = Number(query.get('pagelen') ?? 10)
  if (!Number.isInteger(page) || page < 1) return bitbucketError(400, 'Invalid page')
  if (!Number.isInteger(pagelen) || pagelen < 1 || pagelen > longest) return bitbucketError(400, 'Invalid pagelen')
  const values = all.slice((page - 1) * pagelen, page * pagelen).map(describe)
  const next = new URL(`${host.origin}/2.0${path}`)
  next.search = query.toString()
  next.searchParams.set('page', String(page + 1))
  return ok({ size: all.length, page, pagelen, values, ...(page * pagelen < all.length ? { next: next.href } : {}) })
}
