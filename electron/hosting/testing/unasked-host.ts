import type { GitHost } from '../../hosts/git-host.ts'

/** A host of which nothing is expected to be asked; a test replaces what it asks. */
export function unaskedHost(replaced: Partial<GitHost> = {}): GitHost {
  const unasked = async () => {
    throw new Error('The host was not expected to be asked this.')
  }
  return {
    kind: 'github',
    person: unasked,
    organisations: unasked,
    projects: unasked,
    repositories: unasked,
    repository: unasked,
    branches: unasked,
    branch: unasked,
    folder: unasked,
    pullRequests: unasked,
    createPullRequest: unasked,
    webAddress: () => 'https://github.com/acme/pets',
    ...replaced,
  }
}
