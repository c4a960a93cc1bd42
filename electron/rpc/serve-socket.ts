import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'

/** Answers the contract on WebSockets. Closing a socket aborts whatever was asked through it. */
export function createSocketServer(router: AnyRouter): (socket: WebSocket) => void {
  const handler = new RPCHandler(router)
  return (socket) => {
    void handler.upgrade(socket, { context: {} })
  }
}
