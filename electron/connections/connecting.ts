import type { CloneCheck, ConnectEvent, DomainCheck, TreeFolder } from '#shared/contract/connections.ts'
import { isSafeRelativePath } from '#shared/domain/file-name.ts'
import type { ConnectionId, FolderHandle } from '#shared/domain/ids.ts'
import { Failure } from '../failure.ts'
import { checkDirectories, type DirectoryReports } from './check-directories.ts'
import { checkDomain } from './check-domain.ts'
import { type CloneCheckInput, checkClone } from './clone-check.ts'
import { type ConnectInput, type ConnectParts, connect } from './connect.ts'
import { type DisconnectParts, disconnect } from './disconnect.ts'
import { createTurns } from './turns.ts'

/** The steps that lead to a connection, and the one that ends it. */
export interface Connecting {
  checkDomain(input: { domain: string }, signal?: AbortSignal): Promise<DomainCheck>
  checkClone(input: CloneCheckInput, signal?: AbortSignal): Promise<CloneCheck>
  checkDirectories(
    input: { folder: FolderHandle; directories: { schema: string; collection: string } },
    signal?: AbortSignal,
  ): Promise<DirectoryReports>
  browseDirectories(input: { folder: FolderHandle; path: string }, signal?: AbortSignal): Promise<TreeFolder[]>
  connect(input: ConnectInput, signal?: AbortSignal): AsyncGenerator<ConnectEvent, void, undefined>
  disconnect(input: {
    connectionId: ConnectionId
    confirmName: string
  }): Promise<{ kind: 'disconnected' } | { kind: 'name-differs' }>
}

export interface ConnectingParts extends Omit<ConnectParts, 'oneAtATime'>, DisconnectParts {
  resolveProxy: (url: string) => Promise<string | null>
}

export function createConnecting(parts: ConnectingParts): Connecting {
  const { git, handles, resolveProxy } = parts
  const oneAtATime = createTurns()
  return {
    checkDomain: ({ domain }, signal) => checkDomain(domain, { resolveProxy, signal }),
    checkClone: (input, signal) => checkClone(parts, input, signal),
    checkDirectories: async ({ folder, directories }, signal) =>
      checkDirectories(git, await handles.resolve(folder), directories, signal ? { signal } : {}),
    browseDirectories: async ({ folder, path }, signal) => {
      if (path !== '' && !isSafeRelativePath(path)) throw new Failure('INVALID_PATH', { path })
      return git.listFolders({ root: await handles.resolve(folder), path }, signal ? { signal } : {})
    },
    connect: (input, signal) => connect({ ...parts, oneAtATime }, input, signal),
    disconnect: (input) => disconnect(parts, input),
  }
}
