import type { HostingService } from '../hosting/hosting-service.ts'
import { type BranchProtections, createBranchProtections } from './branch-protection.ts'
import { type Branches, createBranches } from './branches.ts'
import { type Changes, createChanges } from './changes.ts'
import { type CloneWorkParts, createCloneWork } from './clone-work.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { createHistory, type History } from './history.ts'
import { createPullRequests, type PullRequests } from './pull-requests.ts'
import { createRestoring, type Restoring } from './restoring.ts'

/** Changes, commit, push, pull, and restore points of one connection. */
export interface SourceControl extends Changes, Exchange, Restoring {}

/** Everything that is done in the clone of a connection, by subject. */
export interface InClones {
  sourceControl: SourceControl
  branches: Branches
  protections: BranchProtections
  history: History
  pullRequests: PullRequests
}

export interface InClonesParts extends CloneWorkParts {
  hosting: HostingService
  now: () => Date
}

export function createInClones(parts: InClonesParts): InClones {
  const { connections, git, hosting, now } = parts
  const work = createCloneWork(parts)
  return {
    sourceControl: {
      ...createChanges({ connections, git, work }),
      ...createExchange({ connections, git, work }),
      ...createRestoring({ git, work }),
    },
    branches: createBranches({ connections, git, work }),
    protections: createBranchProtections({ hosting, work, now }),
    history: createHistory({ git, work }),
    pullRequests: createPullRequests({ git, hosting, work }),
  }
}
