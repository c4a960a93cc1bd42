import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from '../repository/repo.ts'
import { type Negotiator, openNegotiator } from './negotiation.ts'
import type { PackExchange } from './pack-exchange.ts'
import type { SmartHttp } from './smart-http.ts'

/** So many of our commits are told of before the server counts as knowing none. */
const MOST_TOLD = 4096

/** Ends the conversation once it is known how it would go on. */
class Answered extends Error {
  readonly shares: boolean

  constructor(shares: boolean) {
    super('The server has answered.')
    this.shares = shares
  }
}

/**
 * Negotiates a fetch of `want` until the server acknowledges a commit that is here, or knows none of them, and leaves it at that
 * (gitprotocol-pack, "Packfile Negotiation").
 */
export async function askForCommon(
  repo: Repo,
  { session, want, signal }: { session: SmartHttp; want: ObjectId; signal: AbortSignal | undefined },
  exchangeOver: (exchange: PackExchange) => Promise<unknown>,
): Promise<boolean> {
  try {
    await exchangeOver({
      session,
      wants: [want],
      negotiator: untilAnswered(openNegotiator(repo)),
      filter: null,
      depth: { kind: 'full' },
      boundary: [],
      // A server sends its pack before it is asked to only because it knows enough of what is here.
      receive: () => {
        throw new Answered(true)
      },
      signal,
    })
    return true
  } catch (error) {
    if (error instanceof Answered) return error.shares
    throw session.failure(error)
  }
}

function untilAnswered(own: Negotiator): Negotiator {
  let told = 0
  return {
    next(count) {
      const batch = told < MOST_TOLD ? own.next(count) : []
      const [first] = batch
      if (first === undefined) throw new Answered(false)
      told += batch.length
      // A batch that is not full would be the last one, after which the server sends its pack whatever it knows.
      return [...batch, ...Array.from({ length: count - batch.length }, () => first)]
    },
    common() {
      throw new Answered(true)
    },
  }
}
