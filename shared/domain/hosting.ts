import { z } from 'zod'
import { ObjectId } from './ids.ts'

/** Names a repository at its host, as its web address does. */
export const RepositoryPath = z.object({
  /** GitHub: organisation or user; GitLab: group with its parents, by slashes; Bitbucket: workspace; Data Center: project key. */
  organisation: z.string().min(1).max(1024),
  /** Azure DevOps alone: the project between organisation and repository. */
  project: z.string().min(1).max(256).nullable(),
  name: z.string().min(1).max(512),
})
export type RepositoryPath = z.infer<typeof RepositoryPath>

/** What holds repositories at a host: an organisation, group or workspace, or the person's own place. */
export const Organisation = z.object({
  /** As in `RepositoryPath.organisation`. */
  name: z.string(),
  /** For people; the same as `name` where the host has no other. */
  title: z.string(),
  kind: z.enum(['own', 'organisation']),
})
export type Organisation = z.infer<typeof Organisation>

/** A project of Azure DevOps. */
export const HostedProject = z.object({ name: z.string() })
export type HostedProject = z.infer<typeof HostedProject>

/** Whether the account may push, as far as the host tells beforehand: advice only, the push itself decides. */
export const WriteAccess = z.enum(['yes', 'no', 'unknown'])
export type WriteAccess = z.infer<typeof WriteAccess>

export const HostedRepository = z.object({
  path: RepositoryPath,
  visibility: z.enum(['public', 'internal', 'private', 'unknown']),
  /** Archived, disabled or read-only: nothing can be pushed. */
  archived: z.boolean(),
  writeAccess: WriteAccess,
  /** Short name; null for a repository without commits, or where the host does not tell. */
  defaultBranch: z.string().nullable(),
  /** Whether the repository has no commit yet; null where the listing does not tell. */
  empty: z.boolean().nullable(),
  webUrl: z.url(),
  /** Address for Git over HTTP, without credentials. */
  cloneUrl: z.url(),
})
export type HostedRepository = z.infer<typeof HostedRepository>

export const HostedBranch = z.object({
  name: z.string(),
  commit: ObjectId.nullable(),
  isDefault: z.boolean(),
  /** `yes` where a push is refused for this account, `partly` where rules apply that the host does not spell out. */
  protected: z.enum(['no', 'partly', 'yes']),
})
export type HostedBranch = z.infer<typeof HostedBranch>

/** One entry of a folder on a branch, as the host lists it. */
export const HostedEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'file', 'submodule', 'link']),
})
export type HostedEntry = z.infer<typeof HostedEntry>

export const PullRequest = z.object({
  /** As people name it: 12 for `#12` or `!12`. */
  number: z.number().int(),
  title: z.string(),
  state: z.enum(['open', 'draft', 'merged', 'closed']),
  source: z.string(),
  target: z.string(),
  author: z.string().nullable(),
  webUrl: z.url(),
})
export type PullRequest = z.infer<typeof PullRequest>

/** Something true about a list that is shown: it may not be all there is. */
export const ListNotice = z.discriminatedUnion('kind', [
  /** Organisations left out until single sign-on is authorised for this sign-in; `url` leads to the host's page for it. */
  z.object({ kind: z.literal('sso-hides-some'), organisations: z.array(z.string()), url: z.url().nullable() }),
  /** The token has no right to list these; a name can be typed all the same. */
  z.object({ kind: z.literal('scope-hides-some'), scope: z.string() }),
  /** The host answers slowly on purpose, until the moment named. */
  z.object({ kind: z.literal('slowed-down'), until: z.iso.datetime() }),
])
export type ListNotice = z.infer<typeof ListNotice>

/** A part of a list. `next` is handed back to get what follows; null at the end. Its content means something to the host only. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().max(8192).nullable(), notices: z.array(ListNotice) })
}
export interface Page<T> {
  items: T[]
  next: string | null
  notices: ListNotice[]
}
