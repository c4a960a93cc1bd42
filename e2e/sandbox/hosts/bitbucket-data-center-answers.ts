import { type BareBranch, type BareEntry, placeOf } from './bare-repository.ts'
import type { RestAnswer, SandboxHost, SandboxPerson, SandboxPullRequest, SandboxRepository } from './model.ts'

/** Bitbucket Data Center's resources as its REST interface has them. */

export function dataCenterError(status: number, message: string, exceptionName: string | null): RestAnswer {
  return { status, body: { errors: [{ context: null, message, exceptionName }] } }
}

/** What the server says of anything that somebody has no right to: with the status of a missing sign-in. */
export function notPermitted(): RestAnswer {
  return dataCenterError(401, 'You are not permitted to access this resource', 'com.atlassian.bitbucket.AuthorisationException')
}

export function describeUser(person: SandboxPerson, avatars: 'with-avatar' | 'without-avatar') {
  return {
    name: person.login,
    emailAddress: person.email,
    active: true,
    displayName: person.name,
    id: person.id,
    slug: person.login.toLowerCase(),
    type: 'NORMAL',
    ...(avatars === 'with-avatar' ? { avatarUrl: `/avatars/${person.id}` } : {}),
  }
}

export function isPersonalKey(key: string): boolean {
  return key.startsWith('~')
}

/** Projects have a name beside their key; the sandbox has none to tell, so it spells the key differently. */
export function projectName(key: string, host: SandboxHost): string {
  if (!isPersonalKey(key)) return `${key.charAt(0).toUpperCase()}${key.slice(1).toLowerCase()} Team`
  return host.people.find(({ login }) => `~${login}`.toLowerCase() === key.toLowerCase())?.name ?? key
}

export function describeProject(key: string, host: SandboxHost) {
  const id = 1 + host.repositories.findIndex(({ path }) => path.organisation === key)
  const shared = { key, id, name: projectName(key, host), type: isPersonalKey(key) ? 'PERSONAL' : 'NORMAL' }
  return isPersonalKey(key) ? shared : { ...shared, public: false }
}

export function describeRepository(repository: SandboxRepository, host: SandboxHost) {
  const { organisation, name } = repository.path
  const key = organisation.toLowerCase()
  return {
    slug: name,
    id: 1 + host.repositories.indexOf(repository),
    name,
    hierarchyId: 'e3c939f9ef4a7fae272e',
    scmId: 'git',
    state: 'AVAILABLE',
    statusMessage: 'Available',
    forkable: true,
    project: describeProject(organisation, host),
    public: repository.visibility === 'public',
    archived: repository.archived,
    links: {
      clone: [{ href: `${host.origin}/scm/${encodeURIComponent(key)}/${encodeURIComponent(name)}.git`, name: 'http' }],
      self: [{ href: `${host.origin}/projects/${encodeURIComponent(organisation)}/repos/${encodeURIComponent(name)}/browse` }],
    },
  }
}

export function describeBranch({ name, commit }: BareBranch, defaultBranch: string | null) {
  return {
    id: `refs/heads/${name}`,
    displayId: name,
    type: 'BRANCH',
    latestCommit: commit,
    latestChangeset: commit,
    isDefault: name === defaultBranch,
  }
}

/** Folders that hold nothing but one folder are shown as one (`src/main/java`). */
export function describeChild(bare: string, commit: string, entry: BareEntry) {
  const components = [entry.name]
  let at = entry
  while (at.kind === 'folder') {
    const place = placeOf(bare, commit, at.path)
    const [only, ...others] = place.kind === 'folder' ? place.entries : []
    if (only?.kind !== 'folder' || others.length > 0) break
    components.push(only.name)
    at = only
  }
  return {
    path: { components, parent: components.slice(0, -1).join('/'), name: at.name, toString: components.join('/') },
    ...(entry.kind === 'submodule' ? {} : { contentId: at.id }),
    type: { folder: 'DIRECTORY', submodule: 'SUBMODULE', file: 'FILE', link: 'FILE' }[entry.kind],
  }
}

export function describePullRequest(request: SandboxPullRequest, repository: SandboxRepository, host: SandboxHost) {
  const author = host.people.find(({ login }) => login === request.author)
  const { name, organisation } = repository.path
  const ref = (branch: string) => ({
    id: `refs/heads/${branch}`,
    displayId: branch,
    repository: { slug: name, project: { key: organisation } },
  })
  return {
    id: request.number,
    version: 0,
    title: request.title,
    description: request.description,
    state: STATES[request.state],
    open: request.state === 'open' || request.state === 'draft',
    closed: request.state === 'merged' || request.state === 'closed',
    draft: request.state === 'draft',
    fromRef: ref(request.source),
    toRef: ref(request.target),
    ...(author ? { author: { user: describeUser(author, 'without-avatar'), role: 'AUTHOR', approved: false } } : {}),
    reviewers: [],
  }
}

const STATES = { open: 'OPEN', draft: 'OPEN', merged: 'MERGED', closed: 'DECLINED' } as const
