import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { CloneRemote } from '../domain/clone.ts'
import { Connection, OtherFilesPolicy, SignIn, SignInMethod } from '../domain/connection.ts'
import { HostKind, OnPremisesHost } from '../domain/host.ts'
import { HostedRepository, RepositoryPath } from '../domain/hosting.ts'
import { AccountId, ApiId, ConnectionId, FolderHandle } from '../domain/ids.ts'
import { CommitSummary, Head } from '../domain/repository.ts'
import { procedure } from './base.ts'
import { PickedFolder } from './folders.ts'
import { TokenStorage } from './token-storage.ts'

const TypedDirectories = z.object({ schema: z.string().max(4096), collection: z.string().max(4096) })

/** What the live check of a Domain URL found. Nothing but the server's public face is asked; no credentials are sent. */
export const DomainCheck = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reachable'),
    domain: z.url(),
    encrypted: z.boolean(),
    looksLike: HostKind.nullable(),
    signInSupported: z.array(SignInMethod),
  }),
  z.object({ kind: z.literal('not-an-address') }),
  /** A cloud host's own address was given where an own server is meant. */
  z.object({ kind: z.literal('cloud-host'), host: HostKind }),
  z.object({
    kind: z.literal('unreachable'),
    domain: z.url(),
    reason: z.enum(['name-not-found', 'refused', 'timed-out', 'connection-lost', 'no-route', 'proxy', 'other']),
  }),
  z.object({
    kind: z.literal('certificate'),
    domain: z.url(),
    reason: z.enum(['unknown-authority', 'self-signed', 'expired', 'wrong-name', 'other']),
    issuer: z.string().nullable(),
  }),
])
export type DomainCheck = z.infer<typeof DomainCheck>

/** The picked folder held against B6; each refusal carries what its way out needs. */
export const CloneCheck = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accepted'),
    folder: PickedFolder,
    layout: z.enum(['clone', 'linked-worktree']),
    remote: CloneRemote,
    /** All remotes of the clone that belong to the domain; more than one lets the user choose. */
    candidates: z.array(CloneRemote),
    head: Head,
    lastCommit: CommitSummary.nullable(),
    signIn: z.array(SignInMethod).min(1),
  }),
  z.object({ kind: z.literal('subfolder'), root: PickedFolder }),
  z.object({ kind: z.literal('inside-git-folder'), root: PickedFolder.nullable() }),
  z.object({ kind: z.literal('bare') }),
  z.object({ kind: z.literal('not-a-repository') }),
  z.object({ kind: z.literal('not-a-folder') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('no-permission') }),
  z.object({ kind: z.literal('unsupported'), feature: z.string() }),
  z.object({ kind: z.literal('broken'), detail: z.string() }),
  z.object({ kind: z.literal('detached'), commit: z.string() }),
  z.object({ kind: z.literal('no-remote') }),
  /** `origin` belongs elsewhere, but these remotes belong to the domain: use one of them. */
  z.object({ kind: z.literal('other-remote'), origin: CloneRemote.nullable(), candidates: z.array(CloneRemote).min(1) }),
  /** No remote belongs to the domain. `suggestion` is a domain (and kind of host) that would fit. */
  z.object({
    kind: z.literal('other-domain'),
    remotes: z.array(CloneRemote),
    suggestion: z.object({ domain: z.url(), host: HostKind.nullable() }).nullable(),
  }),
  /** B9: one repository, one API. */
  z.object({ kind: z.literal('already-connected'), apiId: ApiId, apiName: z.string() }),
])
export type CloneCheck = z.infer<typeof CloneCheck>

export const DirectoryProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absolute') }),
  z.object({ kind: z.literal('leaves-repository') }),
  z.object({ kind: z.literal('inside-git') }),
  z.object({ kind: z.literal('same-as-other') }),
  /** One of the two lies inside the other; `outer` is the one that contains. */
  z.object({ kind: z.literal('nested'), outer: z.enum(['schema', 'collection']) }),
  z.object({ kind: z.literal('repository-root') }),
  z.object({ kind: z.literal('is-a-file') }),
  /** A link in the path leads out of the repository. */
  z.object({ kind: z.literal('through-link') }),
  z.object({ kind: z.literal('submodule') }),
  z.object({ kind: z.literal('ignored') }),
  /** Characters or names that Git or one of the three systems refuses. */
  z.object({ kind: z.literal('invalid-name'), name: z.string() }),
  z.object({ kind: z.literal('reserved') }),
])
export type DirectoryProblem = z.infer<typeof DirectoryProblem>

