import type { Account } from '#shared/domain/account.ts'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { SignInMethod } from '#shared/domain/connection.ts'
import { acceptedRepository, isEmptyRepository, isFirstBranch, meantBranch } from './hosted.ts'
import {
  acceptedClone,
  type CloudState,
  normalisedDomain,
  type OnPremisesState,
  type Step,
  stepsOf,
  type WizardState,
} from './state.ts'

/** Why a page can't be left forwards yet; `ready` when it can. */
export type Gate =
  | { kind: 'ready' }
  | { kind: 'wait'; for: 'domain' | 'clone' | 'token' | 'directories' | 'repository' | 'branch' }
  | {
      kind: 'missing'
      what:
        | 'host'
        | 'domain'
        | 'folder'
        | 'sign-in'
        | 'token'
        | 'account'
        | 'organisation'
        | 'project'
        | 'repository'
        | 'branch'
    }
  | {
      kind: 'refused'
      what: 'domain' | 'unreachable' | 'clone' | 'directories' | 'account' | 'repository' | 'branch'
    }

const READY: Gate = { kind: 'ready' }

/** What stands between a page and the next one, judged from the page's own input only. */
export function gateOf(state: WizardState, step: Step): Gate {
  switch (step) {
    case 'host':
      return state.path === 'undecided' ? { kind: 'missing', what: 'host' } : READY
    case 'domain':
      return state.path === 'on-premises' ? domainGate(state) : READY
    case 'sign-in':
      return signInGate(state)
    case 'repository':
      return state.path === 'cloud' ? repositoryGate(state) : READY
    case 'folders':
      return directoriesGate(state)
    case 'review':
    case 'connecting':
      return READY
  }
}

function domainGate(state: OnPremisesState): Gate {
  if (state.domain.trim() === '') return { kind: 'missing', what: 'domain' }
  if (state.domainCheck.kind === 'running') return { kind: 'wait', for: 'domain' }
  if (normalisedDomain(state) === null) return { kind: 'refused', what: 'domain' }
  if (state.folder === null) return { kind: 'missing', what: 'folder' }
  if (state.cloneCheck.kind === 'running') return { kind: 'wait', for: 'clone' }
  const clone = acceptedClone(state)
  if (clone === null) return { kind: 'refused', what: 'clone' }
  return reachedBy(state, clone.signIn) ? READY : { kind: 'refused', what: 'unreachable' }
}

/** A server that can't be asked over HTTP may still be reached when the remote goes through SSH. */
function reachedBy(state: OnPremisesState, methods: readonly SignInMethod[]): boolean {
  const reachable = state.domainCheck.kind === 'answered' && state.domainCheck.answer.kind === 'reachable'
  return reachable || methods.includes('ssh')
}

function signInGate(state: WizardState): Gate {
  if (state.path === 'undecided') return { kind: 'missing', what: 'sign-in' }
  if (state.path === 'cloud') return accountGate(state.account)
  if (state.signIn === null) return { kind: 'missing', what: 'sign-in' }
  if (state.signIn === 'account') return accountGate(state.account)
  if (state.signIn !== 'token') return READY
  if (state.tokenCheck.kind === 'running') return { kind: 'wait', for: 'token' }
  if (state.token.kind === 'kept') return READY
  return state.token.secret.trim() === '' ? { kind: 'missing', what: 'token' } : READY
}

function accountGate(account: Account | null): Gate {
  if (account === null) return { kind: 'missing', what: 'account' }
  return account.state.kind === 'ready' ? READY : { kind: 'refused', what: 'account' }
}

/** Whether the account may push is advice only (the push decides), so it stands in nobody's way. */
function repositoryGate(state: CloudState): Gate {
  if (state.organisation.trim() === '') return { kind: 'missing', what: 'organisation' }
  if (state.host === 'azure-devops' && state.project.trim() === '') return { kind: 'missing', what: 'project' }
  if (state.repository.trim() === '') return { kind: 'missing', what: 'repository' }
  if (state.repositoryCheck.kind === 'running') return { kind: 'wait', for: 'repository' }
  const repository = acceptedRepository(state)
  if (repository === null) return { kind: 'refused', what: 'repository' }
  if (meantBranch(state) === '') return { kind: 'missing', what: 'branch' }
  if (isFirstBranch(state) && branchNameProblem(meantBranch(state)) !== null) return { kind: 'refused', what: 'branch' }
  const { branchCheck } = state
  if (branchCheck.kind === 'running') return { kind: 'wait', for: 'branch' }
  if (branchCheck.kind === 'failed') return { kind: 'refused', what: 'branch' }
  const isAbsent = branchCheck.kind === 'answered' && branchCheck.answer.kind === 'not-listed'
  return isAbsent && !isEmptyRepository(repository) ? { kind: 'refused', what: 'branch' } : READY
}

function directoriesGate(state: WizardState): Gate {
  const check = state.directoriesCheck
  if (check.kind === 'running' || check.kind === 'idle') return { kind: 'wait', for: 'directories' }
  if (check.kind === 'failed') return { kind: 'refused', what: 'directories' }
  const usable = check.answer.schema.kind === 'usable' && check.answer.collection.kind === 'usable'
  return usable ? READY : { kind: 'refused', what: 'directories' }
}

/** Whether a page may be shown: every page before it can be left. Nothing is left while an attempt runs. */
export function canShow(state: WizardState, step: Step): boolean {
  if (state.attempt.kind === 'running' || state.attempt.kind === 'connected') return step === state.step
  const steps = stepsOf(state)
  if (step === 'connecting' || !steps.includes(step)) return false
  return steps.slice(0, steps.indexOf(step)).every((earlier) => gateOf(state, earlier).kind === 'ready')
}
