import type { Translate } from '#renderer/texts/texts.ts'
import type { CollidingFile, FetchOutcome, PullOutcome, PushOutcome } from '#shared/domain/repository.ts'
import type { Notice, Work } from './state.ts'

/** How a piece of work ended, in words; `action` is what the user most likely wants to do next. */
export interface NoticeWords {
  tone: 'info' | 'success' | 'warning' | 'danger'
  text: string
  next?: string
  files?: CollidingFile[]
  hostWords?: string
  action?: 'pull' | 'push'
}

type Said = Exclude<Notice, { kind: 'trouble' | 'discarded' | 'undone' }>

/** Words for every outcome except troubles, which have their own three parts, and discards, which are toasts. */
export function noticeWords(t: Translate, notice: Said): NoticeWords | null {
  switch (notice.kind) {
    case 'commit':
      return commitWords(t, notice)
    case 'push':
      return pushWords(t, notice.outcome)
    case 'commit-and-push':
      return commitAndPushWords(t, notice)
    case 'pull':
      return pullWords(t, notice.outcome)
    case 'fetch':
      return { tone: 'info', text: fetchWords(t, notice.outcome) }
    case 'cancelled':
      return { tone: 'info', text: cancelledText(t, notice.work) }
  }
}

/** What is safe after a piece of work failed, where the failure itself can't know; null where it does. */
export function safeAfter(t: Translate, work: Work): string | null {
  return work === 'push-of-commit' ? t('sourceControl.notice.commitMade') : null
}

function cancelledText(t: Translate, work: Work): string {
  if (work === 'push-of-commit') return t('sourceControl.notice.pushCancelled')
  return t('sourceControl.notice.cancelled', { work: t(`sourceControl.work.${work}`) })
}

function commitWords(t: Translate, { outcome }: Extract<Notice, { kind: 'commit' }>): NoticeWords | null {
  switch (outcome.kind) {
    case 'committed': {
      const { commit, paths } = outcome
      const values = { count: paths.length, commit: commit.id.slice(0, 8), summary: commit.subject }
      return { tone: 'success', text: t('sourceControl.notice.committed', values) }
    }
    case 'nothing-to-commit':
      return { tone: 'info', text: t('sourceControl.notice.nothing-to-commit') }
    case 'author-needed':
    case 'exists':
    case 'clashes':
      return null
  }
}

function commitAndPushWords(t: Translate, { commit, outcome }: Extract<Notice, { kind: 'commit-and-push' }>): NoticeWords {
  const values = { commit: commit.id.slice(0, 8), summary: commit.subject }
  if (outcome.kind === 'pushed') {
    return { tone: 'success', text: t('sourceControl.notice.committedAndPushed', { ...values, branch: outcome.branch }) }
  }
  const words = pushWords(t, outcome)
  return { ...words, text: `${t('sourceControl.notice.committedOnly', values)} ${words.text}` }
}

function pushWords(t: Translate, outcome: PushOutcome): NoticeWords {
  switch (outcome.kind) {
    case 'pushed': {
      const { commits, branch } = outcome
      const text = outcome.createdBranch
        ? t('sourceControl.notice.pushedNew', { branch })
        : t('sourceControl.notice.pushed', { count: commits, branch })
      return { tone: 'success', text }
    }
    case 'up-to-date':
      return { tone: 'info', text: t('sourceControl.notice.push.up-to-date') }
    case 'remote-moved':
      return { tone: 'warning', text: t('sourceControl.notice.remote-moved'), action: 'pull' }
    case 'rejected':
      return {
        tone: 'danger',
        text: t(`sourceControl.notice.rejected.${outcome.reason}`),
        next: t(`sourceControl.notice.rejected.${outcome.reason}.next`),
        hostWords: outcome.hostWords,
      }
  }
}

function pullWords(t: Translate, outcome: PullOutcome): NoticeWords | null {
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
        next: collisionAdvice(t, outcome.files),
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
function collisionAdvice(t: Translate, files: CollidingFile[]): string {
  const reasons = (['uncommitted', 'both-committed'] as const).filter((kind) => files.some(({ reason }) => reason === kind))
  const advice = reasons.map((reason) => t(`sourceControl.notice.collides.next.${reason}`))
  return [t('sourceControl.notice.collides.safe'), ...advice].join(' ')
}

function fetchWords(t: Translate, { upstream }: FetchOutcome): string {
  switch (upstream.kind) {
    case 'none':
      return t('sourceControl.notice.fetchedNone')
    case 'gone':
      return t('sourceControl.notice.fetchedGone', { name: upstream.name })
    case 'tracked':
      return upstream.behind === 0
        ? t('sourceControl.notice.fetched')
        : t('sourceControl.notice.fetchedBehind', { count: upstream.behind })
  }
}
