import { z } from 'zod'
import { type BareBranch, branchesOf, defaultBranchOf, placeOf } from './bare-repository.ts'
import * as answers from './gitlab-answers.ts'
import { addressWith, linkedPage } from './link-pages.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPerson, SandboxRepository } from './model.ts'
import { belongsTo, maySee } from './visible-repositories.ts'

interface Question {
  request: RestRequest
  host: SandboxHost
  person: SandboxPerson
}

const UNKNOWN: RestAnswer = { status: 404, body: { error: '404 Not Found' } }

/** GitLab's REST interface, as far as Graft asks it ("GitLab REST API", v4). */
export function gitlabRest(request: RestRequest, host: SandboxHost): RestAnswer {
  if (!request.caller) return { status: 401, body: { message: '401 Unauthorized' } }
  const { person, token } = request.caller
  const path = request.path.split('/').slice(1).map(decodeURIComponent)
  const needed = neededScopes(request, path)
  if (!needed.some((scope) => token.scopes.includes(scope))) {
    const error_description = 'The request requires higher privileges than provided by the access token.'
    return { status: 403, body: { error: 'insufficient_scope', error_description, scope: needed.join(' ') } }
  }
  const [first, second, third, ...rest] = path
  const question = { request, host, person }
  if (first === 'user') return { status: 200, body: answers.user(host, person) }
  if (first === 'personal_access_tokens' && second === 'self') {
    if (token.kind !== 'personal') return { status: 404, body: { message: '404 Not Found' } }
    return { status: 200, body: { id: 1, name: 'Graft', scopes: token.scopes, expires_at: '2027-01-31', active: true } }
  }
  if (first === 'groups' && second === undefined) return groups(question)
  if (first === 'groups' && second && third === 'projects') return projectsOfGroup(question, second)
  if (first !== 'projects') return UNKNOWN
  if (second === undefined) return ownProjects(question)
  const repository = host.repositories.find((each) => answers.fullPath(each).toLowerCase() === second.toLowerCase())
  if (!repository || !maySee(person, repository)) return { status: 404, body: { message: '404 Project Not Found' } }
  if (third === undefined)
    return { status: 200, body: answers.project(host, repository, person, defaultBranchOf(repository.bare)) }
  if (third === 'repository' && rest[0] === 'branches') return branches(question, repository)
  if (third === 'repository' && rest[0] === 'tree') return tree(question, repository)
  if (third === 'merge_requests' && request.method === 'POST') return createMergeRequest(question, repository)
  return third === 'merge_requests' ? mergeRequests(question, repository) : UNKNOWN
}

/** "Personal access token scopes". */
function neededScopes({ method }: RestRequest, path: readonly string[]): string[] {
  if (method !== 'GET') return ['api']
  return path[0] === 'user' || path[0] === 'personal_access_tokens' ? ['api', 'read_api', 'read_user'] : ['api', 'read_api']
}

function list<T>({ request, host }: Question, items: readonly T[], body: (item: T) => unknown): RestAnswer {
  const page = linkedPage(request, answers.restBase(host), items)
  return { status: 200, headers: page.headers, body: page.items.map(body) }
}

function groups(question: Question): RestAnswer {
  const { request, host, person } = question
  const search = request.query.get('search')?.toLowerCase() ?? ''
  const paths = new Set(person.organisations.flatMap(withParents))
  const found = [...paths].sort().filter((path) => path.toLowerCase().includes(search))
  return list(question, found, (path) => answers.group(host, path, [...paths].indexOf(path) + 1))
}

