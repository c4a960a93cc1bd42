import type { ObjectId } from '#shared/domain/ids.ts'
import { NewestFirst, readShallow } from '../repository/history.ts'
import { listRefs } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'

/** What is told to a server of the commits that are here, a batch at a time (gitprotocol-pack, "Packfile Negotiation"). */
export interface Negotiator {
  /** The next commits to tell of, newest first; fewer than asked for where no more are left. */
  next(count: number): ObjectId[]
  /** The server has this one: nothing that it reaches is worth telling. */
  common(oid: ObjectId): void
}

/** Begins at the tips of all branches, local and remote. Ends where history is cut off. */
export function openNegotiator(repo: Repo): Negotiator {
  const shallow = readShallow(repo)
  const seen = new Set<ObjectId>()
  const common = new Set<ObjectId>()
  const waiting = new NewestFirst()
  const push = (oid: ObjectId) => {
    if (seen.has(oid) || !repo.objects.has(oid)) return
    seen.add(oid)
    waiting.push(oid, repo.objects.readCommit(oid).committer.seconds)
  }
  const tips = [...listRefs(repo, 'refs/heads/'), ...listRefs(repo, 'refs/remotes/')]
  for (const { oid } of tips) if (repo.objects.has(oid) && repo.objects.read(oid).type === 'commit') push(oid)
  const parents = (oid: ObjectId) => (shallow.has(oid) ? [] : repo.objects.readCommit(oid).parents)
  return {
    next(count) {
      const batch: ObjectId[] = []
      while (batch.length < count) {
        const newest = waiting.pop()
        if (!newest) break
        const known = common.has(newest.oid)
        if (!known) batch.push(newest.oid)
        for (const parent of parents(newest.oid)) {
          if (known) common.add(parent)
          push(parent)
        }
      }
      return batch
    },
    common(oid) {
      common.add(oid)
      if (repo.objects.has(oid)) for (const parent of parents(oid)) common.add(parent)
    },
  }
}

/** One answer in the middle of negotiating: what both have, and whether the server has heard enough. */
export interface Acknowledged {
  common: readonly ObjectId[]
  ready: boolean
}

const FIRST_BATCH = 32
const LARGEST_BATCH = 4096
/** So many commits in a row that the server does not know, once it knew one, are enough (git-fetch has the same number). */
const MOST_IN_VAIN = 256
/** And so many in all, where it knows none: a history that large and unrelated costs less as a second copy than as questions. */
const MOST_HAVES = 16_384

/**
 * Asks in rounds until the server sends the pack. `ask` sends one request, which holds all that is wanted once more (the server
 * remembers nothing), and answers with null once the pack was received.
 */
export async function negotiate(
  negotiator: Negotiator | null,
  ask: (round: { haves: readonly ObjectId[]; done: boolean }) => Promise<Acknowledged | null>,
): Promise<void> {
  const known = new Set<ObjectId>()
  let told = 0
  let inVain = 0
  let ready = false
  for (let size = FIRST_BATCH; ; size = Math.min(size * 2, LARGEST_BATCH)) {
    const enough = ready || told >= MOST_HAVES || (known.size > 0 && inVain >= MOST_IN_VAIN)
    const batch = enough ? [] : (negotiator?.next(size) ?? [])
    const done = batch.length < size
    const answer = await ask({ haves: [...known, ...batch], done })
    if (answer === null) return
    if (done) throw new Error('A pack was due.')
    const before = known.size
    for (const oid of answer.common) {
      known.add(oid)
      negotiator?.common(oid)
    }
    told += batch.length
    inVain = known.size > before ? 0 : inVain + batch.length
    ready = answer.ready
  }
}
