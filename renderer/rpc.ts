import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractClient } from '#shared/contract/index.ts'

/** Whether the host behind the window answers. On `lost` the desktop's window has to be reloaded; a browser tries again by itself. */
export type ConnectionState = 'open' | 'lost'

export interface Rpc {
  client: ContractClient
  connection: {
    current(): ConnectionState
    /** Called after every change; returns a function that stops it. */
    subscribe(listener: () => void): () => void
  }
}

/** Rejects calls made while the host does not answer. */
export class HostLost extends Error {
  override readonly name = 'HostLost'
}

const RETRY_AFTER = [250, 500, 1_000, 2_000, 5_000] as const

type Link = Pick<SocketLink<Record<never, never>>, 'call'>

/** Opens the way to the host, once per page: a port handed over by the preload on the desktop, a WebSocket in a browser. */
export function createRpc(): Rpc {
  const connection = createConnection()
  const carrier = document.querySelector<HTMLMetaElement>('meta[name="graft-carrier"]')?.content
  const currentLink = carrier === 'socket' ? openSocket(connection.change) : openPort(connection.change)
  const client: ContractClient = createORPCClient({
    call: async (path, input, options) => (await currentLink()).call(path, input, options),
  })
  return { client, connection: { current: connection.current, subscribe: connection.subscribe } }
}

function createConnection() {
  let state: ConnectionState = 'open'
  const listeners = new Set<() => void>()
  return {
    current: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (next: ConnectionState) => {
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
  }
}

function openPort(change: (state: ConnectionState) => void): () => Promise<Link> {
  const handedOver = new Promise<Link>((resolve) => {
    const receive = (event: MessageEvent) => {
      const port = event.ports[0]
      if (event.source !== window || event.data !== 'graft:port' || port === undefined) return
      window.removeEventListener('message', receive)
      port.addEventListener('close', () => change('lost'))
      const link = new PortLink({ port })
      port.start()
      resolve(link)
    }
    window.addEventListener('message', receive)
  })
  window.postMessage('graft:port-wanted', window.location.origin)
  return () => handedOver
}

function openSocket(change: (state: ConnectionState) => void): () => Promise<Link> {
  dropSpentToken()
  let link: Link | null = null
  let attempts = 0
  const open = () => {
    const socket = new WebSocket(`ws://${window.location.host}/rpc`)
    link = new SocketLink({ websocket: socket })
    socket.addEventListener('open', () => {
      attempts = 0
      change('open')
    })
    socket.addEventListener('close', () => {
      link = null
      change('lost')
      const delay = RETRY_AFTER[Math.min(attempts, RETRY_AFTER.length - 1)]
      attempts += 1
      window.setTimeout(open, delay)
    })
  }
  open()
  return async () => {
    if (link === null) throw new HostLost()
    return link
  }
}

/** A fresh address opened in a browser that already has a session still carries its token: it is taken out of sight. */
function dropSpentToken(): void {
  if (window.location.hash.startsWith('#token=')) window.history.replaceState(null, '', '/')
}
