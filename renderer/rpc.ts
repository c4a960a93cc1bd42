import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractClient } from '#shared/contract/index.ts'
import { type HostLink, keepHostLink, type LineEvents, type Link } from './host-link.ts'

export interface Rpc {
  client: ContractClient
  connection: HostLink['connection']
}

const RETRY_AFTER = [250, 500, 1_000, 2_000, 5_000] as const
/** Milliseconds within which the preload hands a port over; it does so at once or never. */
const HAND_OVER = 10_000

/** Opens the way to the host, once per page: a port handed over by the preload on the desktop, a WebSocket in a browser. */
export function createRpc(): Rpc {
  const carrier = document.querySelector<HTMLMetaElement>('meta[name="graft-carrier"]')?.content
  if (carrier === 'socket') dropSpentToken()
  return rpcOver(carrier === 'socket' ? openSocket : openPort)
}

function rpcOver(open: (events: LineEvents) => Promise<Link>): Rpc {
  const { link, connection } = keepHostLink({
    open,
    beforeAttempt: (attempt, act) => {
      window.setTimeout(act, RETRY_AFTER[Math.min(attempt, RETRY_AFTER.length) - 1])
    },
  })
  return { client: createORPCClient(link), connection }
}

function openPort(events: LineEvents): Promise<Link> {
  const handedOver = new Promise<Link>((resolve) => {
    const stopWaiting = () => {
      window.removeEventListener('message', receive)
      window.clearTimeout(timer)
    }
    const receive = (event: MessageEvent) => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'graft:port' || port === undefined) return
      stopWaiting()
      resolve(linkOverPort(port, events))
    }
    const timer = window.setTimeout(() => {
      stopWaiting()
      events.closed()
    }, HAND_OVER)
    window.addEventListener('message', receive)
  })
  window.postMessage('graft:port-wanted', window.location.origin)
  return handedOver
}

/** A port carries calls from the moment it is there; it closes when the process at its other end is gone. */
export function linkOverPort(port: MessagePort, events: LineEvents): Link {
  port.addEventListener('close', () => events.closed())
  const link = new PortLink({ port })
  port.start()
  events.opened()
  return link
}

async function openSocket(events: LineEvents): Promise<Link> {
  return linkOverSocket(new WebSocket(`ws://${window.location.host}/rpc`), events)
}

/** A socket carries calls once it is open; until then they wait. */
export function linkOverSocket(
  websocket: Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'>,
  events: LineEvents,
): Link {
  websocket.addEventListener('open', () => events.opened())
  websocket.addEventListener('close', () => events.closed())
  return new SocketLink({ websocket })
}

/** A fresh address opened in a browser that already has a session still carries its token: it is taken out of sight. */
function dropSpentToken(): void {
  if (window.location.hash.startsWith('#token=')) window.history.replaceState(null, '', '/')
}
