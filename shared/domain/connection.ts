import { z } from 'zod'
import { HostKind } from './host.ts'
import { RepositoryPath } from './hosting.ts'
import { AccountId, ApiId, ConnectionId } from './ids.ts'

export const DEFAULT_SCHEMA_DIRECTORY = 'postman/schemas'
export const DEFAULT_COLLECTION_DIRECTORY = 'postman/collections'

/** The two folders of a repository that a connection owns: paths from its root with forward slashes, no leading or trailing one. */
export const Directories = z.object({ schema: z.string().min(1), collection: z.string().min(1) })
export type Directories = z.infer<typeof Directories>

/**
 * Ways to sign in to a remote: an account (browser, device code or its token), an access token kept for the domain, what the
 * clone itself uses (Git's credential helper), or SSH through the installed `git`.
 */
export const SignInMethod = z.enum(['account', 'token', 'credential-helper', 'ssh'])
export type SignInMethod = z.infer<typeof SignInMethod>

/** How one connection signs in. */
export const SignIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), accountId: AccountId }),
  z.object({ kind: z.literal('token') }),
  z.object({ kind: z.literal('credential-helper') }),
  z.object({ kind: z.literal('ssh') }),
])
export type SignIn = z.infer<typeof SignIn>

/** Whose the clone of a connection is. Labels are shortened paths for people (`~/work/pets`), never used to reach a folder. */
export const ConnectionClone = z.discriminatedUnion('kind', [
  /** Graft's own: small, in the data folder, holding the connection's folders only. */
  z.object({ kind: z.literal('managed') }),
  /** The user's, picked when an own server was connected. */
  z.object({ kind: z.literal('local'), folderLabel: z.string() }),
  /** The user's, linked to a cloud connection (B8); unlinking goes back to the managed one. */
  z.object({ kind: z.literal('linked'), folderLabel: z.string() }),
])
export type ConnectionClone = z.infer<typeof ConnectionClone>

/** What a pull does with files of the clone that are not the connection's own. */
export const OtherFilesPolicy = z.enum(['ask', 'update'])
export type OtherFilesPolicy = z.infer<typeof OtherFilesPolicy>

export const Connection = z.object({
  id: ConnectionId,
  apiId: ApiId,
  host: HostKind,
  /**
   * The server's address, normalised: origin and, where the server lives under one, a context path. For a cloud host the
   * address of its web pages.
   */
  domain: z.url(),
  remote: z.object({ name: z.string().min(1), /** Without credentials. */ url: z.string().min(1) }),
  /** The repository at its host, where it was chosen there; null for a local clone, whose remote is all that is known. */
  repository: RepositoryPath.nullable(),
  clone: ConnectionClone,
  /** The branch that was checked out when Graft last changed that; others may have checked out another one since. */
  branch: z.string(),
  directories: Directories,
  signIn: SignIn,
  otherFiles: OtherFilesPolicy,
  /** Root file of this API's definition within the schema directory, once known. */
  definitionRoot: z.string().nullable(),
  createdAt: z.iso.datetime(),
})
export type Connection = z.infer<typeof Connection>
