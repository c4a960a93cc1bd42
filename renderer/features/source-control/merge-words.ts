import type { Translate } from '#renderer/texts/texts.ts'
import type { MergeIntoDefaultOutcome, UpdateOutcome } from '#shared/domain/branch.ts'
import type { CollidingFile, PullOutcome } from '#shared/domain/repository.ts'
import type { NoticeWords } from './notice-words.ts'

/** What a pull did, or why it stopped before anything was changed; null where a dialog asks. */
export function pullWords(t: Translate, outcome: PullOutcome): NoticeWords | null {
  switch (outcome.kind) {
    case 'up-to-date':
      return { tone: 'info', text: t('sourceControl.notice.pull.up-to-date') }
    case 'fast-forwarded': {
      const values = { count: outcome.commits, files: outcome.paths.length }
      return { tone: 'success', text: t('sourceControl.notice.fast-forwarded', values) }
    }
    case 'merged': {
      const values = { count: outcome.commits, files: outcome.paths.length, commit: outcome.commit.id.slice(0, 8) }
      return { tone: 'success', text: t('sourceControl.notice.merged', values) }
    }
    case 'collides':
      return {
        tone: 'warning',
        text: t('sourceControl.notice.collides', { count: outcome.files.length }),
        next: collisionAdvice(t, outcome.files, 'pull'),
        files: outcome.files,
      }
    case 'touches-other-files':
      return null
    case 'no-upstream':
      return { tone: 'warning', text: t('sourceControl.notice.no-upstream'), action: 'push' }
    case 'unrelated-histories':
      return { tone: 'danger', text: t('sourceControl.notice.unrelated-histories') }
    case 'author-needed':
      return null
  }
}

/** What is safe, and what helps against the kinds of collision there are. */
function collisionAdvice(t: Translate, files: CollidingFile[], work: 'pull' | 'update'): string {
  const reasons = (['uncommitted', 'both-committed'] as const).filter((kind) => files.some(({ reason }) => reason === kind))
  const advice = reasons.map((reason) => t(`sourceControl.notice.collides.next.${reason}`, { work }))
  return [t('sourceControl.notice.collides.safe'), ...advice].join(' ')
}

/** The same for the default branch's commits merged into the checked-out one (C6). */
export function updateWords(t: Translate, outcome: UpdateOutcome): NoticeWords | null {
  switch (outcome.kind) {
    case 'up-to-date':
      return { tone: 'info', text: t('sourceControl.notice.update.up-to-date') }
    case 'fast-forwarded': {
      const values = { count: outcome.commits, files: outcome.paths.length }
      return { tone: 'success', text: t('sourceControl.notice.update.fast-forwarded', values) }
    }
    case 'merged': {
      const values = { count: outcome.commits, files: outcome.paths.length, commit: outcome.commit.id.slice(0, 8) }
      return { tone: 'success', text: t('sourceControl.notice.update.merged', values) }
    }
    case 'collides':
      return {
        tone: 'warning',
        text: t('sourceControl.notice.update.collides', { count: outcome.files.length }),
        next: collisionAdvice(t, outcome.files, 'update'),
        files: outcome.files,
      }
    case 'no-default':
      return { tone: 'warning', text: t('sourceControl.notice.no-default') }
    case 'no-upstream':
    case 'unrelated-histories':
    case 'touches-other-files':
    case 'author-needed':
      return pullWords(t, outcome)
  }
}

/** How merging the branch into the default one on the server ended (D7); null where a dialog asks. */
export function mergeWords(t: Translate, outcome: MergeIntoDefaultOutcome): NoticeWords | null {
  switch (outcome.kind) {
    case 'merged': {
      const values = { count: outcome.commits, into: outcome.into, commit: outcome.commit.id.slice(0, 8) }
      return { tone: 'success', text: t('sourceControl.notice.mergeInto.merged', values) }
    }
    case 'up-to-date':
      return { tone: 'info', text: t('sourceControl.notice.mergeInto.up-to-date', { into: outcome.into }) }
    case 'collides':
      return {
        tone: 'warning',
        text: t('sourceControl.notice.mergeInto.collides', { count: outcome.files.length, into: outcome.into }),
        next: t('sourceControl.notice.mergeInto.collides.next', { into: outcome.into }),
        files: outcome.files,
        action: 'update-from-default',
      }
    case 'remote-moved':
      return {
        tone: 'warning',
        text: t('sourceControl.notice.mergeInto.remote-moved', { into: outcome.into }),
        action: 'merge-into-default',
      }
    case 'rejected':
      return rejectedWords(t, outcome)
    case 'is-default':
    case 'unrelated-histories':
      return { tone: 'warning', text: t(`sourceControl.notice.mergeInto.${outcome.kind}`) }
    case 'no-default':
      return { tone: 'warning', text: t('sourceControl.notice.no-default') }
    case 'author-needed':
      return null
  }
}

function rejectedWords(t: Translate, outcome: Extract<MergeIntoDefaultOutcome, { kind: 'rejected' }>): NoticeWords {
  const { into, reason, hostWords } = outcome
  if (reason === 'protected-branch') {
    return {
      tone: 'warning',
      text: t('sourceControl.notice.mergeInto.protected', { into }),
      next: t('sourceControl.notice.mergeInto.protected.next'),
      hostWords,
      action: 'create-pull-request',
    }
  }
  return {
    tone: 'danger',
    text: t('sourceControl.notice.mergeInto.rejected', { into }),
    next: t(`sourceControl.notice.rejected.${reason}.next`),
    hostWords,
  }
}
