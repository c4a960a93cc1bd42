import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'

/** The part of Electron's `MessagePortMain` that carries the contract. */
export interface ServablePort {
  on(event: string, listener: (event?: { data: unknown }) => void): void
  postMessage(message: unknown): void
  start(): void
}

/** Answers the contract on ports. Closing a port aborts whatever was asked through it. */
export function createPortServer(router: AnyRouter): (port: ServablePort) => void {
  const handler = new RPCHandler(router)
  return (port) => {
    handler.upgrade(port, { context: {} })
    port.start()
  }
}
