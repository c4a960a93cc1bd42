import { branchNameWords } from '#renderer/texts/branch-name-words.ts'
import { formatAge } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import type { BranchDetails } from '#shared/domain/branch.ts'
import type { BranchEntry } from './entries.ts'
import type { Listing } from './list-store.ts'
import type { NameVerdict } from './name-verdict.ts'

/** Everything a row shows of a branch, as one sentence to be read aloud. */
export function rowWords(t: Translate, entry: BranchEntry, details: BranchDetails | null, isProtected: boolean): string {
  const marks = [...entry.marks, ...(isProtected ? (['protected'] as const) : [])].map((mark) => t(`branches.mark.${mark}`))
  const commit = details?.lastCommit ?? null
  const counts = entry.marks.includes('gone') ? null : (details?.againstUpstream ?? null)
  return [
    t(`branches.row.${entry.ref.kind}`, { name: entry.name }),
    ...marks,
    ...(counts === null ? [] : [t('branches.counts.upstream', counts)]),
    ...(commit === null ? [] : [commit.subject]),
  ].join(', ')
}

/** Why a branch can't get this name; null for a good one, and while nothing was typed. */
export function verdictWords(t: Translate, verdict: NameVerdict): string | null {
  switch (verdict.kind) {
    case 'good':
      return null
    case 'problem':
      return verdict.problem.kind === 'blank' ? null : branchNameWords(t, verdict.problem)
    case 'exists':
    case 'exists-on-remote':
      return t(`branches.name.${verdict.kind}`)
    case 'clashes':
      return t('branches.name.clashes', { other: verdict.other })
  }
}

/** When the server was last asked for its branches, and whether it answers. `now` is in milliseconds since the epoch. */
export function serverWords(t: Translate, { list, server }: Extract<Listing, { kind: 'ready' }>, now: number): string {
  if (server === 'asking') return t('branches.server.asking')
  const { askedAt } = list
  if (askedAt === null) return t(server === 'unanswered' ? 'branches.server.neverAnswered' : 'branches.server.never')
  const age = formatAge(new Date(askedAt), new Date(Math.max(now, Date.parse(askedAt))))
  return t(`branches.server.${server}`, { age })
}
