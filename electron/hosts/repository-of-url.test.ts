import { describe, expect, it } from 'vitest'
import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import { pageAddress } from './page-address.ts'
import { repositoryOfUrl } from './repository-of-url.ts'

const path = (organisation: string, name: string, project: string | null = null): RepositoryPath => ({
  organisation,
  project,
  name,
})

describe('the repository that an address names', () => {
  it.each<[HostKind, string, string, RepositoryPath | null]>([
    ['github', 'https://github.com', 'https://github.com/acme/pets.git', path('acme', 'pets')],
    ['github', 'https://github.com', 'git@github.com:acme/pets.git', path('acme', 'pets')],
    ['github', 'https://github.com', 'https://github.com/acme', null],
    ['github-enterprise-server', 'https://ghe.test', 'ssh://git@ghe.test:2222/acme/pets', path('acme', 'pets')],
    ['gitlab', 'https://gitlab.com', 'https://gitlab.com/acme/web/apis/pets.git', path('acme/web/apis', 'pets')],
    ['gitlab-self-managed', 'https://dev.test/gitlab', 'https://dev.test/gitlab/acme/pets.git', path('acme', 'pets')],
    ['gitlab-self-managed', 'https://dev.test/gitlab', 'git@dev.test:acme/pets.git', path('acme', 'pets')],
    ['bitbucket', 'https://bitbucket.org', 'https://ada@bitbucket.org/acme/pets.git', path('acme', 'pets')],
    ['bitbucket-data-center', 'https://bb.test/git', 'https://bb.test/git/scm/ACME/pets.git', path('ACME', 'pets')],
    ['bitbucket-data-center', 'https://bb.test', 'https://bb.test/scm/~ada/pets.git', path('~ada', 'pets')],
    ['bitbucket-data-center', 'https://bb.test', 'ssh://git@bb.test:7999/ACME/pets.git', path('ACME', 'pets')],
    ['bitbucket-data-center', 'https://bb.test', 'https://bb.test/projects/ACME/repos/pets', null],
    [
      'azure-devops',
      'https://dev.azure.com',
      'https://acme@dev.azure.com/acme/My%20APIs/_git/pets',
      path('acme', 'pets', 'My APIs'),
    ],
    ['azure-devops', 'https://dev.azure.com', 'https://dev.azure.com/acme/_git/pets', path('acme', 'pets', 'pets')],
    ['azure-devops', 'https://dev.azure.com', 'git@ssh.dev.azure.com:v3/acme/APIs/pets', path('acme', 'pets', 'APIs')],
    [
      'azure-devops-server',
      'https://tfs.test/tfs/Main',
      'https://tfs.test/tfs/Main/APIs/_git/pets',
      path('Main', 'pets', 'APIs'),
    ],
    ['azure-devops-server', 'https://tfs.test', 'https://tfs.test/Main/APIs/_git/pets', path('Main', 'pets', 'APIs')],
  ])('%s at %s: %s', (host, domain, url, expected) => {
    expect(repositoryOfUrl(host, domain, url)).toEqual(expected)
  })

  it.each<[HostKind, string, RepositoryPath]>([
    ['github', 'https://github.com/acme/pets/compare/main...f/1?expand=1', path('acme', 'pets')],
    ['bitbucket', 'https://bitbucket.org/acme/pets/pull-requests/new?source=f%2F1&dest=main', path('acme', 'pets')],
  ])('has a page for a new pull request at %s', (host, expected, repository) => {
    const place = { kind: 'new-pull-request', source: 'f/1', target: 'main' } as const
    expect(pageAddress(host, new URL(expected).origin, repository, place)).toBe(expected)
  })
})
