import type { ObjectId } from '#shared/domain/ids.ts'
import { countSides } from './history.ts'
import { dropClashingTracking } from './ref-clashes.ts'
import { updateRef } from './refs.ts'
import type { Repo } from './repo.ts'

export interface TrackingMove {
  remote: string
  /** Full name of the remote-tracking ref. */
  ref: string
  from: ObjectId | null
  to: ObjectId
  /** Whether it follows where the branch was forced elsewhere. */
  whenForced: 'follow' | 'stay'
}

/**
 * Moves a remote-tracking ref after a fetch, whose words its reflog gets (git-fetch); all objects have to be here.
 * Failures: REPOSITORY_MOVED, REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function moveTracking(repo: Repo, { remote, ref, from, to, whenForced }: TrackingMove): Promise<void> {
  if (from === to) return
  // Bounded by dates, unlike a search for one commit in all of a history.
  const comesAfter = from !== null && repo.objects.has(from) && countSides(repo, from, to).ahead === 0
  if (from !== null && !comesAfter && whenForced === 'stay') return
  if (from === null) await dropClashingTracking(repo, { trackingRef: ref, remote })
  const how = from === null ? 'storing head' : comesAfter ? 'fast-forward' : 'forced-update'
  await updateRef(repo, { name: ref, from, to, reflog: `fetch ${remote}: ${how}` })
}
