import { z } from 'zod'
import { branchesOf, defaultBranchOf, isAhead, placeOf } from './bare-repository.ts'
import * as answers from './github-answers.ts'
import { linkedPage } from './link-pages.ts'
import type { RestAnswer, RestRequest, SandboxHost, SandboxPerson, SandboxRepository } from './model.ts'
import { belongsTo, maySee, visibleRepository } from './visible-repositories.ts'

/** One question of a person whose token is good. */
interface Question {
  request: RestRequest
  host: SandboxHost
  person: SandboxPerson
  scopes: readonly string[]
}

const NOT_FOUND: RestAnswer = { status: 404, body: { message: 'Not Found', documentation_url: '', status: '404' } }

/** GitHub's REST interface, as far as Graft asks it ("GitHub REST API", 2022-11-28). */
export function githubRest(request: RestRequest, host: SandboxHost): RestAnswer {
  if (!request.caller) return { status: 401, body: { message: 'Requires authentication' } }
  const { person, token } = request.caller
  const answer = route({ request, host, person, scopes: token.scopes })
  return { ...answer, headers: { 'X-OAuth-Scopes': token.scopes.join(', '), ...answer.headers } }
}

function route(question: Question): RestAnswer {
  const { request, host, person } = question
  const [first, second, third, ...rest] = request.path.split('/').slice(1).map(decodeURIComponent)
  if (first === 'user' && second === undefined) return { status: 200, body: answers.user(host, person) }
  if (first === 'user' && second === 'orgs') return organisations(question)
  if (first === 'user' && second === 'repos') return ownRepositories(question)
  if (first === 'orgs' && second && third === 'repos') return organisationRepositories(question, second)
  if (first === 'search' && second === 'repositories') return search(question)
  if (first !== 'repos' || !second || !third) return NOT_FOUND
  const repository = visible(question, second, third)
  // Without `repo` a private repository is not there; the header alone tells why.
  if (!repository) return { ...NOT_FOUND, headers: { 'X-Accepted-OAuth-Scopes': 'repo' } }
  return aboutRepository(question, repository, rest)
}

function aboutRepository(question: Question, repository: SandboxRepository, rest: readonly string[]): RestAnswer {
  const { request, host, person } = question
  const [first, second, third] = rest
  if (first === undefined)
    return { status: 200, body: answers.repository(host, repository, person, defaultBranchOf(repository.bare)) }
  if (first === 'branches' && second === undefined) {
    return list(question, branchesOf(repository.bare), (branch) => answers.shortBranch(host, repository, branch))
  }
  if (first === 'branches' && second) return oneBranch(question, repository, second)
  if (first === 'rules' && second === 'branches' && third) {
    const rule = { type: 'pull_request', ruleset_source_type: 'Repository', ruleset_source: 'pets', ruleset_id: 1 }
    return { status: 200, body: answers.isProtected(repository, third) ? [rule] : [] }
  }
  if (first === 'git' && second === 'trees' && third) return oneTree(question, repository, third)
  if (first === 'contents') return contents(question, repository, rest.slice(1).join('/'))
  if (first === 'pulls' && request.method === 'POST') return createPull(question, repository)
  if (first === 'pulls') return pulls(question, repository)
  return NOT_FOUND
}

function list<T>({ request, host }: Question, items: readonly T[], body: (item: T) => unknown): RestAnswer {
  const page = linkedPage(request, answers.restBase(host), items)
  return { status: 200, headers: { ...partialResults(host), ...page.headers }, body: page.items.map(body) }
}

function organisations(question: Question): RestAnswer {
  const { host, person, scopes } = question
  if (!scopes.some((scope) => ['read:org', 'write:org', 'admin:org', 'user'].includes(scope))) {
    const message = 'You need at least read:org scope or user scope to list your organizations.'
    return {
      status: 403,
      headers: { 'X-Accepted-OAuth-Scopes': 'admin:org, read:org, repo, user, write:org' },
      body: { message },
    }
  }
  const seen = person.organisations.filter((name) => name !== host.troubles.ssoOrganisation)
  return list(question, seen, (name) => answers.organisation(host, name))
}

function ownRepositories(question: Question): RestAnswer {
  const { request, person } = question
  const asked = request.query.get('affiliation')?.split(',') ?? ['owner', 'collaborator', 'organization_member']
  const mine = repositoriesSeen(question).filter(({ path, writers }) => {
    if (path.organisation === person.login) return asked.includes('owner')
    if (belongsTo(person, path.organisation)) return asked.includes('organization_member')
    return asked.includes('collaborator') && writers.includes(person.login)
  })
  return list(question, byName(mine), repositoryBodies(question))
}

function organisationRepositories(question: Question, name: string): RestAnswer {
  const { host, person } = question
  if (host.people.some(({ login }) => login === name)) return NOT_FOUND
  const within = repositoriesSeen(question).filter(({ path }) => path.organisation === name)
  if (within.length === 0 && !belongsTo(person, name)) return NOT_FOUND
  return list(question, byName(within), repositoryBodies(question))
}

/** Answers about many repositories, some of which may be the same one on the disk. */
function repositoryBodies({ host, person }: Question) {
  const known = new Map<string, string | null>()
  return (repository: SandboxRepository) => {
    const { bare } = repository
    const defaultBranch = known.has(bare) ? (known.get(bare) ?? null) : defaultBranchOf(bare)
    known.set(bare, defaultBranch)
    return answers.repository(host, repository, person, defaultBranch)
  }
}

