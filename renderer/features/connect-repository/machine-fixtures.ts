import type { DirectoryProblem, DomainCheck } from '#shared/contract/connections.ts'
import { PickedFolder } from '#shared/contract/folders.ts'
import type { CloneRemote } from '#shared/domain/clone.ts'
import { Connection } from '#shared/domain/connection.ts'
import type { WizardEvent } from './events.ts'
import { type AcceptedClone, type DirectoryReports, INITIAL_STATE, type WizardState } from './state.ts'
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
    folderLabel: FOLDER.label,
    branch: 'main',
    directories: { schema: 'postman/schemas', collection: 'postman/collections' },
    signIn: 'token',
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

/** Host, domain and folder given and the clone accepted; still on the domain page. */
export function throughDomain(clone: Partial<AcceptedClone> = {}, domain: DomainCheck = reachable()): WizardState {
  const asked = play(
    { kind: 'host-chosen', host: 'gitlab-self-managed' },
    { kind: 'next' },
    { kind: 'domain-typed', domain: 'git.acme.test' },
    { kind: 'folder-picked', folder: FOLDER },
  )
  const known = transition(asked, {
    kind: 'domain-checked',
    ticket: asked.domainCheck.kind === 'running' ? asked.domainCheck.ticket : -1,
    result: { kind: 'answer', answer: domain },
  })
  return transition(known, {
    kind: 'clone-checked',
    ticket: known.ticket,
    result: { kind: 'answer', answer: accepted(clone) },
  })
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

export function toFolders(): WizardState {
  const there = transition(throughDomain(), { kind: 'next' })
  const typed = transition(there, { kind: 'token-typed', username: 'lin', secret: 'not-a-real-token' })
  const described = transition(typed, {
    kind: 'token-checked',
    ticket: there.ticket,
    result: { kind: 'answer', answer: { kept: false, storage: 'protected', username: null } },
  })
  return transition(described, { kind: 'next' })
}

export function readyToConnect(): WizardState {
  const there = toFolders()
  const checked = transition(there, {
    kind: 'directories-checked',
    ticket: there.ticket,
    result: { kind: 'answer', answer: usable(null) },
  })
  return transition(checked, { kind: 'next' })
}
