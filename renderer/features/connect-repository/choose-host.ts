import { type HostKind, isCloudHost, type OnPremisesHost } from '#shared/domain/host.ts'
import { askDomain, askRepository } from './questions.ts'
import { type CloudPart, type Common, EMPTY_TOKEN, IDLE, type OnPremisesPart, type WizardState } from './state.ts'

/**
 * Chooses another host. What was entered for the one before is put aside and comes back with it; what fits both (the
 * directories, and among own servers domain and clone) stays.
 */
export function chooseHost(state: WizardState, host: HostKind): WizardState {
  if (state.path !== 'undecided' && state.host === host) return state
  if (!isCloudHost(host)) return toOnPremises(state, host)
  const common = putAside(state)
  const before = common.aside.cloud.get(host)
  const part: CloudPart =
    before === undefined ? freshCloud(host) : { ...before, step: 'host', repositoryCheck: IDLE, branchCheck: IDLE }
  return askRepository({ ...common, ...part }, 'taken')
}

function toOnPremises(state: WizardState, host: OnPremisesHost): WizardState {
  if (state.path === 'on-premises') return askDomain({ ...state, host, account: null })
  const common = putAside(state)
  const before = common.aside.onPremises
  return askDomain({ ...common, ...(before ?? FRESH_ON_PREMISES), host, step: 'host' })
}

function putAside(state: WizardState): Common {
  const { ticket, directories, attempt, aside } = state
  const common = { ticket, directories, directoriesCheck: IDLE, attempt }
  switch (state.path) {
    case 'undecided':
      return { ...common, aside }
    case 'cloud':
      return { ...common, aside: { ...aside, cloud: new Map(aside.cloud).set(state.host, cloudPart(state)) } }
    case 'on-premises':
      return { ...common, aside: { ...aside, onPremises: onPremisesPart(state) } }
  }
}

function cloudPart(state: CloudPart): CloudPart {
  const { path, step, host, account, organisation, project, repository, branch, repositoryCheck, branchCheck } = state
  return { path, step, host, account, organisation, project, repository, branch, repositoryCheck, branchCheck }
}

function onPremisesPart(state: OnPremisesPart): OnPremisesPart {
  const { path, step, host, domain, folder, remote, signIn, token, account } = state
  const checks = { domainCheck: IDLE, cloneCheck: IDLE, tokenCheck: IDLE }
  return { path, step, host, domain, folder, remote, signIn, token, account, ...checks }
}

function freshCloud(host: CloudPart['host']): CloudPart {
  return {
    path: 'cloud',
    step: 'host',
    host,
    account: null,
    organisation: '',
    project: '',
    repository: '',
    branch: null,
    repositoryCheck: IDLE,
    branchCheck: IDLE,
  }
}

const FRESH_ON_PREMISES: Omit<OnPremisesPart, 'host'> = {
  path: 'on-premises',
  step: 'host',
  domain: '',
  folder: null,
  remote: null,
  signIn: null,
  token: EMPTY_TOKEN,
  account: null,
  domainCheck: IDLE,
  cloneCheck: IDLE,
  tokenCheck: IDLE,
}
