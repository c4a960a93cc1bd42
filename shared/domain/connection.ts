import { z } from 'zod'
import { OnPremisesHost } from './host.ts'
import { ApiId, ConnectionId } from './ids.ts'

export const DEFAULT_SCHEMA_DIRECTORY = 'postman/schemas'
export const DEFAULT_COLLECTION_DIRECTORY = 'postman/collections'

/** The two folders of a repository that a connection owns: paths from its root with forward slashes, no leading or trailing one. */
export const Directories = z.object({ schema: z.string().min(1), collection: z.string().min(1) })
export type Directories = z.infer<typeof Directories>

/**
 * How Graft signs in to the connection's remote: an access token kept for the domain, what the clone itself uses
 * (Git's credential helper), or SSH through the installed `git`.
 */
export const SignInMethod = z.enum(['token', 'credential-helper', 'ssh'])
export type SignInMethod = z.infer<typeof SignInMethod>

/** What a pull does with files of the clone that are not the connection's own. */
export const OtherFilesPolicy = z.enum(['ask', 'update'])
export type OtherFilesPolicy = z.infer<typeof OtherFilesPolicy>

export const Connection = z.object({
  id: ConnectionId,
  apiId: ApiId,
  host: OnPremisesHost,
  /** The server's address as the user gave it, normalised: origin and, where the server lives under one, a context path. */
  domain: z.url(),
  remote: z.object({ name: z.string().min(1), /** Without credentials. */ url: z.string().min(1) }),
  /** Where the clone lies, shortened for people (`~/work/pets`). Never used to reach it. */
  folderLabel: z.string(),
  /** The branch that was checked out when the connection was made. */
  branch: z.string(),
  directories: Directories,
  signIn: SignInMethod,
  otherFiles: OtherFilesPolicy,
  /** Root file of this API's definition within the schema directory, once known. */
  definitionRoot: z.string().nullable(),
  createdAt: z.iso.datetime(),
})
export type Connection = z.infer<typeof Connection>
