import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'

/** What is used of Bitbucket Data Center's answers (`REST API`, 1.0). Whatever may be missing is `nullish`. */

export const User = z.object({
  name: z.string(),
  slug: z.string().nullish(),
  id: z.union([z.number(), z.string()]).nullish(),
  displayName: z.string().nullish(),
  avatarUrl: z.string().nullish(),
})
export type User = z.infer<typeof User>

export const Project = z.object({
  key: z.string().min(1),
  name: z.string().nullish(),
  type: z.string().nullish(),
})
export type Project = z.infer<typeof Project>

export const Repository = z.object({
  slug: z.string().min(1),
  name: z.string().nullish(),
  project: Project,
  public: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  /** `AVAILABLE`, or while it is made: `INITIALISING`, `INITIALISATION_FAILED`, `OFFLINE`. */
  state: z.string().nullish(),
})
export type Repository = z.infer<typeof Repository>

export const Branch = z.object({
  id: z.string(),
  displayId: z.string().min(1),
  latestCommit: ObjectId.nullish().catch(null),
  isDefault: z.boolean().nullish(),
})
export type Branch = z.infer<typeof Branch>

export const DefaultBranch = z.object({ displayId: z.string().min(1) })

export const Child = z.object({
  path: z.object({ components: z.array(z.string().min(1)).min(1) }),
  type: z.string(),
})
export type Child = z.infer<typeof Child>

const Ref = z.object({
  id: z.string().nullish(),
  displayId: z.string().nullish(),
  repository: z.object({ slug: z.string(), project: z.object({ key: z.string() }) }).nullish(),
})

export const PullRequestAnswer = z.object({
  id: z.number().int(),
  title: z.string().nullish(),
  state: z.string().nullish(),
  draft: z.boolean().nullish(),
  author: z.object({ user: z.object({ displayName: z.string().nullish(), name: z.string().nullish() }).nullish() }).nullish(),
  fromRef: Ref,
  toRef: Ref,
})
export type PullRequestAnswer = z.infer<typeof PullRequestAnswer>

/** A rule of branch permissions; `users` and `groups` are those whom it lets through. */
export const Restriction = z.object({
  type: z.string(),
  matcher: z.object({
    id: z.string(),
    type: z.object({ id: z.string() }),
    active: z.boolean().nullish(),
  }),
  users: z.array(z.object({ name: z.string().nullish() })).nullish(),
  groups: z.array(z.string()).nullish(),
})
export type Restriction = z.infer<typeof Restriction>
