import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'

/** What the server leaves out of a pack (git-rev-list, `--filter`). */
export type Filter =
  /** Every file. */
  | { kind: 'blob-none' }
  /** Trees and files below a depth: 0 leaves out all of them, 1 brings the topmost trees alone. */
  | { kind: 'tree-depth'; depth: number }
  /** A filter in Git's own words, as a partial clone's configuration may hold it. */
  | { kind: 'as-written'; spec: string }

/** How much history comes along. */
export type Depth =
  /** All that is not here, down to where this clone's own history is cut off (everything, in a clone that is not shallow). */
  | { kind: 'full' }
  /** So many commits, counted from each wanted one. */
  | { kind: 'depth'; commits: number }
  /** So many commits more below where this clone's history is cut off. */
  | { kind: 'deepen'; by: number }
  /** Everything, also below where this clone's history is cut off. */
  | { kind: 'whole' }

/** Git's own number for "no end" (gitprotocol-pack names none; `INFINITE_DEPTH` of git-fetch). */
const NO_END = 0x7fffffff

export function filterSpec(filter: Filter): string {
  switch (filter.kind) {
    case 'blob-none':
      return 'blob:none'
    case 'tree-depth':
      return `tree:${filter.depth}`
    case 'as-written':
      return filter.spec
  }
}

/** The number of a `deepen` line, and whether it counts from where history is cut off now. Null asks for no change. */
export function deepening(depth: Depth): { by: number; from: 'wants' | 'boundary' } | null {
  switch (depth.kind) {
    case 'full':
      return null
    case 'depth':
      return { by: depth.commits, from: 'wants' }
    case 'deepen':
      return { by: depth.by, from: 'boundary' }
    case 'whole':
      return { by: NO_END, from: 'wants' }
  }
}

/** What one request asks for beyond refs that were listed: the parts that a server may refuse. */
export interface Asked {
  filter: Filter | null
  shallow: boolean
  wants: readonly ObjectId[]
}

/**
 * The server (or what it says of itself) refuses one part of what was asked for: the `filter`, a `shallow` history, or an `object`
 * that it will not give by its id. Whoever can do without asks again; nothing was stored.
 */
export class FetchRefused extends Failure<'REMOTE_FAILED'> {
  readonly refused: 'filter' | 'shallow' | 'object'

  constructor(refused: FetchRefused['refused'], domain: string, hostWords: string | null) {
    super('REMOTE_FAILED', { domain, status: null, hostWords })
    this.refused = refused
  }
}

/**
 * Which part of a request a server's `ERR` words refuse; null where they speak of something else. Git words it
 * `filter 'tree' not supported`, `tree filter allows max depth 0, but got 3` and `upload-pack: not our ref <id>` (upload-pack.c);
 * JGit `want <id> not valid`; Azure DevOps `TF401035: The object '<id>' does not exist.`
 */
export function refusedPart(words: string, asked: Asked): FetchRefused['refused'] | null {
  const refusing =
    /not (supported|allowed|permitted|enabled|valid)|unsupported|disabled|disallowed|invalid|max depth|unknown|unexpected/i
  if (asked.filter !== null && /filter/i.test(words) && refusing.test(words)) return 'filter'
  if (asked.shallow && /shallow|deepen/i.test(words) && refusing.test(words)) return 'shallow'
  if (/not our ref|want [0-9a-f]{40} not valid|unadvertised object|TF401035/i.test(words)) return 'object'
  const named = asked.wants.some((oid) => words.includes(oid))
  return named && /does not exist|not found|missing|unknown|bad object|no such/i.test(words) ? 'object' : null
}
