import type { Translate } from '#renderer/texts/texts.ts'
import { repositoryName } from './clone-card.tsx'
import { acceptedClone, normalisedDomain, type WizardState } from './state.ts'

/** One sentence per consequence of connecting, in the order in which a person asks for them. */
export function reviewSentences(t: Translate, state: WizardState, api: string): string[] {
  const clone = acceptedClone(state)
  const domain = normalisedDomain(state)
  if (clone === null || domain === null || state.signIn === null || state.directoriesCheck.kind !== 'answered') return []
  const branch = clone.head.kind === 'detached' ? clone.head.commit.slice(0, 8) : clone.head.branch
  const host = new URL(domain).host
  return [
    t('connectRepository.review.clone', { api, repository: repositoryName(clone), folder: clone.folder.label }),
    t('connectRepository.review.branch', { branch }),
    t('connectRepository.review.remote', { remote: clone.remote.name, url: clone.remote.url }),
    signInSentence(t, state, host),
    ...directorySentences(t, state, branch),
    t('connectRepository.review.index'),
    t('connectRepository.review.safe'),
  ]
}

function signInSentence(t: Translate, state: WizardState, domain: string): string {
  if (state.signIn !== 'token') return t(`connectRepository.review.signIn.${state.signIn ?? 'credential-helper'}`)
  const storage = state.tokenCheck.kind === 'answered' ? state.tokenCheck.answer.storage : null
  const kept = storage === null ? [] : [t(`connectRepository.review.signIn.token.${storage}`)]
  return [t('connectRepository.review.signIn.token', { domain }), ...kept].join(' ')
}

function directorySentences(t: Translate, state: WizardState, branch: string): string[] {
  if (state.directoriesCheck.kind !== 'answered') return []
  const { schema, collection } = state.directoriesCheck.answer
  const of = (which: 'schema' | 'collection', report: typeof schema, count: number): string[] => {
    if (report.kind === 'refused') return []
    const { directory } = report
    return [
      report.exists
        ? t(`connectRepository.review.directory.${which}.uses`, { directory, count })
        : t(`connectRepository.review.directory.${which}.creates`, { directory, branch }),
    ]
  }
  const definitions = schema.kind === 'usable' ? schema.definitions : 0
  const collections = collection.kind === 'usable' ? collection.collections : 0
  return [
    ...of('schema', schema, definitions),
    ...of('collection', collection, collections),
    ...(definitions > 1 ? [t('connectRepository.review.several', { count: definitions })] : []),
  ]
}
