import { z } from 'zod'
import { CommitSummary, Head } from './repository.ts'

/** How a remote is reached. `path` is the repository on the server, without `.git`, no leading slash. */
export const RemoteAddress = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('https'),
    host: z.string(),
    port: z.number().nullable(),
    user: z.string().nullable(),
    path: z.string(),
  }),
  z.object({
    kind: z.literal('http'),
    host: z.string(),
    port: z.number().nullable(),
    user: z.string().nullable(),
    path: z.string(),
  }),
  z.object({
    kind: z.literal('ssh'),
    host: z.string(),
    port: z.number().nullable(),
    user: z.string().nullable(),
    path: z.string(),
  }),
  z.object({ kind: z.literal('git'), host: z.string(), port: z.number().nullable(), path: z.string() }),
  /** A folder on this computer or a share: no server. */
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('unknown') }),
])
export type RemoteAddress = z.infer<typeof RemoteAddress>

export const CloneRemote = z.object({
  name: z.string(),
  /** Without credentials. */
  url: z.string(),
  address: RemoteAddress,
  /** Organisation (group, project, collection/project) and repository, read from the address. */
  organisation: z.string().nullable(),
  repository: z.string().nullable(),
})
export type CloneRemote = z.infer<typeof CloneRemote>

/** What a picked folder turned out to be, before any domain is held against it. */
export const FolderInspection = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('working-tree'),
    /** A clone of its own, or a linked worktree of another one. */
    layout: z.enum(['clone', 'linked-worktree']),
    remotes: z.array(CloneRemote),
    head: Head,
    lastCommit: CommitSummary.nullable(),
  }),
  /** A folder inside a clone; `root` is absolute and stays with the services. */
  z.object({ kind: z.literal('subfolder'), root: z.string() }),
  z.object({ kind: z.literal('bare') }),
  z.object({ kind: z.literal('inside-git-folder'), root: z.string().nullable() }),
  z.object({ kind: z.literal('not-a-repository') }),
  z.object({ kind: z.literal('not-a-folder') }),
  z.object({ kind: z.literal('missing') }),
  z.object({ kind: z.literal('no-permission') }),
  /** Its objects or refs are kept in a way Graft can't read (SHA-256, reftable, …). */
  z.object({ kind: z.literal('unsupported'), feature: z.string() }),
  /** `.git` is there but damaged, or belongs to another user. */
  z.object({ kind: z.literal('broken'), detail: z.string() }),
])
export type FolderInspection = z.infer<typeof FolderInspection>
