import { type BareBranch, type BareEntry, branchesOf } from './bare-repository.ts'
import type { SandboxHost, SandboxPerson, SandboxPullRequest, SandboxRepository } from './model.ts'

const SINCE = '2026-01-01T00:00:00Z'

export const GITHUB_REST = '/api/v3'

export function restBase(host: SandboxHost): string {
  return host.origin + GITHUB_REST
}

export function simpleUser(host: SandboxHost, login: string) {
  const person = host.people.find((each) => each.login === login)
  const url = `${restBase(host)}/users/${login}`
  return {
    ...links(url, USER_LINKS),
    id: person?.id ?? 1000,
    node_id: `U_${login}`,
    login,
    avatar_url: `${host.origin}/avatars/${login}.png`,
    gravatar_id: '',
    html_url: `${host.origin}/${login}`,
    url,
    type: person ? 'User' : 'Organization',
    site_admin: false,
  }
}

export function user(host: SandboxHost, person: SandboxPerson) {
  return {
    ...simpleUser(host, person.login),
    name: person.name,
    email: person.email,
    ...nulls(['bio', 'blog', 'company', 'hireable', 'location']),
    ...zeros(['followers', 'following', 'public_gists', 'public_repos']),
    created_at: SINCE,
    updated_at: SINCE,
  }
}

export function organisation(host: SandboxHost, login: string) {
  const url = `${restBase(host)}/orgs/${login}`
  return {
    ...links(url, ['repos', 'events', 'hooks', 'issues', 'members', 'public_members']),
    login,
    url,
    id: 1000,
    node_id: `O_${login}`,
    avatar_url: `${host.origin}/avatars/${login}.png`,
    description: null,
  }
}

/**
 * A repository in its longest form, which fits wherever a shorter one is described. `defaultBranch` is null while there is no
 * commit; GitHub names a branch all the same.
 */
export function repository(
  host: SandboxHost,
  { path, visibility, archived, writers }: SandboxRepository,
  person: SandboxPerson,
  defaultBranch: string | null,
) {
  const { organisation: owner, name } = path
  const fullName = `${owner}/${name}`
  const url = `${restBase(host)}/repos/${fullName}`
  const page = `${host.origin}/${fullName}`
  return {
    ...links(url, REPOSITORY_LINKS),
    id: host.repositories.findIndex((each) => each.path === path) + 1,
    node_id: `R_${fullName}`,
    name,
    full_name: fullName,
    owner: simpleUser(host, owner),
    private: visibility === 'private',
    visibility,
    archived,
    disabled: false,
    fork: false,
    permissions: { admin: false, maintain: false, push: writers.includes(person.login), triage: false, pull: true },
    default_branch: defaultBranch ?? 'main',
    size: defaultBranch === null ? 0 : 12,
    url,
    html_url: page,
    clone_url: `${page}.git`,
    git_url: `${page}.git`,
    ssh_url: `git@127.0.0.1:${fullName}.git`,
    svn_url: page,
    ...nulls(['description', 'homepage', 'language', 'mirror_url', 'license']),
    ...zeros(['forks', 'forks_count', 'open_issues', 'open_issues_count', 'stargazers_count', 'watchers', 'watchers_count']),
    ...zeros(['network_count', 'subscribers_count', 'score']),
    has_downloads: true,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    pushed_at: SINCE,
    created_at: SINCE,
    updated_at: SINCE,
  }
}

export function shortBranch(host: SandboxHost, repo: SandboxRepository, { name, commit }: BareBranch) {
  return {
    name,
    commit: { sha: commit, url: `${repositoryUrl(host, repo)}/commits/${commit}` },
    protected: isProtected(repo, name),
  }
}

export function branch(host: SandboxHost, repo: SandboxRepository, { name, commit }: BareBranch, tree: string) {
  const url = repositoryUrl(host, repo)
  const signature = { name: 'Ada Lindgren', email: 'ada@example.test', date: SINCE }
  return {
    name,
    commit: {
      sha: commit,
      node_id: `C_${commit}`,
      ...links(`${url}/commits/${commit}`, ['comments']),
      url: `${url}/commits/${commit}`,
      html_url: `${pageOf(host, repo)}/commit/${commit}`,
      commit: {
        author: signature,
        committer: signature,
        message: 'Lay it out',
        tree: { sha: tree, url: `${url}/git/trees/${tree}` },
        url: `${url}/git/commits/${commit}`,
        comment_count: 0,
      },
      author: null,
      committer: null,
      parents: [],
    },
    _links: { self: `${url}/branches/${name}`, html: `${pageOf(host, repo)}/tree/${name}` },
    protected: isProtected(repo, name),
    protection: {},
    protection_url: `${url}/branches/${name}/protection`,
  }
}