export const DirectoryReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), problem: DirectoryProblem }),
  z.object({
    kind: z.literal('usable'),
    /** As it will be stored: the default where the field was blank, slashes forward, none at the ends. */
    directory: z.string(),
    exists: z.boolean(),
    definitions: z.number(),
    collections: z.number(),
  }),
])
export type DirectoryReport = z.infer<typeof DirectoryReport>

export const TreeFolder = z.object({
  name: z.string(),
  path: z.string(),
  hasChildren: z.boolean(),
  /** Null where a host would have to be asked once more to know. */
  definitions: z.number().nullable(),
  collections: z.number().nullable(),
})
export type TreeFolder = z.infer<typeof TreeFolder>

/** A repository chosen at its host, held against B9 and what a connection needs. */
export const RepositoryCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), repository: HostedRepository }),
  /** The host does not know it, or hides it from this account. */
  z.object({ kind: z.literal('not-found') }),
  z.object({ kind: z.literal('already-connected'), apiId: ApiId, apiName: z.string() }),
])
export type RepositoryCheck = z.infer<typeof RepositoryCheck>

export const CONNECT_STAGES = ['check', 'sign-in', 'fetch', 'read', 'write'] as const
export const ConnectEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stage'),
    stage: z.enum(CONNECT_STAGES),
    done: z.number().nonnegative(),
    total: z.number().nonnegative().nullable(),
    unit: z.enum(['bytes', 'objects', 'files']).nullable(),
  }),
  z.object({ kind: z.literal('connected'), connection: Connection }),
  /** The clone, the repository or a directory no longer passes; the wizard goes back to that step. */
  z.object({ kind: z.literal('refused'), check: CloneCheck }),
  z.object({ kind: z.literal('repository-refused'), check: RepositoryCheck }),
  /** The branch is not on the server (any more). */
  z.object({ kind: z.literal('branch-missing'), branch: z.string() }),
  z.object({ kind: z.literal('directories-refused'), schema: DirectoryReport, collection: DirectoryReport }),
])
export type ConnectEvent = z.infer<typeof ConnectEvent>

export const LinkOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('linked'), connection: Connection }),
  z.object({ kind: z.literal('refused'), check: CloneCheck }),
  /** The clone is one of another repository; `url` is its remote's address. */
  z.object({ kind: z.literal('other-repository'), url: z.string() }),
  /** Graft's own clone holds work that is not on the server yet; it would stay there until the folder is unlinked. */
  z.object({ kind: z.literal('work-left'), changes: z.number().int(), commits: z.number().int() }),
])
export type LinkOutcome = z.infer<typeof LinkOutcome>

const Branch = z.string().min(1).max(1024)
const hosted = z.object({ accountId: AccountId, repository: RepositoryPath })

