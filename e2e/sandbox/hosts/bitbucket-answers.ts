import type { BareBranch, BareEntry } from './bare-repository.ts'
import { defaultBranchOf } from './bare-repository.ts'
import type { RestAnswer, SandboxHost, SandboxPerson, SandboxPullRequest, SandboxRepository } from './model.ts'

/** Bitbucket Cloud's resources as its REST interface describes them. */

const MADE = '2026-01-01T00:00:00.000000+00:00'

export function bitbucketError(status: number, message: string): RestAnswer {
  return { status, body: { type: 'error', error: { message } } }
}

/** What Bitbucket says of a call that it gave up; the number is that of its announcement. */
export function changeAnnounced(change: string): RestAnswer {
  const detail = `This functionality has been deprecated. See ${change} in the changelog.`
  return { status: 410, body: { type: 'error', error: { message: `${change}: this API is no longer available.`, detail } } }
}

export function uuidOf(id: number): string {
  return `{00000000-0000-4000-8000-${String(id).padStart(12, '0')}}`
}

export function describeUser(person: SandboxPerson, host: SandboxHost) {
  return {
    type: 'user',
    uuid: uuidOf(person.id),
    account_id: `557058:${person.id}`,
    username: person.login,
    nickname: person.login,
    display_name: person.name,
    created_on: MADE,
    links: { avatar: { href: `${host.origin}/avatars/${person.id}` }, html: { href: `${host.origin}/${uuidOf(person.id)}/` } },
  }
}

export function describeWorkspace(slug: string, host: SandboxHost) {
  return {
    type: 'workspace_access',
    administrator: false,
    workspace: {
      type: 'workspace_base',
      slug,
      uuid: uuidOf(1000 + [...slug].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)),
      links: { self: { href: `${host.origin}/2.0/workspaces/${slug}` } },
    },
  }
}

export function fullName({ path }: SandboxRepository): string {
  return `${path.organisation}/${path.name}`
}

/** A repository without commits has no main branch: the host says null, its description leaves that out. */
export function describeRepository(
  repository: SandboxRepository,
  host: SandboxHost,
  caller: SandboxPerson,
  readDefaultBranch: (bare: string) => string | null = defaultBranchOf,
) {
  const { organisation, name } = repository.path
  const branch = readDefaultBranch(repository.bare)
  const place = `${encodeURIComponent(organisation)}/${encodeURIComponent(name)}`
  const { protocol, host: authority } = new URL(host.origin)
  return {
    type: 'repository',
    uuid: uuidOf(2000 + host.repositories.indexOf(repository)),
    full_name: fullName(repository),
    name,
    slug: name,
    scm: 'git',
    is_private: repository.visibility === 'private',
    created_on: MADE,
    updated_on: MADE,
    ...(branch === null ? {} : { mainbranch: { type: 'branch', name: branch } }),
    links: {
      html: { href: `${host.origin}/${place}` },
      clone: [
        { name: 'https', href: `${protocol}//${encodeURIComponent(caller.login)}@${authority}/${place}.git` },
        { name: 'ssh', href: `git@bitbucket.org:${place}.git` },
      ],
    },
  }
}

export function describeBranch({ name, commit }: BareBranch) {
  return {
    type: 'branch',
    name,
    target: { type: 'commit', hash: commit },
    merge_strategies: ['merge_commit', 'squash', 'fast_forward'],
    default_merge_strategy: 'merge_commit',
  }
}

export function describeEntry({ kind, path }: BareEntry, commit: string) {
  const attributes = { folder: [], file: [], link: ['link'], submodule: ['subrepository'] }[kind]
  return {
    type: kind === 'folder' ? 'commit_directory' : 'commit_file',
    path,
    commit: { type: 'commit', hash: commit },
    ...(kind === 'folder' ? {} : { attributes }),
  }
}

export function describePullRequest(request: SandboxPullRequest, repository: SandboxRepository, host: SandboxHost) {
  const author = host.people.find(({ login }) => login === request.author)
  const end = (branch: string) => ({
    branch: { name: branch },
    repository: { type: 'repository', full_name: fullName(repository) },
  })
  return {
    type: 'pullrequest',
    id: request.number,
    title: request.title,
    description: request.description,
    state: STATES[request.state],
    draft: request.state === 'draft',
    ...(author ? { author: describeUser(author, host) } : {}),
    source: end(request.source),
    destination: end(request.target),
    created_on: MADE,
  }
}

const STATES = { open: 'OPEN', draft: 'OPEN', merged: 'MERGED', closed: 'DECLINED' } as const
