import type { Trouble } from '#renderer/trouble.ts'
import type { CloneCheck, CONNECT_STAGES, DirectoryReport, DomainCheck } from '#shared/contract/connections.ts'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { Connection, SignInMethod } from '#shared/domain/connection.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'

/** The pages of the wizard, in order. */
export const STEPS = ['host', 'domain', 'sign-in', 'folders', 'review', 'connecting'] as const
export type Step = (typeof STEPS)[number]

/**
 * A question to the services that belongs to what was entered. The request is kept, so that an answer to an older question is
 * recognised by its ticket and dropped.
 */
export type Check<Q, R> =
  | { kind: 'idle' }
  | { kind: 'running'; ticket: number; request: Q }
  | { kind: 'answered'; request: Q; answer: R }
  | { kind: 'failed'; request: Q; trouble: Trouble }

export interface DomainQuestion {
  host: OnPremisesHost
  domain: string
}
export interface CloneQuestion {
  host: OnPremisesHost
  domain: string
  folder: PickedFolder
  remote: string | null
}
export interface TokenQuestion {
  domain: string
}
export interface DirectoriesQuestion {
  folder: PickedFolder
  directories: TypedDirectories
}

export interface TypedDirectories {
  schema: string
  collection: string
}
export interface KeptToken {
  kept: boolean
  storage: TokenStorage
  username: string | null
}
export interface DirectoryReports {
  schema: DirectoryReport
  collection: DirectoryReport
}

/** What is being entered for the access token. `kept` uses the one this computer already holds for the domain. */
export type TokenChoice = { kind: 'kept' } | { kind: 'new'; username: string; secret: string }

export type ConnectStage = (typeof CONNECT_STAGES)[number]
export interface StageProgress {
  stage: ConnectStage
  done: number
  total: number | null
  unit: 'bytes' | 'objects' | 'files' | null
}

/** The last page: what the running or ended attempt reported. */
export type Attempt =
  | { kind: 'none' }
  | { kind: 'running'; ticket: number; progress: StageProgress; startedAt: number }
  | { kind: 'failed'; stage: ConnectStage; trouble: Trouble }
  | { kind: 'cancelled'; ticket: number; stage: ConnectStage }
  | { kind: 'connected'; connection: Connection }

export interface WizardState {
  step: Step
  /** Grows with every question asked; the number of the newest one. */
  ticket: number
  host: OnPremisesHost | null
  domain: string
  folder: PickedFolder | null
  /** The remote that the user chose; null lets the check pick `origin`. */
  remote: string | null
  signIn: SignInMethod | null
  token: TokenChoice
  directories: TypedDirectories
  domainCheck: Check<DomainQuestion, DomainCheck>
  cloneCheck: Check<CloneQuestion, CloneCheck>
  tokenCheck: Check<TokenQuestion, KeptToken>
  directoriesCheck: Check<DirectoriesQuestion, DirectoryReports>
  attempt: Attempt
}

export const EMPTY_TOKEN = { kind: 'new', username: '', secret: '' } as const satisfies TokenChoice

export const INITIAL_STATE: WizardState = {
  step: 'host',
  ticket: 0,
  host: null,
  domain: '',
  folder: null,
  remote: null,
  signIn: null,
  token: EMPTY_TOKEN,
  directories: { schema: '', collection: '' },
  domainCheck: { kind: 'idle' },
  cloneCheck: { kind: 'idle' },
  tokenCheck: { kind: 'idle' },
  directoriesCheck: { kind: 'idle' },
  attempt: { kind: 'none' },
}

export type AcceptedClone = Extract<CloneCheck, { kind: 'accepted' }>

/** The clone, once it passed every rule of B6. */
export function acceptedClone(state: WizardState): AcceptedClone | null {
  return state.cloneCheck.kind === 'answered' && state.cloneCheck.answer.kind === 'accepted' ? state.cloneCheck.answer : null
}

/** The domain as the services normalised it; null while it is not an address of an own server. */
export function normalisedDomain(state: WizardState): string | null {
  if (state.domainCheck.kind !== 'answered') return null
  const { answer } = state.domainCheck
  return answer.kind === 'reachable' || answer.kind === 'unreachable' || answer.kind === 'certificate' ? answer.domain : null
}

/** Whether closing the wizard would throw something away. */
export function somethingEntered(state: WizardState): boolean {
  if (state.attempt.kind === 'connected') return false
  return state.host !== null || state.domain !== '' || state.folder !== null
}
