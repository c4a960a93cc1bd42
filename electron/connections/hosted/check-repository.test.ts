import { describe, expect, it } from 'vitest'
import type { Api } from '#shared/domain/api.ts'
import type { HostedRepository } from '#shared/domain/hosting.ts'
import { ApiId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import { ADA, plainAccounts } from '../../hosting/testing/plain-accounts.ts'
import { checkRepository } from './check-repository.ts'

const PETS = ApiId.parse('6bd2f5a8-58ae-4a5c-8d4b-8a9a3a2b7c12')
const api: Api = { id: PETS, name: 'Pets', summary: '', status: 'planning', createdAt: '2026-11-22T12:00:00.000Z' }
const repository: HostedRepository = {
  path: { organisation: 'acme', project: null, name: 'pets' },
  visibility: 'private',
  archived: false,
  writeAccess: 'yes',
  defaultBranch: 'main',
  empty: false,
  webUrl: 'https://github.com/acme/pets',
  cloneUrl: 'https://github.com/acme/pets.git',
}

const check = (found: HostedRepository | null) =>
  checkRepository(
    {
      registry: {
        get: (id) => {
          if (id !== PETS) throw new Failure('NOT_FOUND', { what: 'api' })
          return { api, definitionRoot: null }
        },
        find: (id) => (id === PETS ? api : null),
      },
      connections: { ofApi: () => null, ofRepository: () => [] },
      accounts: plainAccounts([]).service,
      hosting: { repository: async () => found },
    },
    { apiId: PETS, accountId: ADA, repository: repository.path },
  )

describe('a repository that was chosen at its host', () => {
  it('is accepted as the host describes it, or unknown', async () => {
    expect(await check(repository)).toEqual({ kind: 'accepted', repository })
    expect(await check(null)).toEqual({ kind: 'not-found' })
  })

  it.each([
    'https://github.com.example.org/acme/pets.git',
    'http://github.com/acme/pets.git',
    'https://github.com:8443/acme/pets.git',
    'https://example.org/github.com/acme/pets.git',
    'ftp://github.com/acme/pets.git',
    '/etc',
  ])('is refused where the host sends Git to %s, so that no token follows', async (cloneUrl) => {
    await expect(check({ ...repository, cloneUrl })).rejects.toMatchObject({
      code: 'REMOTE_FAILED',
      data: { hostWords: cloneUrl },
    })
  })
})
