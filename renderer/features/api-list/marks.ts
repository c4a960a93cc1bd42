import type { RepositoryState } from '#renderer/session/repositories.ts'
import type { TextKey } from '#renderer/texts/catalogue.ts'
import type { TextValues } from '#renderer/texts/texts.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'

/** A sign beside an API's name, and the words that it stands for. */
export interface Mark {
  sign: 'ahead' | 'behind' | 'changes' | 'sign-in' | 'trouble' | 'unpublished'
  count: number | null
  words: { key: TextKey; values?: TextValues }
}

/** The signs of a connected API, the most urgent first; none while in step or not known yet. */
export function marksOf(state: RepositoryState | undefined, signIn: 'fine' | 'needed'): Mark[] {
  const marks = marksOfClone(state)
  return signIn === 'fine' ? marks : [{ sign: 'sign-in', count: null, words: { key: 'apiList.mark.signIn' } }, ...marks]
}

function marksOfClone(state: RepositoryState | undefined): Mark[] {
  if (state === undefined || state.kind === 'loading') return []
  if (state.kind === 'failed') return [trouble(), ...(state.last ? countsOf(state.last) : [])]
  const { status } = state
  const blocked =
    status.operation !== null ||
    status.head.kind === 'detached' ||
    status.changes.some((change) => change.kind === 'conflicted')
  return [...(blocked ? [trouble()] : []), ...countsOf(status)]
}

function trouble(): Mark {
  return { sign: 'trouble', count: null, words: { key: 'apiList.mark.trouble' } }
}

function countsOf(status: RepositoryStatus): Mark[] {
  const counted = (sign: 'ahead' | 'behind' | 'changes', key: TextKey, count: number): Mark[] =>
    count === 0 ? [] : [{ sign, count, words: { key, values: { count } } }]
  const changes = counted('changes', 'apiList.mark.changes', status.changes.length)
  if (status.upstream.kind !== 'tracked') {
    return [...changes, { sign: 'unpublished', count: null, words: { key: 'apiList.mark.noUpstream' } }]
  }
  return [
    ...changes,
    ...counted('behind', 'apiList.mark.behind', status.upstream.behind),
    ...counted('ahead', 'apiList.mark.ahead', status.upstream.ahead),
  ]
}
