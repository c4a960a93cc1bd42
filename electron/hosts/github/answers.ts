import { z } from 'zod'

/** What is used of GitHub's answers (`GitHub REST API`, version 2022-11-28). Whatever may be missing is `nullish`. */

export const User = z.object({
  id: z.number(),
  login: z.string().min(1),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
})

export const OrganisationAnswer = z.object({ login: z.string().min(1) })

export const Repository = z.object({
  name: z.string().min(1),
  owner: z.object({ login: z.string().min(1) }),
  private: z.boolean(),
  /** Absent at older servers; `internal` within an enterprise. */
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
  disabled: z.boolean().nullish(),
  permissions: z.object({ push: z.boolean().nullish() }).nullish(),
  default_branch: z.string().nullish(),
  size: z.number().nullish(),
  html_url: z.url(),
  clone_url: z.url(),
})
export type Repository = z.infer<typeof Repository>

export const FoundRepositories = z.object({ items: z.array(Repository) })

export const ShortBranch = z.object({
  name: z.string().min(1),
  commit: z.object({ sha: z.string() }),
  protected: z.boolean().nullish(),
})
export type ShortBranch = z.infer<typeof ShortBranch>

export const BranchAnswer = ShortBranch.extend({
  commit: z.object({ sha: z.string(), commit: z.object({ tree: z.object({ sha: z.string() }) }) }),
})

export const BranchRule = z.object({ type: z.string() })

export const Tree = z.object({
  tree: z.array(z.object({ path: z.string().min(1), mode: z.string(), type: z.string(), sha: z.string().nullish() })),
})
export type Tree = z.infer<typeof Tree>

export const ContentEntry = z.object({
  name: z.string().min(1),
  path: z.string().min(1),
  type: z.string(),
  git_url: z.string().nullish(),
  download_url: z.string().nullish(),
})
export type ContentEntry = z.infer<typeof ContentEntry>

export const Pull = z.object({
  number: z.number().int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean().nullish(),
  merged_at: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  head: z.object({ ref: z.string() }),
  base: z.object({ ref: z.string() }),
  html_url: z.url(),
})
export type Pull = z.infer<typeof Pull>
