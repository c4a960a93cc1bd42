import type { Translate } from '#renderer/texts/texts.ts'
import type { AmendOutcome } from '#shared/domain/history.ts'
import type { CollidingFile, FetchOutcome, PushOutcome } from '#shared/domain/repository.ts'
import { mergeWords, pullWords, updateWords } from './merge-words.ts'
import type { Notice, Work } from './state.ts'

/** How a piece of work ended, in words; `action` is what the user most likely wants to do next. */
export interface NoticeWords {
  tone: 'info' | 'success' | 'warning' | 'danger'
  text: string
  next?: string
  files?: CollidingFile[]
  hostWords?: string
  action?: NextStep
}

export type NextStep = 'pull' | 'push' | 'update-from-default' | 'merge-into-default' | 'create-pull-request'

type Said = Exclude<Notice, { kind: 'trouble' | 'discarded' | 'undone' }>

/** Words for every outcome except troubles, which have their own three parts, and discards, which are toasts. */
export function noticeWords(t: Translate, notice: Said): NoticeWords | null {
  switch (notice.kind) {
    case 'commit':
      return commitWords(t, notice)
    case 'push':
      return pushWords(t, notice.outcome)
    case 'amend':
      return amendWords(t, notice.outcome)
    case 'commit-and-push':
      return commitAndPushWords(t, notice)
    case 'pull':
      return pullWords(t, notice.outcome)
    case 'update-from-default':
      return updateWords(t, notice.outcome)
    case 'merge-into-default':
      return mergeWords(t, notice.outcome)
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

function commitWords(t: Translate, { outcome, onto }: Extract<Notice, { kind: 'commit' }>): NoticeWords | null {
  switch (outcome.kind) {
    case 'committed': {
      const { commit, paths } = outcome
      const values = { count: paths.length, commit: commit.id.slice(0, 8), summary: commit.subject }
      return onto.kind === 'new-branch'
        ? { tone: 'success', text: t('sourceControl.notice.committedOnto', { ...values, branch: onto.name }) }
        : { tone: 'success', text: t('sourceControl.notice.committed', values) }
    }
    case 'nothing-to-commit':
      return { tone: 'info', text: t('sourceControl.notice.nothing-to-commit') }
    // These are said where they are mended: in a dialog, and at the branch's name.
    case 'author-needed':
    case 'exists':
    case 'clashes':
      return null
  }
}

function amendWords(t: Translate, outcome: AmendOutcome): NoticeWords | null {
  switch (outcome.kind) {
    case 'amended': {
      const values = { commit: outcome.commit.id.slice(0, 8), summary: outcome.commit.subject }
      return { tone: 'success', text: t('sourceControl.notice.amended', values) }
    }
    case 'already-pushed':
    case 'no-commit':
      return { tone: 'warning', text: t(`sourceControl.notice.amend.${outcome.kind}`) }
    case 'author-needed':
      return null
  }
}

function commitAndPushWords(t: Translate, { commit, outcome }: Extract<Notice, { kind: 'commit-and-push' }>): NoticeWords {
  const values = { commit: commit.id.slice(0, 8), summary: commit.subject }
  if (outcome.kind === 'pushed') {
    const text = t('sourceControl.notice.committedAndPushed', { ...values, branch: outcome.branch })
    return { tone: 'success', text, action: 'create-pull-request' }
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
      return { tone: 'success', text, action: 'create-pull-request' }
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