export const connections = {
  list: procedure.output(z.array(Connection)),
  /** Domains used before, most recent first. */
  domains: procedure.output(z.array(z.object({ host: OnPremisesHost, domain: z.url() }))),
  checkDomain: procedure.input(z.object({ host: OnPremisesHost, domain: z.string().max(2048) })).output(DomainCheck),
  /** `remote` names the one to use where the clone has several. */
  checkClone: procedure
    .input(
      z.object({ apiId: ApiId, host: OnPremisesHost, domain: z.url(), folder: FolderHandle, remote: z.string().nullable() }),
    )
    .output(CloneCheck),
  checkDirectories: procedure
    .input(z.object({ folder: FolderHandle, directories: TypedDirectories }))
    .output(z.object({ schema: DirectoryReport, collection: DirectoryReport })),
  /** Folders directly below `path` on the checked-out branch and in the working folder ('' is the root). */
  browseDirectories: procedure
    .input(z.object({ folder: FolderHandle, path: z.string().max(4096) }))
    .output(z.array(TreeFolder)),
  /** Streams stages and ends with exactly one outcome. Aborting leaves nothing behind. */
  connect: procedure
    .input(
      z.object({
        apiId: ApiId,
        host: OnPremisesHost,
        domain: z.url(),
        folder: FolderHandle,
        remote: z.string(),
        directories: TypedDirectories,
        signIn: SignIn,
      }),
    )
    .output(eventIterator(ConnectEvent)),
  checkRepository: procedure
    .input(z.object({ apiId: ApiId, accountId: AccountId, repository: RepositoryPath }))
    .output(RepositoryCheck),
  /** The two directories held against B5 and a branch at the host; a null branch is a repository without commits. */
  checkHostedDirectories: procedure
    .input(hosted.extend({ branch: Branch.nullable(), directories: TypedDirectories }))
    .output(z.object({ schema: DirectoryReport, collection: DirectoryReport })),
  /** Folders directly below `path` on the branch ('' is the root). */
  browseHostedDirectories: procedure
    .input(hosted.extend({ branch: Branch, path: z.string().max(4096) }))
    .output(z.array(TreeFolder)),
  /**
   * Connects to a repository at its host with a small clone of Graft's own. In a repository without commits `branch` is what
   * the first commit makes. Streams and ends as `connect` does.
   */
  connectHosted: procedure
    .input(hosted.extend({ apiId: ApiId, branch: Branch, directories: TypedDirectories }))
    .output(eventIterator(ConnectEvent)),
  /** B8. `work: 'leave'` links although work in Graft's own clone is not on the server. */
  linkFolder: procedure
    .input(z.object({ connectionId: ConnectionId, folder: FolderHandle, work: z.enum(['ask', 'leave']) }))
    .output(LinkOutcome),
  /** Back to Graft's own clone; the user's folder stays as it is. */
  unlinkFolder: procedure.input(z.object({ connectionId: ConnectionId })).output(Connection),
  /** Another account of the same host signs in from now on, once it is seen to reach the repository (B14). */
  changeAccount: procedure
    .input(z.object({ connectionId: ConnectionId, accountId: AccountId }))
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('changed'), connection: Connection }),
        z.object({ kind: z.literal('no-access') }),
      ]),
    ),
  /** The same checks and browsing for a connection that is there: its active branch, and its clone where that is the user's. */
  checkNewDirectories: procedure
    .input(z.object({ connectionId: ConnectionId, directories: TypedDirectories }))
    .output(z.object({ schema: DirectoryReport, collection: DirectoryReport })),
  browseNewDirectories: procedure
    .input(z.object({ connectionId: ConnectionId, path: z.string().max(4096) }))
    .output(z.array(TreeFolder)),
  /**
   * Other folders of the same branch from now on (B14). Committed files in the old ones stay where they are; a managed clone brings
   * the new ones. With edits in folders that would no longer be watched it asks first: a restore point keeps them then, and in a
   * clone of the user's they stay on disk as well.
   */
  changeDirectories: procedure
    .input(
      z.object({ connectionId: ConnectionId, directories: TypedDirectories, edits: z.enum(['ask', 'keep-in-restore-point']) }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('changed'), connection: Connection }),
        z.object({ kind: z.literal('refused'), schema: DirectoryReport, collection: DirectoryReport }),
        z.object({ kind: z.literal('has-edits'), paths: z.array(z.string()) }),
      ]),
    ),
  /**
   * Another address of the same repository (B14): it was renamed, moved, or its server was. For a repository chosen at its host
   * the typed address is one of the host's. It has to hold the history that the clone has.
   */
  changeRemote: procedure.input(z.object({ connectionId: ConnectionId, url: z.string().min(1).max(4096) })).output(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('changed'), connection: Connection }),
      z.object({ kind: z.literal('not-an-address') }),
      /** An address of another server than the connection's; `domain` is that one. */
      z.object({ kind: z.literal('other-domain'), domain: z.string() }),
      /** Nothing there shares a commit with this clone. */
      z.object({ kind: z.literal('other-repository') }),
      z.object({ kind: z.literal('not-found') }),
      z.object({ kind: z.literal('already-connected'), apiId: ApiId, apiName: z.string() }),
    ]),
  ),
  setOtherFilesPolicy: procedure.input(z.object({ connectionId: ConnectionId, policy: OtherFilesPolicy })).output(Connection),
  /** Ends the connection; files and branches stay. Edits not committed yet are kept as a restore point too. */
  disconnect: procedure
    .input(z.object({ connectionId: ConnectionId, confirmName: z.string() }))
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('disconnected') }),
        z.object({ kind: z.literal('name-differs') }),
      ]),
    ),
}

/** Access tokens for own servers, one per domain. A token goes in and never comes out. */
export const tokens = {
  describe: procedure
    .input(z.object({ domain: z.url() }))
    .output(z.object({ kept: z.boolean(), storage: TokenStorage, username: z.string().nullable() })),
  /** `username` is for hosts that want one beside the token; any will do for the others. */
  keep: procedure
    .input(z.object({ domain: z.url(), username: z.string().max(256).nullable(), token: z.string().min(1).max(8192) }))
    .output(z.object({ storage: TokenStorage })),
  remove: procedure.input(z.object({ domain: z.url() })),
}
