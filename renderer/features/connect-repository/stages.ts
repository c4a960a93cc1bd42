import { CONNECT_STAGES } from '#shared/contract/connections.ts'
import type { Attempt, ConnectStage } from './state.ts'

export type StageState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** How each stage of connecting stands, for the list. */
export function stageStates(attempt: Attempt): Record<ConnectStage, StageState> {
  const of = (stage: ConnectStage): StageState => {
    if (attempt.kind === 'none') return 'waiting'
    if (attempt.kind === 'connected') return 'done'
    const current = attempt.kind === 'running' ? attempt.progress.stage : attempt.stage
    const distance = CONNECT_STAGES.indexOf(stage) - CONNECT_STAGES.indexOf(current)
    if (distance !== 0) return distance < 0 ? 'done' : 'waiting'
    return attempt.kind
  }
  return { check: of('check'), 'sign-in': of('sign-in'), fetch: of('fetch'), read: of('read'), write: of('write') }
}
