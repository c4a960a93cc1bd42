import type { BareBranch, BareEntry } from './bare-repository.ts'
import type { SandboxHost, SandboxPerson, SandboxPullRequest, SandboxRepository } from './model.ts'

const SINCE = '2026-01-01T00:00:00.000Z'

export const GITLAB_REST = '/api/v4'

export function restBase(host: SandboxHost): string {
  return host.origin + GITLAB_REST
}

export function fullPath({ path }: SandboxRepository): string {
  return `${path.organisation}/${path.name}`
}

export function user(host: SandboxHost, { id, login, name, email }: SandboxPerson) {
  const avatar = `${host.origin}/avatars/${login}.png`
  return { id, username: login, name, email, state: 'active', avatar_url: avatar, web_url: `${host.origin}/${login}` }
}

export function group(host: SandboxHost, path: string, id: number) {
  const above = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null
  return {
    id,
    name: path.slice(path.lastIndexOf('/') + 1),
    path: path.slice(path.lastIndexOf('/') + 1),
    full_path: path,
    full_name: path.split('/').join(' / '),
    parent_id: above === null ? null : id + 1000,
    visibility: 'private',
    description: '',
    web_url: `${host.origin}/groups/${path}`,
    avatar_url: null,
    created_at: SINCE,
  }
}

export function project(
  host: SandboxHost,
  repository: SandboxRepository,
  person: SandboxPerson,
  /** Null while there is no commit. */
  defaultBranch: string | null,
) {
  const { path, visibility, archived, writers } = repository
  const full = fullPath(repository)
  const page = `${host.origin}/${full}`
  const own = host.people.some(({ login }) => login === path.organisation)
  return {
    id: host.repositories.indexOf(repository) + 1,
    name: path.name,
    path: path.name,
    path_with_namespace: full,
    name_with_namespace: full.split('/').join(' / '),
    namespace: {
      id: 1,
      name: path.organisation.slice(path.organisation.lastIndexOf('/') + 1),
      path: path.organisation.slice(path.organisation.lastIndexOf('/') + 1),
      kind: own ? 'user' : 'group',
      full_path: path.organisation,
      web_url: `${host.origin}/${path.organisation}`,
    },
    description: null,
    visibility,
    archived,
    empty_repo: defaultBranch === null,
    default_branch: defaultBranch,
    permissions: {
      project_access: null,
      group_access: { access_level: writers.includes(person.login) ? 30 : 20, notification_level: 3 },
    },
    web_url: page,
    http_url_to_repo: `${page}.git`,
    ssh_url_to_repo: `git@127.0.0.1:${full}.git`,
    created_at: SINCE,
    last_activity_at: SINCE,
  }
}

export function branch(
  host: SandboxHost,
  repository: SandboxRepository,
  { name, commit }: BareBranch,
  { person, defaultBranch }: { person: SandboxPerson; defaultBranch: string | null },
) {
  const isProtected = repository.protectedBranches.includes(name)
  return {
    name,
    commit: { id: commit, short_id: commit.slice(0, 8), title: 'Lay it out', created_at: SINCE },
    merged: false,
    protected: isProtected,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: !isProtected && repository.writers.includes(person.login),
    default: name === defaultBranch,
    web_url: `${host.origin}/${fullPath(repository)}/-/tree/${name}`,
  }
}

const MODES = { folder: '040000', file: '100644', link: '120000', submodule: '160000' } as const
const TYPES = { folder: 'tree', file: 'blob', link: 'blob', submodule: 'commit' } as const

export function treeEntry({ id, name, path, kind }: BareEntry) {
  return { id, name, path, type: TYPES[kind], mode: MODES[kind] }
}

const STATES = { open: 'opened', draft: 'opened', merged: 'merged', closed: 'closed' } as const

export function mergeRequest(host: SandboxHost, repository: SandboxRepository, request: SandboxPullRequest) {
  const author = host.people.find(({ login }) => login === request.author)
  const isDraft = request.state === 'draft'
  return {
    id: request.number,
    iid: request.number,
    project_id: host.repositories.indexOf(repository) + 1,
    title: request.title,
    description: request.description,
    state: STATES[request.state],
    draft: isDraft,
    work_in_progress: isDraft,
    source_branch: request.source,
    target_branch: request.target,
    author: author ? user(host, author) : null,
    web_url: `${host.origin}/${fullPath(repository)}/-/merge_requests/${request.number}`,
    created_at: SINCE,
    updated_at: SINCE,
  }
}
