import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import { PETS_REPOSITORY } from '../../fixtures/pets.ts'
import type { SandboxPerson, SandboxRepository } from './model.ts'
import { addBranches } from './repositories.ts'
import type { RunningSandboxHost } from './running.ts'

/** The person whom the browser holds, and who may push. */
export const ADA: SandboxPerson = { id: 1, login: 'ada', name: 'Ada Lindgren', email: 'ada@example.test', organisations: [] }
/** A second account in the same browser; sees the same, and may push to little. */
export const BOB: SandboxPerson = { id: 2, login: 'bob', name: 'Bøb Ångström', email: 'bob@example.test', organisations: [] }

/** The repositories that every host of the sandbox has. */
export interface HostWorld {
  /** Pets with a definition and a collection in the usual folders, and other people's files around them. */
  pets: SandboxRepository
  /** Not one commit. */
  empty: SandboxRepository
  archived: SandboxRepository
  /** Seen by everybody, pushed to by neither Ada nor Bob. */
  readOnly: SandboxRepository
  /** Its `main` takes nothing but pull requests. */
  guarded: SandboxRepository
  /** Several definitions, in folders of its own. */
  several: SandboxRepository
  /** A long name, and names that are not ASCII. */
  long: SandboxRepository
}

const ORDERS = 'openapi: 3.1.0\ninfo:\n  title: Orders\n  version: 1.0.0\npaths: {}\n'
const LONG_NAME = 'inventory-and-warehouse-management-interfaces-of-the-northern-and-southern-regions-v2'

/** Fills an empty host with people, an organisation and repositories; `large` adds 300 repositories and 3,000 branches. */
export function fillHost(running: RunningSandboxHost, size: 'usual' | 'large' = 'usual'): HostWorld {
  const { host } = running
  const { organisation, place } = PLACES[host.kind]
  const people = [ADA, BOB].map((person) => ({ ...person, organisations: [organisation] }))
  host.people.push(...people)
  host.oauth.browserPerson = ADA.login
  const at = (name: string): RepositoryPath => ({ ...place, name })
  const writers = [ADA.login]
  const main = { main: PETS_REPOSITORY }
  const world: HostWorld = {
    pets: running.addRepository({
      path: at('pets'),
      writers: [ADA.login, BOB.login],
      branches: { main: PETS_REPOSITORY, develop: PETS_REPOSITORY, 'feature/größe-ändern': PETS_REPOSITORY },
    }),
    empty: running.addRepository({ path: at('brand-new'), writers }),
    archived: running.addRepository({ path: at('pets-2019'), writers, branches: main, archived: true }),
    readOnly: running.addRepository({ path: at('platform-guides'), branches: main, visibility: 'public' }),
    guarded: running.addRepository({ path: at('payments'), writers, branches: main, protectedBranches: ['main'] }),
    several: running.addRepository({
      path: at('orders'),
      writers,
      branches: {
        trunk: {
          'README.md': '# Orders\n',
          'api/definitions/orders.yaml': ORDERS,
          'api/definitions/returns.yaml': ORDERS.replace('Orders', 'Returns'),
          'api/collections/Orders.json': PETS_REPOSITORY['postman/collections/Pets.json'] ?? '',
        },
      },
    }),
    long: running.addRepository({
      path: at(host.kind.startsWith('azure') ? `${LONG_NAME} – Bestände` : LONG_NAME),
      writers,
      branches: { main: { ...PETS_REPOSITORY, 'Übersicht/Größen.md': '# Größen\n' } },
    }),
  }
  if (size === 'large') grow(running, world, place)
  return world
}

function grow(running: RunningSandboxHost, world: HostWorld, place: Omit<RepositoryPath, 'name'>): void {
  const numbered = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(4, '0')}`)
  // All of them are the same repository on the disk: a list is what they are for.
  for (const name of numbered(300, 'service')) running.host.repositories.push({ ...world.pets, path: { ...place, name } })
  addBranches(world.pets.bare, numbered(3000, 'topic/change'))
}

/** Where the sandbox's repositories are at each kind of host, in the host's own manner of naming. */
const PLACES: Readonly<Record<HostKind, { organisation: string; place: Omit<RepositoryPath, 'name'> }>> = {
  github: inOrganisation('acme'),
  'github-enterprise-server': inOrganisation('acme'),
  gitlab: inOrganisation('acme/interfaces'),
  'gitlab-self-managed': inOrganisation('acme/interfaces'),
  bitbucket: inOrganisation('acme'),
  'bitbucket-data-center': inOrganisation('ACME'),
  'azure-devops': inProject('acme', 'Pet Shop'),
  'azure-devops-server': inProject('DefaultCollection', 'Pet Shop'),
}

function inOrganisation(organisation: string) {
  return { organisation, place: { organisation, project: null } }
}

function inProject(organisation: string, project: string) {
  return { organisation, place: { organisation, project } }
}
