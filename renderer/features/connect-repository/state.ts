import type { Trouble } from '#renderer/trouble.ts'
import type { CloneCheck, CONNECT_STAGES, DirectoryReport, DomainCheck, RepositoryCheck } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Connection, SignInMethod } from '#shared/domain/connection.ts'
import type { CloudHost, HostKind, OnPremisesHost } from '#shared/domain/host.ts'
import type { HostedBranch, RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId } from '#shared/domain/ids.ts'

/** The pages of each path, in order. Which path it is follows from the host. */
export const CLOUD_STEPS = ['host', 'sign-in', 'repository', 'folders', 'review', 'connecting'] as const
export type CloudStep = (typeof CLOUD_STEPS)[number]
export const ON_PREMISES_STEPS = ['host', 'domain', 'sign-in', 'folders', 'review', 'connecting'] as const
export type OnPremisesStep = (typeof ON_PREMISES_STEPS)[number]
export type Step = CloudStep | OnPremisesStep

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
/** How a text came about: what was taken from a list is asked about at once, what is typed once typing rests. */
export type Entry = 'typed' | 'taken'
export interface RepositoryQuestion {
  accountId: AccountId
  repository: RepositoryPath
  entry: Entry
}
export interface BranchQuestion {
  accountId: AccountId
  repository: RepositoryPath
  branch: string
  entry: Entry
}
/** What the host lists under a branch's name. `unknown` where it lists too much to look through. */
export type BranchFound = { kind: 'found'; branch: HostedBranch } | { kind: 'not-listed' } | { kind: 'unknown' }
/** The directories are held against a clone on this computer, or against a branch at the host (null: no commit yet). */
export type DirectoriesQuestion =
  | { kind: 'clone'; folder: PickedFolder; directories: TypedDirectories }
  | {
      kind: 'hosted'
      accountId: AccountId
      repository: RepositoryPath
      branch: string | null
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

/** What both paths have, and what stays when the host is another one. */
export interface Common {
  /** Grows with every question asked; the number of the newest one. */
  ticket: number
  directories: TypedDirectories
  directoriesCheck: Check<DirectoriesQuestion, DirectoryReports>
  attempt: Attempt
  /** What was entered for hosts that are not the chosen one just now; it is there again when they are. */
  aside: { cloud: ReadonlyMap<CloudHost, CloudPart>; onPremises: OnPremisesPart | null }
}

export interface CloudPart {
  path: 'cloud'
  step: CloudStep
  host: CloudHost
  account: Account | null
  /** As typed or taken from the lists; the project is Azure DevOps' alone. */
  organisation: string
  project: string
  repository: string
  /** As typed or taken; null takes the repository's default branch. */
  branch: string | null
  repositoryCheck: Check<RepositoryQuestion, RepositoryCheck>
  branchCheck: Check<BranchQuestion, BranchFound>
}

export interface OnPremisesPart {
  path: 'on-premises'
  step: OnPremisesStep
  host: OnPremisesHost
  domain: string
  folder: PickedFolder | null
  /** The remote that the user chose; null lets the check pick `origin`. */
  remote: string | null
  signIn: SignInMethod | null
  token: TokenChoice
  /** Used where the sign-in is an account's. */
  account: Account | null
  domainCheck: Check<DomainQuestion, DomainCheck>
  cloneCheck: Check<CloneQuestion, CloneCheck>
  tokenCheck: Check<TokenQuestion, KeptToken>
}

export type CloudState = Common & CloudPart
export type OnPremisesState = Common & OnPremisesPart
/** No host was chosen yet. */
export type UndecidedState = Common & { path: 'undecided'; step: 'host' }
export type WizardState = UndecidedState | CloudState | OnPremisesState

export const EMPTY_TOKEN = { kind: 'new', username: '', secret: '' } as const satisfies TokenChoice
export const IDLE = { kind: 'idle' } as const

export const INITIAL_STATE: WizardState = {
  path: 'undecided',
  step: 'host',
  ticket: 0,
  directories: { schema: '', collection: '' },
  directoriesCheck: IDLE,
  attempt: { kind: 'none' },
  aside: { cloud: new Map(), onPremises: null },
}

/** The pages of the chosen path; before a host is chosen, those of the cloud. */
export function stepsOf(state: Pick<WizardState, 'path'>): readonly Step[] {
  return state.path === 'on-premises' ? ON_PREMISES_STEPS : CLOUD_STEPS
}

export function isCloudStep(step: Step): step is CloudStep {
  return CLOUD_STEPS.some((one) => one === step)
}

export function isOnPremisesStep(step: Step): step is OnPremisesStep {
  return ON_PREMISES_STEPS.some((one) => one === step)
}

/** Shows another page of the state's own path; a page of the other path changes nothing. */
export function atStep(state: WizardState, step: Step): WizardState {
  if (state.path === 'cloud') return isCloudStep(step) ? { ...state, step } : state
  if (state.path === 'on-premises') return isOnPremisesStep(step) ? { ...state, step } : state
  return state
}

/** The host that was chosen. */
export function chosenHost(state: WizardState): HostKind | null {
  return state.path === 'undecided' ? null : state.host
}

export type AcceptedClone = Extract<CloneCheck, { kind: 'accepted' }>

/** The clone, once it passed every rule of B6. */
export function acceptedClone({ cloneCheck }: Pick<OnPremisesState, 'cloneCheck'>): AcceptedClone | null {
  return cloneCheck.kind === 'answered' && cloneCheck.answer.kind === 'accepted' ? cloneCheck.answer : null
}

/** The domain as the services normalised it; null while it is not an address of an own server. */
export function normalisedDomain({ domainCheck }: Pick<OnPremisesState, 'domainCheck'>): string | null {
  if (domainCheck.kind !== 'answered') return null
  const { answer } = domainCheck
  return answer.kind === 'reachable' || answer.kind === 'unreachable' || answer.kind === 'certificate' ? answer.domain : null
}

/** Whether closing the wizard would throw something away. */
export function somethingEntered(state: WizardState): boolean {
  return state.attempt.kind !== 'connected' && state.path !== 'undecided'
}
