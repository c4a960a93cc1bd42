import type { SignInMethod } from '#shared/domain/connection.ts'
import { acceptedClone, normalisedDomain, STEPS, type Step, type WizardState } from './state.ts'

/** Why a page can't be left forwards yet; `ready` when it can. */
export type Gate =
  | { kind: 'ready' }
  | { kind: 'wait'; for: 'domain' | 'clone' | 'token' | 'directories' }
  | { kind: 'missing'; what: 'host' | 'domain' | 'folder' | 'sign-in' | 'token' }
  | { kind: 'refused'; what: 'domain' | 'unreachable' | 'clone' | 'directories' }

const READY: Gate = { kind: 'ready' }

/** What stands between a page and the next one, judged from the page's own input only. */
export function gateOf(state: WizardState, step: Step): Gate {
  switch (step) {
    case 'host':
      return state.host === null ? { kind: 'missing', what: 'host' } : READY
    case 'domain':
      return domainGate(state)
    case 'sign-in':
      return signInGate(state)
    case 'folders':
      return directoriesGate(state)
    case 'review':
    case 'connecting':
      return READY
  }
}

function domainGate(state: WizardState): Gate {
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
function reachedBy(state: WizardState, methods: readonly SignInMethod[]): boolean {
  const reachable = state.domainCheck.kind === 'answered' && state.domainCheck.answer.kind === 'reachable'
  return reachable || methods.includes('ssh')
}

function signInGate(state: WizardState): Gate {
  if (state.signIn === null) return { kind: 'missing', what: 'sign-in' }
  if (state.signIn !== 'token') return READY
  if (state.tokenCheck.kind === 'running') return { kind: 'wait', for: 'token' }
  if (state.token.kind === 'kept') return READY
  return state.token.secret.trim() === '' ? { kind: 'missing', what: 'token' } : READY
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
  if (step === 'connecting') return false
  const before = STEPS.slice(0, STEPS.indexOf(step))
  return before.every((earlier) => gateOf(state, earlier).kind === 'ready')
}
