import type { BranchProtection } from '#shared/domain/branch.ts'
import type { HostedBranch } from '#shared/domain/hosting.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { mapSome } from '../connections/hosted/map-some.ts'
import type { HostingService } from '../hosting/hosting-service.ts'
import type { CloneWork } from './clone-work.ts'
import { type HostedPlace, hostedPlace } from './hosted-place.ts'

/** Which branches a host protects: advice for the window, so that no failure is one here. */
export interface BranchProtections {
  /** In the order of `names`; `unknown` without an account, and where the host does not say. Fails with `NOT_FOUND` alone. */
  of(id: ConnectionId, names: readonly string[], signal?: AbortSignal): Promise<BranchProtection[]>
}

export interface BranchProtectionsParts {
  hosting: Pick<HostingService, 'branch' | 'branches'>
  work: Pick<CloneWork, 'connection'>
  now: () => Date
}

type Protected = BranchProtection['protected']

/** Milliseconds for which an answer is taken to be true still, and for which a host that failed is left alone. */
const KEPT_FOR = 5 * 60_000
const LEFT_ALONE_FOR = 60_000
const MOST_KEPT = 5_000
const AT_ONCE = 3
/** A host tells all rules only when it is asked for one branch; more than this many are looked up in its list first. */
const MOST_ONE_BY_ONE = 6

export function createBranchProtections({ hosting, work, now }: BranchProtectionsParts): BranchProtections {
  const kept = new Map<string, { protected: Protected; until: number }>()
  const recall = (key: string): Protected | null => {
    const found = kept.get(key)
    return found && found.until > now().getTime() ? found.protected : null
  }
  const keep = (key: string, answer: Protected, milliseconds: number): void => {
    const time = now().getTime()
    if (kept.size >= MOST_KEPT) for (const [each, { until }] of kept) if (until <= time) kept.delete(each)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, { protected: answer, until: time + milliseconds })
  }

  /** Asks until the host fails; then nobody asks it for a while. */
  const ask = async (place: HostedPlace, names: readonly string[], signal: AbortSignal | undefined): Promise<void> => {
    const { accountId, repository } = place
    const remember = (branch: HostedBranch): void => keep(keyOf(place, branch.name), branch.protected, KEPT_FOR)
    if (names.length > MOST_ONE_BY_ONE) {
      const listed = await hosting.branches(accountId, repository, { search: '', cursor: null }, signal)
      listed.items.forEach(remember)
    }
    const left = names.filter((name) => recall(keyOf(place, name)) === null).slice(0, MOST_ONE_BY_ONE)
    await mapSome(left, AT_ONCE, async (name) => {
      const found = await hosting.branch(accountId, repository, name, signal)
      if (found) remember(found)
      // A branch that is not there yet may be pushed as far as anybody knows.
      else keep(keyOf(place, name), 'no', LEFT_ALONE_FOR)
    })
  }

  return {
    of: async (id, names, signal) => {
      const place = hostedPlace(work.connection(id))
      if (place === null) return names.map((name) => ({ name, protected: 'unknown' }))
      const unasked = names.filter((name) => recall(keyOf(place, name)) === null)
      try {
        if (unasked.length > 0 && recall(keyOf(place, null)) === null) await ask(place, unasked, signal)
      } catch {
        // Advice: whatever went wrong is said by the work that needs the host.
        if (signal?.aborted !== true) keep(keyOf(place, null), 'unknown', LEFT_ALONE_FOR)
      }
      return names.map((name) => ({ name, protected: recall(keyOf(place, name)) ?? 'unknown' }))
    },
  }
}

/** A null name stands for the repository's host as a whole. */
function keyOf({ accountId, repository }: HostedPlace, name: string | null): string {
  const { organisation, project, name: repositoryName } = repository
  return JSON.stringify([accountId, organisation, project, repositoryName, name])
}
