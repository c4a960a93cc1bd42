import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { type Depth, type FetchedPack, FetchRefused, type FetchSession, type Filter } from './fetch-session.ts'

/**
 * Gets commits and what they hold, leaving out as much as the first of these filters that the server lets pass (null: nothing).
 * Failures: FetchRefused, those of the transport, DISK_FULL.
 */
export async function downloadCommits(
  repo: Repo,
  session: FetchSession,
  request: { wants: readonly ObjectId[]; depth: Depth; filters: readonly (Filter | null)[] } & CallOptions,
): Promise<FetchedPack> {
  const { filters, ...wanted } = request
  const [filter = null, ...weaker] = filters
  try {
    return await session.fetchPack(repo, { ...wanted, haves: 'negotiate', filter })
  } catch (error) {
    if (weaker.length === 0 || !(error instanceof FetchRefused) || error.refused !== 'filter') throw error
    return downloadCommits(repo, session, { ...wanted, filters: weaker })
  }
}
