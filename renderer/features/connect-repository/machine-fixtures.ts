import { accountUnderTest } from '#renderer/session/account-under-test.ts'
import type { DirectoryProblem, DomainCheck } from '#shared/contract/connections.ts'
import { PickedFolder } from '#shared/contract/folders.ts'
import type { Account } from '#shared/domain/account.ts'
import type { CloneRemote } from '#shared/domain/clone.ts'
import { Connection } from '#shared/domain/connection.ts'
import type { HostedBranch, HostedRepository } from '#shared/domain/hosting.ts'
import type { WizardEvent } from './events.ts'
import {
  type AcceptedClone,
  type CloudState,
  type DirectoryReports,
  INITIAL_STATE,
  type OnPremisesState,
  type WizardState,
} from './state.ts'
import { transition } from './transition.ts'

/** Values and walks that the wizard's tests share. */
export const DOMAIN = 'https://git.acme.test'
export const FOLDER = PickedFolder.parse({ handle: '7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b01', label: '~/work/pets' })
export const OTHER_FOLDER = PickedFolder.parse({ handle: '7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b02', label: '~/work/orders' })
export const REMOTE: CloneRemote = {
  name: 'origin',
  url: 'https://git.acme.test/acme/pets.git',
  address: { kind: 'https', host: 'git.acme.test', port: null, user: null, path: 'acme/pets' },
  organisation: 'acme',
  repository: 'pets',
}

export const ACCOUNT: Account = accountUnderTest()

/** A repository of `acme` as its host describes it. */
export function repository(name: string, part: Partial<HostedRepository> = {}): HostedRepository {
  return {
    path: { organisation: 'acme', project: null, name },
    visibility: 'private',
    archived: false,
    writeAccess: 'yes',
    defaultBranch: 'main',
    empty: false,
    webUrl: `https://github.com/acme/${name}`,
    cloneUrl: `https://github.com/acme/${name}.git`,
    ...part,
  }
}

export function branch(name: string): HostedBranch {
  return { name, commit: 'a'.repeat(40), isDefault: name === 'main', protected: 'no' }
}

export function accepted(part: Partial<AcceptedClone> = {}): AcceptedClone {
  return {
    kind: 'accepted',
    folder: FOLDER,
    layout: 'clone',
    remote: REMOTE,
    candidates: [REMOTE],
    head: { kind: 'branch', branch: 'main', commit: 'a'.repeat(40) },
    lastCommit: null,
    signIn: ['token', 'credential-helper'],
    ...part,
  }
}

export function connection(): Connection {
  return Connection.parse({
    id: '7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b03',
    apiId: '7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b04',
    host: 'gitlab-self-managed',
    domain: DOMAIN,
    remote: { name: 'origin', url: REMOTE.url },
    repository: null,
    clone: { kind: 'local', folderLabel: FOLDER.label },
    branch: 'main',
    directories: { schema: 'postman/schemas', collection: 'postman/collections' },
    signIn: { kind: 'token' },
    otherFiles: 'ask',
    definitionRoot: null,
    createdAt: '2026-01-02T03:04:05.000Z',
  })
}

/** Both reports, usable; with `problem` the schema directory is refused. */
export function usable(problem: DirectoryProblem | null): DirectoryReports {
  const fine = (directory: string) => ({ kind: 'usable', directory, exists: true, definitions: 1, collections: 2 }) as const
  return {
    schema: problem === null ? fine('postman/schemas') : { kind: 'refused', problem },
    collection: fine('postman/collections'),
  }
}

export function play(...events: WizardEvent[]): WizardState {
  return events.reduce(transition, INITIAL_STATE)
}

/** The state, known to be one of an own server's path. */
export function onPremises(state: WizardState): OnPremisesState {
  if (state.path !== 'on-premises') throw new Error(`expected the path of an own server, not ${state.path}`)
  return state
}

/** The state, known to be one of a cloud host's path. */
export function cloud(state: WizardState): CloudState {
  if (state.path !== 'cloud') throw new Error(`expected the path of a cloud host, not ${state.path}`)
  return state
}

/** Sends one event to a state of an own server's path. */
export function step(state: WizardState, event: WizardEvent): OnPremisesState {
  return onPremises(transition(state, event))
}

/** Host, domain and folder given and the clone accepted; still on the domain page. */
export function throughDomain(clone: Partial<AcceptedClone> = {}, domain: DomainCheck = reachable()): OnPremisesState {
  const asked = onPremises(
    play(
      { kind: 'host-chosen', host: 'gitlab-self-managed' },
      { kind: 'next' },
      { kind: 'domain-typed', domain: 'git.acme.test' },
      { kind: 'folder-picked', folder: FOLDER },
    ),
  )
  const known = step(asked, {
    kind: 'domain-checked',
    ticket: asked.domainCheck.kind === 'running' ? asked.domainCheck.ticket : -1,
    result: { kind: 'answer', answer: domain },
  })
  return step(known, { kind: 'clone-checked', ticket: known.ticket, result: { kind: 'answer', answer: accepted(clone) } })
}

function reachable(): DomainCheck {
  return {
    kind: 'reachable',
    domain: DOMAIN,
    encrypted: true,
    looksLike: 'gitlab-self-managed',
    signInSupported: ['token', 'credential-helper'],
  }
}

export function toFolders(): OnPremisesState {
  const there = step(throughDomain(), { kind: 'next' })
  const typed = step(there, { kind: 'token-typed', username: 'lin', secret: 'not-a-real-token' })
  const described = step(typed, {
    kind: 'token-checked',
    ticket: there.ticket,
    result: { kind: 'answer', answer: { kept: false, storage: 'protected', username: null } },
  })
  return step(described, { kind: 'next' })
}

export function readyToConnect(): OnPremisesState {
  const there = toFolders()
  const checked = step(there, {
    kind: 'directories-checked',
    ticket: there.ticket,
    result: { kind: 'answer', answer: usable(null) },
  })
  return step(checked, { kind: 'next' })
}
