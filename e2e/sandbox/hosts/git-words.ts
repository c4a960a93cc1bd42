import type { HostKind } from '#shared/domain/host.ts'

/** What a host says over Git when it refuses; each in its own words. */
export interface GitWords {
  realm: string
  rejected: string
  notFound: string
  notAllowed(repository: string, person: string): string
  archived: string
  protectedBranch(branch: string): string
}

const github: GitWords = {
  realm: 'Basic realm="GitHub"',
  rejected: 'Invalid username or token. Password authentication is not supported for Git operations.',
  notFound: 'Repository not found.',
  notAllowed: (repository, person) => `Permission to ${repository} denied to ${person}.`,
  archived: 'This repository was archived so it is read-only.',
  protectedBranch: (branch) =>
    `error: GH006: Protected branch update failed for refs/heads/${branch}.\nerror: Changes must be made through a pull request.`,
}

const gitlab: GitWords = {
  realm: 'Basic realm="GitLab"',
  rejected:
    "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're " +
    'required to use a token instead of a password.',
  notFound: "The project you were looking for could not be found or you don't have permission to view it.",
  notAllowed: () => 'You are not allowed to push code to this project.',
  archived: 'You are not allowed to push code to this project: it is archived and read-only.',
  protectedBranch: () => 'GitLab: You are not allowed to push code to protected branches on this project.',
}

const bitbucket: GitWords = {
  realm: 'Basic realm="Bitbucket.org HTTP"',
  rejected: 'Invalid credentials',
  notFound: 'The requested repository either does not exist or you do not have access.',
  notAllowed: () => 'Your credentials lack the required privilege to push to this repository.',
  archived: 'The repository is read only.',
  protectedBranch: (branch) => `Permission denied to update branch ${branch}.`,
}

const azure: GitWords = {
  realm: 'Basic realm="Azure DevOps"',
  rejected: 'TF400813: The user is not authorized to access this resource.',
  notFound: 'TF401019: The Git repository does not exist or you do not have permissions for the operation you are attempting.',
  notAllowed: () => "TF401027: You need the Git 'GenericContribute' permission to perform this action.",
  archived: 'TF401027: The repository is disabled.',
  protectedBranch: () =>
    'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
}

export const GIT_WORDS: Readonly<Record<HostKind, GitWords>> = {
  github,
  'github-enterprise-server': github,
  gitlab,
  'gitlab-self-managed': gitlab,
  bitbucket,
  'bitbucket-data-center': { ...bitbucket, realm: 'Basic realm="Atlassian Bitbucket"' },
  'azure-devops': azure,
  'azure-devops-server': azure,
}
