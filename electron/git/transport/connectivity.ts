import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from '../repository/repo.ts'
import { findMissingObjects } from './missing-objects.ts'

/**
 * No ref may come to name something that is not all here, whatever the server sent (as Git's own check after a fetch). Every
 * commit down to `known` or to where history is cut off must be here; trees and files too, but for those that a partial clone
 * lacks on purpose. Failure: REMOTE_FAILED.
 */
export function requireWhole(
  repo: Repo,
  tip: ObjectId,
  { known, domain }: { known: readonly (ObjectId | null)[]; domain: string },
): void {
  try {
    const { objects } = findMissingObjects(
      repo,
      tip,
      known.filter((oid) => oid !== null),
    )
    const missing = objects.find((oid) => !repo.objects.has(oid))
    if (missing !== undefined) repo.objects.read(missing)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null }, { cause: error })
  }
}
