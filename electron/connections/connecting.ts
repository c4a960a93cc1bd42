import type {
  CloneCheck,
  ConnectEvent,
  DomainCheck,
  LinkOutcome,
  RepositoryCheck,
  TreeFolder,
} from '#shared/contract/connections.ts'
import type { Connection } from '#shared/domain/connection.ts'
import type { TypedDirectories } from '#shared/domain/directories.ts'
import { isSafeRelativePath } from '#shared/domain/file-name.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId, ConnectionId, FolderHandle } from '#shared/domain/ids.ts'
import { Failure } from '../failure.ts'
import { createTurns } from '../turns.ts'
import { type ChangeDirectoriesInput, type ChangeDirectoriesOutcome, changeDirectories } from './change-directories.ts'
import { type ChangeRemoteOutcome, changeRemote } from './change-remote.ts'
import { checkDirectories, type DirectoryReports } from './check-directories.ts'
import { checkDomain } from './check-domain.ts'
import { type CloneCheckInput, checkClone } from './clone-check.ts'
import { type ConnectInput, type ConnectParts, connect } from './connect.ts'
import { type DisconnectParts, disconnect } from './disconnect.ts'
import { type ChangeAccountParts, changeAccount } from './hosted/change-account.ts'
import { checkRepository, type RepositoryCheckInput } from './hosted/check-repository.ts'
import { type ConnectHostedInput, type ConnectHostedParts, connectHosted } from './hosted/connect-hosted.ts'
import { browseHostedDirectories, checkHostedDirectories, type HostedPlace } from './hosted/hosted-directories.ts'
import { type LinkInput, linkFolder, unlinkFolder } from './hosted/linking.ts'
import { browseNewDirectories, checkNewDirectories } from './new-directories.ts'

/** The steps that lead to a connection, those that change it in place, and the one that ends it. */
export interface Connecting {
  checkDomain(input: { host: HostKind; domain: string }, signal?: AbortSignal): Promise<DomainCheck>
  checkClone(input: CloneCheckInput, signal?: AbortSignal): Promise<CloneCheck>
  checkDirectories(
    input: { folder: FolderHandle; directories: { schema: string; collection: string } },
    signal?: AbortSignal,
  ): Promise<DirectoryReports>
  browseDirectories(input: { folder: FolderHandle; path: string }, signal?: AbortSignal): Promise<TreeFolder[]>
  connect(input: ConnectInput, signal?: AbortSignal): AsyncGenerator<ConnectEvent, void, undefined>
  checkRepository(input: RepositoryCheckInput, signal?: AbortSignal): Promise<RepositoryCheck>
  checkHostedDirectories(
    input: HostedPlace & { branch: string | null; directories: { schema: string; collection: string } },
    signal?: AbortSignal,
  ): Promise<DirectoryReports>
  browseHostedDirectories(
    input: { accountId: AccountId; repository: RepositoryPath; branch: string; path: string },
    signal?: AbortSignal,
  ): Promise<TreeFolder[]>
  connectHosted(input: ConnectHostedInput, signal?: AbortSignal): AsyncGenerator<ConnectEvent, void, undefined>
  linkFolder(input: LinkInput, signal?: AbortSignal): Promise<LinkOutcome>
  unlinkFolder(connectionId: ConnectionId): Promise<Connection>
  changeAccount(
    input: { connectionId: ConnectionId; accountId: AccountId },
    signal?: AbortSignal,
  ): Promise<{ kind: 'changed'; connection: Connection } | { kind: 'no-access' }>
  checkNewDirectories(
    input: { connectionId: ConnectionId; directories: TypedDirectories },
    signal?: AbortSignal,
  ): Promise<DirectoryReports>
  browseNewDirectories(input: { connectionId: ConnectionId; path: string }, signal?: AbortSignal): Promise<TreeFolder[]>
  changeDirectories(input: ChangeDirectoriesInput, signal?: AbortSignal): Promise<ChangeDirectoriesOutcome>
  changeRemote(input: { connectionId: ConnectionId; url: string }, signal?: AbortSignal): Promise<ChangeRemoteOutcome>
  disconnect(input: {
    connectionId: ConnectionId
    confirmName: string
  }): Promise<{ kind: 'disconnected' } | { kind: 'name-differs' }>
}

export interface ConnectingParts
  extends Omit<ConnectParts, 'oneAtATime'>,
    Omit<ConnectHostedParts, 'oneAtATime'>,
    DisconnectParts,
    ChangeAccountParts {
  resolveProxy: (url: string) => Promise<string | null>
  authoritiesFor: (url: string) => string[]
}

export function createConnecting(parts: ConnectingParts): Connecting {
  const { git, handles, hosting } = parts
  const oneAtATime = createTurns()
  return {
    checkDomain: (input, signal) => checkDomain(input, { ...parts, signal }),
    checkClone: (input, signal) => checkClone(parts, input, signal),
    checkDirectories: async ({ folder, directories }, signal) =>
      checkDirectories(git, await handles.resolve(folder), directories, signal ? { signal } : {}),
    browseDirectories: async ({ folder, path }, signal) => {
      if (path !== '' && !isSafeRelativePath(path)) throw new Failure('INVALID_PATH', { path })
      return git.listFolders({ root: await handles.resolve(folder), path }, signal ? { signal } : {})
    },
    connect: (input, signal) => connect({ ...parts, oneAtATime }, input, signal),
    checkRepository: (input, signal) => checkRepository(parts, input, signal),
    checkHostedDirectories: (input, signal) => checkHostedDirectories(hosting, input, signal),
    browseHostedDirectories: (input, signal) => browseHostedDirectories(hosting, input, signal),
    connectHosted: (input, signal) => connectHosted({ ...parts, oneAtATime }, input, signal),
    linkFolder: (input, signal) => oneAtATime(() => linkFolder(parts, input, signal)),
    unlinkFolder: (connectionId) => oneAtATime(() => unlinkFolder(parts, connectionId)),
    changeAccount: (input, signal) => changeAccount(parts, input, signal),
    checkNewDirectories: (input, signal) => checkNewDirectories(parts, input, signal),
    browseNewDirectories: (input, signal) => browseNewDirectories(parts, input, signal),
    changeDirectories: (input, signal) => oneAtATime(() => changeDirectories(parts, input, signal)),
    changeRemote: (input, signal) => oneAtATime(() => changeRemote(parts, input, signal)),
    disconnect: (input) => disconnect(parts, input),
  }
}
