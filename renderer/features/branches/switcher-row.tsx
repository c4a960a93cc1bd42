import { ArrowDown, ArrowUp, Cloud, EllipsisVertical, GitBranch, Plus } from 'lucide-react'
import { memo } from 'react'
import { formatAge, shortenMiddle } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { AheadBehind, BranchDetails } from '#shared/domain/branch.ts'
import { BranchMarks } from './branch-marks.tsx'
import type { BranchEntry } from './entries.ts'

/** Longer names give way in their middle, where they differ least. */
const LONGEST_NAME = 54

export interface SwitcherRowProps {
  entry: BranchEntry
  details: BranchDetails | null
  isProtected: boolean
  defaultBranch: string | null
  now: number
}

/** One branch: its name and marks, its last commit and age, and how it stands to its upstream and the default branch. */
export const BranchRow = memo(function BranchRow({ entry, details, isProtected, defaultBranch, now }: SwitcherRowProps) {
  const { ref, name, marks } = entry
  const commit = details?.lastCommit ?? null
  return (
    <>
      {ref.kind === 'local' ? <GitBranch aria-hidden="true" /> : <Cloud aria-hidden="true" />}
      <span className="switcher-words">
        <span className="switcher-first">
          <bdi className="switcher-name" title={name}>
            {shortenMiddle(name, LONGEST_NAME)}
          </bdi>
          <BranchMarks marks={isProtected ? [...marks, 'protected'] : marks} />
        </span>
        <span className="switcher-commit cut-at-end">
          {commit === null ? null : (
            <>
              <bdi>{commit.subject}</bdi> · <bdi>{commit.author}</bdi> ·{' '}
              {formatAge(new Date(commit.committedAt), new Date(Math.max(now, Date.parse(commit.committedAt))))}
            </>
          )}
        </span>
      </span>
      <Counts
        details={details}
        defaultBranch={marks.includes('default') ? null : defaultBranch}
        isGone={marks.includes('gone')}
      />
      <span className="switcher-menu" data-row-menu="" aria-hidden="true">
        <EllipsisVertical />
      </span>
    </>
  )
})

interface CountsProps {
  details: BranchDetails | null
  defaultBranch: string | null
  /** Whether the server has the branch no more: what was counted against it there is no longer true. */
  isGone: boolean
}

function Counts({ details, defaultBranch, isGone }: CountsProps) {
  const t = useTexts()
  const upstream = isGone ? null : (details?.againstUpstream ?? null)
  const against = defaultBranch === null ? null : (details?.againstDefault ?? null)
  return (
    <span className="switcher-counts">
      {upstream === null || (upstream.ahead === 0 && upstream.behind === 0) ? null : (
        <span title={t('branches.counts.upstream', upstream)}>
          <ArrowUp aria-hidden="true" />
          {upstream.ahead} <ArrowDown aria-hidden="true" />
          {upstream.behind}
        </span>
      )}
      {against === null || defaultBranch === null ? null : (
        <span>{againstWords(t, against, shortenMiddle(defaultBranch, 16))}</span>
      )}
    </span>
  )
}

/** How far a branch is from the default one, in one line: there is room for one beside the count of its upstream. */
function againstWords(t: Translate, { ahead, behind }: AheadBehind, branch: string): string {
  if (ahead > 0 && behind > 0) return t('branches.counts.both', { ahead, behind, branch })
  if (ahead > 0) return t('branches.counts.ahead', { count: ahead, branch })
  return behind > 0 ? t('branches.counts.behind', { count: behind, branch }) : ''
}

/** The offer to make a branch of the name that was typed; where Git refuses it, the reason in its place. */
export function CreateRow({ name, from, refusal }: { name: string; from: string; refusal: string | null }) {
  const t = useTexts()
  const short = shortenMiddle(name, LONGEST_NAME)
  return (
    <>
      <Plus aria-hidden="true" />
      <span className="switcher-words">
        <bdi className={refusal === null ? 'switcher-name' : 'switcher-name switcher-refused'} title={name}>
          {t('branches.row.create', { name: short, from: shortenMiddle(from, 24) })}
        </bdi>
        {refusal === null ? null : <span className="switcher-refusal">{refusal}</span>}
      </span>
    </>
  )
}