function search(question: Question): RestAnswer {
  const { request, host } = question
  const q = request.query.get('q') ?? ''
  const owner = /\b(?:user|org):(\S+)/.exec(q)?.[1]
  const known = owner === undefined || host.repositories.some(({ path }) => path.organisation === owner)
  if (!known && !host.people.some(({ login }) => login === owner)) {
    const errors = [{ message: 'The listed users cannot be searched.', resource: 'Search', field: 'q', code: 'invalid' }]
    return { status: 422, body: { message: 'Validation Failed', errors } }
  }
  const words = q
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'))
    .map((word) => word.toLowerCase())
  const found = repositoriesSeen(question).filter(
    ({ path }) =>
      (owner ?? path.organisation) === path.organisation && words.every((word) => path.name.toLowerCase().includes(word)),
  )
  const page = linkedPage(request, answers.restBase(host), byName(found))
  const items = page.items.map(repositoryBodies(question)).map((body) => ({ ...body, score: 1 }))
  const body = { total_count: found.length, incomplete_results: false, items }
  return { status: 200, headers: { ...partialResults(host), ...page.headers }, body }
}

function oneBranch({ host }: Question, repository: SandboxRepository, name: string): RestAnswer {
  const found = branchesOf(repository.bare).find((each) => each.name === name)
  if (!found) return { status: 404, body: { message: 'Branch not found' } }
  const root = placeOf(repository.bare, found.commit, '')
  return root.kind === 'folder' ? { status: 200, body: answers.branch(host, repository, found, root.id) } : NOT_FOUND
}

function oneTree({ host }: Question, repository: SandboxRepository, sha: string): RestAnswer {
  const place = placeOf(repository.bare, sha, '')
  return place.kind === 'folder' ? { status: 200, body: answers.tree(host, repository, place.id, place.entries) } : NOT_FOUND
}

function contents({ request, host }: Question, repository: SandboxRepository, path: string): RestAnswer {
  const ref = request.query.get('ref') ?? defaultBranchOf(repository.bare)
  const branch = branchesOf(repository.bare).find(({ name }) => name === ref)
  const place = branch ? placeOf(repository.bare, branch.commit, path) : null
  if (place?.kind === 'folder') {
    return { status: 200, body: place.entries.slice(0, 1000).map((entry) => answers.content(host, repository, entry)) }
  }
  if (place?.kind !== 'file') return NOT_FOUND
  const name = path.slice(path.lastIndexOf('/') + 1)
  const file = answers.content(host, repository, { name, path, kind: 'file', id: place.id })
  return { status: 200, body: { ...file, encoding: 'base64', content: Buffer.from(place.content).toString('base64') } }
}

function pulls(question: Question, repository: SandboxRepository): RestAnswer {
  const { request, host, person } = question
  const [, head] = request.query.get('head')?.split(/:(.*)/s) ?? []
  const open = repository.pullRequests.filter(({ state }) => state === 'open' || state === 'draft')
  const asked = open.filter(({ source }) => head === undefined || source === head)
  return list(question, asked, (pull) => answers.pullRequest(host, repository, pull, person))
}

const NewPull = z.object({
  title: z.string().min(1),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().nullish(),
})

function createPull({ request, host, person }: Question, repository: SandboxRepository): RestAnswer {
  const invalid = (message: string): RestAnswer => {
    const errors = [{ resource: 'PullRequest', code: 'custom', message }]
    return { status: 422, body: { message: 'Validation Failed', errors, status: '422' } }
  }
  const asked = NewPull.safeParse(request.body)
  if (!asked.success) return invalid('title, head and base are needed')
  if (repository.archived) return { status: 403, body: { message: 'Repository was archived so is read-only.' } }
  const { title, body, head, base, draft } = asked.data
  const names = branchesOf(repository.bare).map(({ name }) => name)
  if (!names.includes(head) || !names.includes(base)) return invalid('head or base is not a branch')
  const open = repository.pullRequests.some(
    ({ source, target, state }) => source === head && target === base && state === 'open',
  )
  if (open) return invalid(`A pull request already exists for ${repository.path.organisation}:${head}.`)
  if (!isAhead(repository.bare, head, base)) return invalid(`No commits between ${base} and ${head}`)
  const pull = {
    number: repository.pullRequests.length + 1,
    title,
    description: body ?? '',
    source: head,
    target: base,
    author: person.login,
    state: draft === true ? ('draft' as const) : ('open' as const),
  }
  repository.pullRequests.push(pull)
  return { status: 201, body: answers.pullRequest(host, repository, pull, person) }
}

function visible({ host, person, scopes }: Question, owner: string, name: string): SandboxRepository | null {
  const found = visibleRepository(host, person, owner, name)
  return found && (found.visibility === 'public' || scopes.includes('repo')) ? found : null
}

function repositoriesSeen({ host, person, scopes }: Question): SandboxRepository[] {
  return host.repositories.filter(
    (repository) =>
      maySee(person, repository) &&
      (repository.visibility === 'public' || scopes.includes('repo')) &&
      repository.path.organisation !== host.troubles.ssoOrganisation,
  )
}

function byName(repositories: readonly SandboxRepository[]): SandboxRepository[] {
  return [...repositories].sort((one, other) => (one.path.name < other.path.name ? -1 : 1))
}

/** Lists leave out what wants single sign-on, and say so. */
function partialResults({ troubles }: SandboxHost): Record<string, string> {
  return troubles.ssoOrganisation === null ? {} : { 'X-GitHub-SSO': 'partial-results; organizations=21955855' }
}
