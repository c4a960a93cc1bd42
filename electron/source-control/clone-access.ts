import type { Connection, SignIn } from '#shared/domain/connection.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { removeLeftovers } from '../apis/remove-leftovers.ts'
import type { TokenVault } from '../auth/token-vault.ts'
import type { ConnectionStore, StoredConnection } from '../connections/connection-store.ts'
import { Failure } from '../failure.ts'
import type { GitOperations, RemoteAccess, Workspace } from '../git/contract.ts'

/** What is asked for when somebody signs in to a remote. */
export interface AccessRequest {
  domain: string
  remote: { name: string; url: string }
  signIn: SignIn
}

/** Leads from a connection to its clone and its server. */
export interface CloneAccess {
  stored(id: ConnectionId): StoredConnection
  /** The clone of a connection, once nothing of a killed process is left in it. */
  workspace(id: ConnectionId, signal?: AbortSignal): Promise<Workspace>
  /** Finishes or rolls back what a killed process left, once per clone and process. */
  recovered(workspace: Workspace, signal?: AbortSignal): Promise<void>
  /** Fails with `SIGN_IN_NEEDED` where a token is wanted and none is kept. */
  remote(request: AccessRequest): Promise<RemoteAccess>
}

export interface CloneAccessParts {
  connections: ConnectionStore
  tokens: TokenVault
  git: GitOperations
  resolveProxy: (url: string) => Promise<string | null>
}

async function recover(git: GitOperations, workspace: Workspace): Promise<void> {
  await git.recover(workspace)
  await removeLeftovers(workspace)
}

/** Where a clone lies is told in the words that people know it by; paths do not leave the services. */
export function withLabel(error: unknown, folderLabel: string): unknown {
  if (!(error instanceof Failure)) return error
  const value = error.toValue()
  if (value.code !== 'CLONE_MISSING') return error
  return new Failure('CLONE_MISSING', { ...value.data, folder: folderLabel }, { cause: error })
}

/** What people know a connection's clone by; empty for one of Graft's own. */
export function cloneLabel({ clone }: Connection): string {
  return clone.kind === 'managed' ? '' : clone.folderLabel
}

export function createCloneAccess({ connections, tokens, git, resolveProxy }: CloneAccessParts): CloneAccess {
  const recoveries = new Map<string, Promise<unknown>>()
  // Without a protected store the tokens of earlier runs are gone: their domains are those connected before this one.
  const connectedBefore = new Set(
    tokens.storage === 'memory'
      ? connections.list().flatMap((each) => (each.signIn.kind === 'token' ? [each.domain] : []))
      : [],
  )

  const recovered = async (workspace: Workspace): Promise<void> => {
    const running = recoveries.get(workspace.root) ?? recover(git, workspace)
    recoveries.set(workspace.root, running)
    try {
      await running
    } catch (error) {
      // What could not be recovered now (a lock, a missing clone) is tried again with the next call.
      recoveries.delete(workspace.root)
      throw error
    }
  }

  const secret = async (domain: string) => {
    const found = await tokens.find(domain)
    if (found) return found
    const reason = connectedBefore.has(domain) && !tokens.wasChanged(domain) ? 'lost-at-restart' : 'missing'
    throw new Failure('SIGN_IN_NEEDED', { domain, reason, hostWords: null })
  }

  const secretOf = async (signIn: SignIn, domain: string): Promise<RemoteAccess['signIn']> => {
    switch (signIn.kind) {
      case 'token':
        return { kind: 'token', ...(await secret(domain)) }
      case 'account':
        throw new Failure('SIGN_IN_NEEDED', { domain, reason: 'missing', hostWords: null })
      case 'credential-helper':
      case 'ssh':
        return signIn
    }
  }

  return {
    stored: (id) => connections.get(id),
    workspace: async (id) => {
      const { root, connection } = connections.get(id)
      const workspace = { root, directories: connection.directories }
      try {
        await recovered(workspace)
      } catch (error) {
        throw withLabel(error, cloneLabel(connection))
      }
      return workspace
    },
    recovered,
    remote: async ({ domain, remote, signIn }) => ({
      remote: remote.name,
      domain,
      signIn: await secretOf(signIn, domain),
      proxy: signIn.kind === 'ssh' ? null : await resolveProxy(remote.url),
      certificateAuthorities: [],
    }),
  }
}
