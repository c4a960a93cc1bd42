import type { Trouble } from '#renderer/trouble.ts'
import type { CloneCheck, ConnectEvent, DomainCheck, RepositoryCheck } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { Account } from '#shared/domain/account.ts'
import type { Connection, SignInMethod } from '#shared/domain/connection.ts'
import type { HostKind, OnPremisesHost } from '#shared/domain/host.ts'
import type { BranchFound, DirectoryReports, Entry, KeptToken, Step } from './state.ts'

/** What an answer to one of the questions looks like: the answer, or the trouble in its place. */
export type Answered<R> = { kind: 'answer'; answer: R } | { kind: 'trouble'; trouble: Trouble }

export type OnPremisesEvent =
  | { kind: 'domain-typed'; domain: string }
  /** Takes a domain (and, where known, a kind of host) that the services suggested or that was used before. */
  | { kind: 'domain-taken'; domain: string; host: OnPremisesHost | null }
  | { kind: 'domain-recheck' }
  | { kind: 'domain-checked'; ticket: number; result: Answered<DomainCheck> }
  | { kind: 'folder-picked'; folder: PickedFolder }
  | { kind: 'remote-chosen'; remote: string }
  | { kind: 'clone-recheck' }
  | { kind: 'clone-checked'; ticket: number; result: Answered<CloneCheck> }
  | { kind: 'sign-in-chosen'; signIn: SignInMethod }
  | { kind: 'token-checked'; ticket: number; result: Answered<KeptToken> }
  | { kind: 'kept-token-used' }
  | { kind: 'new-token-wanted' }
  | { kind: 'token-typed'; username: string; secret: string }

export type CloudEvent =
  | { kind: 'organisation-entered'; organisation: string; entry: Entry }
  | { kind: 'project-entered'; project: string; entry: Entry }
  | { kind: 'repository-entered'; repository: string; entry: Entry }
  | { kind: 'repository-recheck' }
  | { kind: 'repository-checked'; ticket: number; result: Answered<RepositoryCheck> }
  | { kind: 'branch-entered'; branch: string; entry: Entry }
  | { kind: 'branch-recheck' }
  | { kind: 'branch-checked'; ticket: number; result: Answered<BranchFound> }

export type AttemptEvent =
  | { kind: 'connect-event'; ticket: number; event: ConnectEvent }
  | { kind: 'connect-failed'; ticket: number; trouble: Trouble }
  | { kind: 'connect-cancelled' }
  /** The API turned out to be connected, by an attempt that was cancelled too late or by another window. */
  | { kind: 'connection-found'; connection: Connection }

export type SharedEvent =
  | { kind: 'host-chosen'; host: HostKind }
  | { kind: 'account-chosen'; account: Account }
  /** The accounts there are now: the chosen one is as it is there, and no longer chosen where it is gone. */
  | { kind: 'accounts-known'; accounts: readonly Account[] }
  | { kind: 'directory-typed'; which: 'schema' | 'collection'; directory: string }
  | { kind: 'directories-recheck' }
  | { kind: 'directories-checked'; ticket: number; result: Answered<DirectoryReports> }
  | { kind: 'next' }
  | { kind: 'back' }
  | { kind: 'step-chosen'; step: Step }
  | { kind: 'connect'; at: number }

export type WizardEvent = OnPremisesEvent | CloudEvent | AttemptEvent | SharedEvent
