import type { CONNECT_STAGES, ConnectEvent } from '#shared/contract/connections.ts'

/** A stage of connecting at its beginning. */
export function connectStage(stage: (typeof CONNECT_STAGES)[number]): Extract<ConnectEvent, { kind: 'stage' }> {
  return { kind: 'stage', stage, done: 0, total: null, unit: null }
}
