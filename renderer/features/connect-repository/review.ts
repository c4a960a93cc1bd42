import type { Translate } from '#renderer/texts/texts.ts'
import { repositoryName } from './clone-card.tsx'
import { acceptedRepository, isFirstBranch, meantBranch } from './hosted.ts'
import { acceptedClone, type CloudState, normalisedDomain, type OnPremisesState, type WizardState } from './state.ts'

/** One sentence per consequence of connecting, in the order in which a person asks for them. */
export function reviewSentences(t: Translate, state: WizardState, api: string): string[] {
  switch (state.path) {
    case 'undecided':
      return []
    case 'cloud':
      return hostedSentences(t, state, api)
    case 'on-premises':
      return cloneSentences(t, state, api)
  }
}

function hostedSentences(t: Translate, state: CloudState, api: string): string[] {
  const repository = acceptedRepository(state)
  const branch = meantBranch(state)
  const { account } = state
  if (repository === null || account === null || branch === '' || state.directoriesCheck.kind !== 'answered') return []
  const { organisation, project, name } = repository.path
  const whole = [organisation, project, name].filter((part) => part !== null).join('/')
  const host = t(`connectRepository.host.${state.host}`)
  return [
    t('connectRepository.review.hosted', { api, repository: whole, host }),
    t(isFirstBranch(state) ? 'connectRepository.review.firstBranch' : 'connectRepository.review.branch', { branch }),
    t('connectRepository.review.account', { account: account.name ?? account.login, login: account.login, host }),
    t('connectRepository.review.managed'),
    ...directorySentences(t, state, branch, api),
    t('connectRepository.review.index'),
    t('connectRepository.review.safe'),
  ]
}

function cloneSentences(t: Translate, state: OnPremisesState, api: string): string[] {
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
    ...directorySentences(t, state, branch, api),
    t('connectRepository.review.index'),
    t('connectRepository.review.safe'),
  ]
}

function signInSentence(t: Translate, state: OnPremisesState, domain: string): string {
  if (state.signIn === 'account') {
    const { name = null, login = '' } = state.account ?? {}
    return t('connectRepository.review.account', { account: name ?? login, login, host: domain })
  }
  if (state.signIn !== 'token') return t(`connectRepository.review.signIn.${state.signIn ?? 'credential-helper'}`)
  const storage = state.tokenCheck.kind === 'answered' ? state.tokenCheck.answer.storage : null
  const kept = storage === null ? [] : [t(`connectRepository.review.signIn.token.${storage}`)]
  return [t('connectRepository.review.signIn.token', { domain }), ...kept].join(' ')
}

function directorySentences(t: Translate, state: WizardState, branch: string, api: string): string[] {
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
    ...(definitions === 0 && schema.kind === 'usable' ? [t('connectRepository.review.ownFiles', { api })] : []),
    ...(definitions > 1 ? [t('connectRepository.review.several', { count: definitions })] : []),
  ]
}