const MODES = { folder: '040000', file: '100644', link: '120000', submodule: '160000' } as const
const TREE_TYPES = { folder: 'tree', file: 'blob', link: 'blob', submodule: 'commit' } as const
/** Lists call a submodule a file ("Get repository content"). */
const CONTENT_TYPES = { folder: 'dir', file: 'file', link: 'symlink', submodule: 'file' } as const

export function tree(host: SandboxHost, repo: SandboxRepository, sha: string, entries: readonly BareEntry[]) {
  const url = `${repositoryUrl(host, repo)}/git/trees/${sha}`
  return {
    sha,
    url,
    truncated: false,
    tree: entries.map(({ name, kind, id }) => ({
      path: name,
      mode: MODES[kind],
      type: TREE_TYPES[kind],
      sha: id,
      url: `${url}/${id}`,
    })),
  }
}

export function content(host: SandboxHost, repo: SandboxRepository, { name, path, kind, id }: BareEntry) {
  const url = repositoryUrl(host, repo)
  const gitUrl = `${url}/git/${kind === 'submodule' || kind === 'folder' ? 'trees' : 'blobs'}/${id}`
  const htmlUrl = `${pageOf(host, repo)}/blob/main/${path}`
  return {
    name,
    path,
    sha: id,
    size: 0,
    type: CONTENT_TYPES[kind],
    url: `${url}/contents/${path}`,
    git_url: gitUrl,
    html_url: htmlUrl,
    download_url: kind === 'file' || kind === 'link' ? `${pageOf(host, repo)}/raw/main/${path}` : null,
    _links: { self: `${url}/contents/${path}`, git: gitUrl, html: htmlUrl },
  }
}

export function pullRequest(host: SandboxHost, repo: SandboxRepository, pull: SandboxPullRequest, person: SandboxPerson) {
  const url = `${repositoryUrl(host, repo)}/pulls/${pull.number}`
  const page = `${pageOf(host, repo)}/pull/${pull.number}`
  const end = (name: string) => ({
    label: `${repo.path.organisation}:${name}`,
    ref: name,
    sha: branchesOf(repo.bare).find((each) => each.name === name)?.commit ?? '0'.repeat(40),
    user: simpleUser(host, repo.path.organisation),
    repo: repository(host, repo, person, 'main'),
  })
  const link = (href: string) => ({ href })
  return {
    ...links(url, ['comments', 'commits', 'issue', 'review_comment', 'review_comments', 'statuses']),
    url,
    id: pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    title: pull.title,
    body: pull.description,
    state: pull.state === 'open' || pull.state === 'draft' ? 'open' : 'closed',
    draft: pull.state === 'draft',
    locked: false,
    user: simpleUser(host, pull.author),
    head: end(pull.source),
    base: end(pull.target),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    labels: [],
    ...nulls(['assignee', 'milestone', 'closed_at', 'merge_commit_sha', 'auto_merge', 'mergeable', 'merged_by']),
    merged_at: pull.state === 'merged' ? SINCE : null,
    merged: pull.state === 'merged',
    mergeable_state: 'unknown',
    maintainer_can_modify: false,
    author_association: 'MEMBER',
    ...zeros(['additions', 'changed_files', 'comments', 'commits', 'deletions', 'review_comments']),
    created_at: SINCE,
    updated_at: SINCE,
    _links: Object.fromEntries(PULL_LINKS.map((name) => [name, link(url)])),
  }
}

export function isProtected(repo: SandboxRepository, branchName: string): boolean {
  return repo.protectedBranches.includes(branchName)
}

function repositoryUrl(host: SandboxHost, { path }: SandboxRepository): string {
  return `${restBase(host)}/repos/${path.organisation}/${path.name}`
}

function pageOf(host: SandboxHost, { path }: SandboxRepository): string {
  return `${host.origin}/${path.organisation}/${path.name}`
}

const PULL_LINKS = ['comments', 'commits', 'statuses', 'html', 'issue', 'review_comments', 'review_comment', 'self']
const USER_LINKS = [
  ...['events', 'followers', 'following', 'gists', 'organizations', 'received_events', 'repos', 'starred', 'subscriptions'],
]
const REPOSITORY_LINKS = [
  ...[
    'archive',
    'assignees',
    'blobs',
    'branches',
    'collaborators',
    'comments',
    'commits',
    'compare',
    'contents',
    'contributors',
  ],
  ...['deployments', 'downloads', 'events', 'forks', 'git_commits', 'git_refs', 'git_tags', 'hooks', 'issue_comment'],
  ...['issue_events', 'issues', 'keys', 'labels', 'languages', 'merges', 'milestones', 'notifications', 'pulls', 'releases'],
  ...['stargazers', 'statuses', 'subscribers', 'subscription', 'tags', 'teams', 'trees'],
]

function links(url: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${url}/${name}`]))
}

function nulls(names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]))
}

function zeros(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 0]))
}
