import { z } from 'zod'
import { PullRequest } from '../domain/hosting.ts'
import { ConnectionId } from '../domain/ids.ts'
import { procedure } from './base.ts'

const one = z.object({ connectionId: ConnectionId })

export const PullRequestList = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('listed'),
    /** Open ones whose source is the active branch. */
    pullRequests: z.array(PullRequest),
    /** Where one may go to, the default branch first. */
    targets: z.array(z.string()),
    newPage: z.url(),
  }),
  /** The host can't be asked without an account; its own page for a new one, where the address is known. */
  z.object({ kind: z.literal('page-only'), newPage: z.url().nullable() }),
])
export type PullRequestList = z.infer<typeof PullRequestList>

export const CreatePullRequestOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('created'), pullRequest: PullRequest }),
  /** The host's own words. */
  z.object({ kind: z.literal('refused'), hostWords: z.string() }),
  /** The branch is not on the server yet, or has commits that are not. */
  z.object({ kind: z.literal('not-pushed') }),
])
export type CreatePullRequestOutcome = z.infer<typeof CreatePullRequestOutcome>

/** Pull requests (GitLab: merge requests) of the active branch. */
export const pullRequests = {
  list: procedure.input(one).output(PullRequestList),
  create: procedure
    .input(
      one.extend({
        title: z.string().trim().min(1).max(255),
        description: z.string().max(60_000),
        target: z.string().min(1).max(1024),
        draft: z.boolean(),
      }),
    )
    .output(CreatePullRequestOutcome),
}
