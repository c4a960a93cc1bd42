import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'

/** What is used of Bitbucket's answers (`The Bitbucket Cloud REST API`). Whatever may be missing is `nullish`. */

const Link = z.object({ href: z.string() })

export const User = z.object({
  uuid: z.string().nullish(),
  username: z.string().nullish(),
  nickname: z.string().nullish(),
  display_name: z.string().nullish(),
  links: z.object({ avatar: Link.nullish() }).nullish(),
})
export type User = z.infer<typeof User>

export const WorkspaceAccess = z.object({
  workspace: z.object({ slug: z.string().min(1), name: z.string().nullish() }),
})

export const Repository = z.object({
  /** Workspace and repository by a slash. */
  full_name: z.string(),
  name: z.string().nullish(),
  is_private: z.boolean().nullish(),
  mainbranch: z.object({ name: z.string().nullish() }).nullish(),
})
export type Repository = z.infer<typeof Repository>

export const Branch = z.object({
  name: z.string().min(1),
  target: z.object({ hash: ObjectId.nullish().catch(null) }).nullish(),
})
export type Branch = z.infer<typeof Branch>

export const TreeEntry = z.object({
  type: z.string(),
  path: z.string().min(1),
  attributes: z.array(z.string()).nullish(),
})
export type TreeEntry = z.infer<typeof TreeEntry>

const Endpoint = z.object({
  branch: z.object({ name: z.string().nullish() }).nullish(),
  repository: z.object({ full_name: z.string().nullish() }).nullish(),
})

export const PullRequestAnswer = z.object({
  id: z.number().int(),
  title: z.string().nullish(),
  state: z.string().nullish(),
  draft: z.boolean().nullish(),
  author: z.object({ display_name: z.string().nullish() }).nullish(),
  source: Endpoint.nullish(),
  destination: Endpoint.nullish(),
})
export type PullRequestAnswer = z.infer<typeof PullRequestAnswer>

/** A rule of a repository's branches; `users` are those whom it lets through. */
export const BranchRestriction = z.object({
  kind: z.string(),
  branch_match_kind: z.string().nullish(),
  branch_type: z.string().nullish(),
  pattern: z.string().nullish(),
  users: z.array(z.object({ uuid: z.string().nullish() })).nullish(),
  groups: z.array(z.unknown()).nullish(),
})
export type BranchRestriction = z.infer<typeof BranchRestriction>