function withParents(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function projectsOfGroup(question: Question, group: string): RestAnswer {
  const { host, person } = question
  const isGroup = host.people.flatMap(({ organisations }) => organisations.flatMap(withParents)).includes(group)
  if (!isGroup) return { status: 404, body: { message: '404 Group Not Found' } }
  return projects(question, (repository) => repository.path.organisation === group && maySee(person, repository))
}

function ownProjects(question: Question): RestAnswer {
  const { person } = question
  return projects(question, ({ path, writers }) => belongsTo(person, path.organisation) || writers.includes(person.login))
}

function projects(question: Question, isWanted: (repository: SandboxRepository) => boolean): RestAnswer {
  const { request, host } = question
  const search = request.query.get('search')?.toLowerCase() ?? ''
  const within = (repository: SandboxRepository) =>
    request.query.get('search_namespaces') === 'true' ? answers.fullPath(repository) : repository.path.name
  const found = host.repositories
    .filter((repository) => isWanted(repository) && within(repository).toLowerCase().includes(search))
    .sort((one, other) => (one.path.name < other.path.name ? -1 : 1))
  return list(question, found, projectBodies(question))
}

/** Answers about many projects, some of which may be the same one on the disk. */
function projectBodies({ host, person }: Question) {
  const known = new Map<string, string | null>()
  return (repository: SandboxRepository) => {
    const { bare } = repository
    const defaultBranch = known.has(bare) ? (known.get(bare) ?? null) : defaultBranchOf(bare)
    known.set(bare, defaultBranch)
    return answers.project(host, repository, person, defaultBranch)
  }
}

function branches(question: Question, repository: SandboxRepository): RestAnswer {
  const { request, host, person } = question
  const found = searched(branchesOf(repository.bare), request.query.get('search') ?? '')
  const defaultBranch = defaultBranchOf(repository.bare)
  return list(question, found, (branch) => answers.branch(host, repository, branch, { person, defaultBranch }))
}

/** `^term`, `term$` or a part; exact matches come first ("List repository branches"). */
function searched(all: readonly BareBranch[], search: string): BareBranch[] {
  const term = search.replace(/^\^|\$$/g, '')
  const matches = (name: string) => {
    if (search.startsWith('^')) return name.startsWith(term)
    return search.endsWith('$') ? name.endsWith(term) : name.toLowerCase().includes(term.toLowerCase())
  }
  const found = all.filter(({ name }) => matches(name))
  return [...found.filter(({ name }) => name === term), ...found.filter(({ name }) => name !== term)]
}

/** Pages by keyset: each names the last entry of the one before. */
function tree({ request, host }: Question, repository: SandboxRepository): RestAnswer {
  const ref = request.query.get('ref') ?? defaultBranchOf(repository.bare)
  const branch = branchesOf(repository.bare).find(({ name }) => name === ref)
  const place = branch ? placeOf(repository.bare, branch.commit, request.query.get('path') ?? '') : null
  if (place?.kind !== 'folder') return { status: 404, body: { message: '404 Tree Not Found' } }
  const size = Number(request.query.get('per_page') ?? '20')
  const after = request.query.get('page_token')
  const start = after === null ? 0 : place.entries.findIndex(({ id }) => id === after) + 1
  const entries = place.entries.slice(start, start + size)
  const last = entries.at(-1)
  const more = start + size < place.entries.length && last !== undefined
  const next = more ? addressWith(request, answers.restBase(host), { page_token: last.id }) : null
  return { status: 200, headers: next === null ? {} : { Link: `<${next}>; rel="next"` }, body: entries.map(answers.treeEntry) }
}

function mergeRequests(question: Question, repository: SandboxRepository): RestAnswer {
  const { request, host } = question
  const source = request.query.get('source_branch')
  const open = repository.pullRequests.filter(({ state }) => state === 'open' || state === 'draft')
  const asked = open.filter((each) => source === null || each.source === source)
  return list(question, asked, (each) => answers.mergeRequest(host, repository, each))
}

const NewMergeRequest = z.object({
  title: z.string().min(1),
  description: z.string().nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
})

function createMergeRequest({ request, host, person }: Question, repository: SandboxRepository): RestAnswer {
  const asked = NewMergeRequest.safeParse(request.body)
  if (!asked.success) return { status: 400, body: { error: 'title, source_branch and target_branch are needed' } }
  const { title, description, source_branch: source, target_branch: target } = asked.data
  const open = repository.pullRequests.find((each) => each.source === source && each.target === target && each.state === 'open')
  if (open) {
    return {
      status: 409,
      body: { message: [`Another open merge request already exists for this source branch: !${open.number}`] },
    }
  }
  const names = branchesOf(repository.bare).map(({ name }) => name)
  if (!names.includes(source)) return { status: 422, body: { message: { base: ['Source branch does not exist'] } } }
  if (!names.includes(target)) return { status: 422, body: { message: { base: ['Target branch does not exist'] } } }
  const made = {
    number: repository.pullRequests.length + 1,
    title,
    description: description ?? '',
    source,
    target,
    author: person.login,
    state: title.startsWith('Draft: ') ? ('draft' as const) : ('open' as const),
  }
  repository.pullRequests.push(made)
  return { status: 201, body: answers.mergeRequest(host, repository, made) }
}
