import type { Answered } from './events.ts'
import { acceptedRepository, isFirstBranch, meantBranch, namedRepository } from './hosted.ts'
import {
  type Check,
  type CloudState,
  type DirectoriesQuestion,
  type Entry,
  IDLE,
  normalisedDomain,
  type OnPremisesState,
  type WizardState,
} from './state.ts'

/** Replaces a running question by its answer; any other ticket is a late answer and changes nothing. */
export function settle<Q, R>(check: Check<Q, R>, ticket: number, result: Answered<R>): Check<Q, R> {
  if (check.kind !== 'running' || check.ticket !== ticket) return check
  return result.kind === 'answer'
    ? { kind: 'answered', request: check.request, answer: result.answer }
    : { kind: 'failed', request: check.request, trouble: result.trouble }
}

/** Asks about the domain as typed. What was known of the clone falls with it, because the clone was held against the domain. */
export function askDomain(state: OnPremisesState): OnPremisesState {
  const reset = { ...state, cloneCheck: IDLE, tokenCheck: IDLE }
  if (state.domain.trim() === '') return { ...reset, domainCheck: IDLE }
  const ticket = state.ticket + 1
  const request = { host: state.host, domain: state.domain.trim() }
  return { ...reset, ticket, domainCheck: { kind: 'running', ticket, request } }
}

/** Holds the picked folder against host and domain, as soon as all three are known. */
export function askClone(state: OnPremisesState): OnPremisesState {
  const domain = normalisedDomain(state)
  const reset = { ...state, directoriesCheck: IDLE }
  if (domain === null || state.folder === null) return { ...reset, cloneCheck: IDLE }
  const ticket = state.ticket + 1
  const request = { host: state.host, domain, folder: state.folder, remote: state.remote }
  return { ...reset, ticket, cloneCheck: { kind: 'running', ticket, request } }
}

/** Asks whether this computer already keeps a token for the domain. */
export function askToken(state: OnPremisesState): OnPremisesState {
  const domain = normalisedDomain(state)
  if (domain === null) return state
  const ticket = state.ticket + 1
  return { ...state, ticket, tokenCheck: { kind: 'running', ticket, request: { domain } } }
}

/** Asks the host about the repository, as soon as it is named whole. What was known of its branch falls with it. */
export function askRepository(state: CloudState, entry: Entry): CloudState {
  const reset = { ...state, branchCheck: IDLE, directoriesCheck: IDLE }
  const repository = namedRepository(state)
  if (state.account === null || repository === null) return { ...reset, repositoryCheck: IDLE }
  const ticket = state.ticket + 1
  const request = { accountId: state.account.id, repository, entry }
  return { ...reset, ticket, repositoryCheck: { kind: 'running', ticket, request } }
}

/** Asks the host about the branch that is meant; a repository without commits has none to ask about. */
export function askBranch(state: CloudState, entry: Entry): CloudState {
  const reset = { ...state, directoriesCheck: IDLE }
  const repository = acceptedRepository(state)
  const branch = meantBranch(state)
  if (state.account === null || repository === null || branch === '') return { ...reset, branchCheck: IDLE }
  if (repository.empty ?? false) return { ...reset, branchCheck: IDLE }
  const ticket = state.ticket + 1
  const request = { accountId: state.account.id, repository: repository.path, branch, entry }
  return { ...reset, ticket, branchCheck: { kind: 'running', ticket, request } }
}

/** Has the two directories judged as they stand. */
export function askDirectories(state: WizardState): WizardState {
  const request = directoriesQuestion(state)
  if (request === null) return { ...state, directoriesCheck: IDLE }
  const ticket = state.ticket + 1
  return { ...state, ticket, directoriesCheck: { kind: 'running', ticket, request } }
}

function directoriesQuestion(state: WizardState): DirectoriesQuestion | null {
  const { directories } = state
  if (state.path === 'undecided') return null
  if (state.path === 'on-premises') return state.folder === null ? null : { kind: 'clone', folder: state.folder, directories }
  const place = hostedPlace(state)
  return place === null ? null : { kind: 'hosted', ...place, directories }
}

/** Where the folders of the chosen branch are listed; a null branch has no commit yet. Null while something is missing. */
export function hostedPlace(
  state: CloudState,
): Omit<Extract<DirectoriesQuestion, { kind: 'hosted' }>, 'kind' | 'directories'> | null {
  const repository = acceptedRepository(state)
  const branch = meantBranch(state)
  if (state.account === null || repository === null || branch === '') return null
  return {
    accountId: state.account.id,
    repository: repository.path,
    branch: isFirstBranch(state) ? null : branch,
  }
}
