import type { Connection, SignIn } from '#shared/domain/connection.ts'
import type { AccountId, ConnectionId } from '#shared/domain/ids.ts'
import { parseRemoteAddress } from '#shared/domain/remote-address.ts'
import { removeLeftovers } from '../apis/remove-leftovers.ts'
import type { AccountService } from '../auth/account-service.ts'
import type { TokenVault } from '../auth/token-vault.ts'
import type { ConnectionStore, StoredConnection } from '../connections/connection-store.ts'
import { sameDomain } from '../connections/same-domain.ts'
import { Failure } from '../failure.ts'
import type { GitOperations, RemoteAccess, Workspace } from '../git/contract.ts'
import { withAccount } from '../hosting/with-account.ts'

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
  /**
   * Runs work that talks to a remote. Where an account's token is refused and a newer one can be had without a person, the work
   * runs once more. Fails with `SIGN_IN_NEEDED` where there is no sign-in, or none that the server takes.
   */
  signedIn<R>(request: AccessRequest, work: (access: RemoteAccess) => Promise<R>, signal?: AbortSignal | undefined): Promise<R>
}

export interface CloneAccessParts {
  connections: ConnectionStore
  tokens: TokenVault
  accounts: AccountService
  git: GitOperations
  resolveProxy: (url: string) => Promise<string | null>
  /** Certificate authorities (PEM) that are trusted for a URL's server beside the system's. */
  authoritiesFor: (url: string) => string[]
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

export function createCloneAccess(parts: CloneAccessParts): CloneAccess {
  const { connections, tokens, accounts, git, resolveProxy, authoritiesFor } = parts
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

  /** The account of a connection may have been removed, which is a sign-in that is missing; one of another server signs in nobody here. */
  const accountFor = (id: AccountId, domain: string): AccountId => {
    const account = accounts.find(id)
    if (account && sameDomain(account.domain, domain)) return id
    throw new Failure('SIGN_IN_NEEDED', { domain, reason: 'missing', hostWords: null })
  }

  const signedIn: CloneAccess['signedIn'] = async ({ domain, remote, signIn }, work, signal) => {
    const overSsh = parseRemoteAddress(remote.url).kind === 'ssh'
    const way = {
      remote: remote.name,
      domain,
      proxy: overSsh ? null : await resolveProxy(remote.url),
      certificateAuthorities: overSsh ? [] : authoritiesFor(remote.url),
    }
    // A linked clone may reach the same repository over SSH, where the account's token means nothing.
    if (overSsh) return work({ ...way, signIn: { kind: 'ssh' } })
    switch (signIn.kind) {
      case 'account':
        return withAccount(accounts, accountFor(signIn.accountId, domain), signal, ({ gitUsername, token }) =>
          work({ ...way, signIn: { kind: 'token', username: gitUsername, token } }),
        )
      case 'token':
        return work({ ...way, signIn: { kind: 'token', ...(await secret(domain)) } })
      case 'credential-helper':
      case 'ssh':
        return work({ ...way, signIn })
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
    signedIn,
  }
}
