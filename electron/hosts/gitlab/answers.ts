import { z } from 'zod'

/** What is used of GitLab's answers (`GitLab REST API`, v4). Whatever may be missing is `nullish`. */

export const User = z.object({
  id: z.number(),
  username: z.string().min(1),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
})

export const OwnToken = z.object({
  scopes: z.array(z.string()).nullish(),
  /** A day, the last on which the token works no more. */
  expires_at: z.string().nullish(),
})

export const Group = z.object({ full_path: z.string().min(1), full_name: z.string().nullish() })

const Access = z.object({ access_level: z.number().nullish() }).nullish()

export const Project = z.object({
  path: z.string().min(1),
  path_with_namespace: z.string().min(1),
  namespace: z.object({ full_path: z.string().min(1), kind: z.string().nullish(), name: z.string().nullish() }),
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
  empty_repo: z.boolean().nullish(),
  default_branch: z.string().nullish(),
  permissions: z.object({ project_access: Access, group_access: Access }).nullish(),
  web_url: z.url(),
  http_url_to_repo: z.url(),
})
export type Project = z.infer<typeof Project>

export const Branch = z.object({
  name: z.string().min(1),
  commit: z.object({ id: z.string() }).nullish(),
  default: z.boolean().nullish(),
  protected: z.boolean().nullish(),
  can_push: z.boolean().nullish(),
})
export type Branch = z.infer<typeof Branch>

export const TreeEntry = z.object({
  name: z.string().min(1),
  path: z.string().min(1),
  type: z.string(),
  mode: z.string().nullish(),
})
export type TreeEntry = z.infer<typeof TreeEntry>

export const MergeRequest = z.object({
  iid: z.number().int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean().nullish(),
  work_in_progress: z.boolean().nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  author: z.object({ username: z.string() }).nullish(),
  web_url: z.url(),
})
export type MergeRequest = z.infer<typeof MergeRequest>
