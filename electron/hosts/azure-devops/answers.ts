import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'

/** What is used of Azure DevOps' answers (`Azure DevOps Services REST API`, 7.1). Whatever may be missing is `nullish`. */

export const Profile = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  publicAlias: z.string().nullish(),
})

/** `_apis/connectionData`, which organisations and servers alike answer (not in the published description). */
export const ConnectionData = z.object({
  authenticatedUser: z.object({
    id: z.string().min(1),
    subjectDescriptor: z.string().nullish(),
    providerDisplayName: z.string().nullish(),
    customDisplayName: z.string().nullish(),
    properties: z.object({ Account: z.object({ $value: z.string() }).nullish() }).nullish(),
  }),
})
export type ConnectionData = z.infer<typeof ConnectionData>

export const AccountAnswer = z.object({ accountName: z.string().min(1) })
export const CollectionAnswer = z.object({ name: z.string().min(1) })
export const ProjectAnswer = z.object({ name: z.string().min(1) })

export const Repository = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  defaultBranch: z.string().nullish(),
  isDisabled: z.boolean().nullish(),
  isInMaintenance: z.boolean().nullish(),
  project: z.object({ id: z.string(), name: z.string().min(1), visibility: z.string().nullish() }),
})
export type Repository = z.infer<typeof Repository>

export const Ref = z.object({
  name: z.string(),
  objectId: ObjectId.nullish().catch(null),
  isLocked: z.boolean().nullish(),
  isLockedBy: z.object({ id: z.string().nullish() }).nullish(),
})
export type Ref = z.infer<typeof Ref>

export const Item = z.object({
  path: z.string(),
  gitObjectType: z.string().nullish(),
  isFolder: z.boolean().nullish(),
  isSymLink: z.boolean().nullish(),
})
export type Item = z.infer<typeof Item>

/** `settings` differ between kinds of policies; those that hold for branches have a `scope`. */
export const Policy = z.object({
  isEnabled: z.boolean().nullish(),
  isBlocking: z.boolean().nullish(),
  isDeleted: z.boolean().nullish(),
  settings: z
    .object({
      scope: z
        .array(
          z.object({
            refName: z.string().nullish(),
            matchKind: z.string().nullish(),
            repositoryId: z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish()
    .catch(null),
})
export type Policy = z.infer<typeof Policy>

export const PullRequestAnswer = z.object({
  pullRequestId: z.number().int(),
  title: z.string().nullish(),
  status: z.string().nullish(),
  isDraft: z.boolean().nullish(),
  sourceRefName: z.string().nullish(),
  targetRefName: z.string().nullish(),
  createdBy: z.object({ displayName: z.string().nullish() }).nullish(),
  forkSource: z.unknown().optional(),
})
export type PullRequestAnswer = z.infer<typeof PullRequestAnswer>
