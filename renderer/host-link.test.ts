import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createORPCClient, ORPCError } from '@orpc/client'
import { type ContractRouterClient, eventIterator, oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { HostLost, keepHostLink, type LineEvents, type Link } from './host-link.ts'
import { linkOverPort, linkOverSocket } from './rpc.ts'
import { troubleOf } from './trouble.ts'

const contract = {
  answer: oc.output(z.string()),
  refuse: oc.output(z.string()),
  hang: oc.output(z.string()),
  count: oc.output(eventIterator(z.number())),
}
const host = implement(contract)
const router = host.router({
  answer: host.answer.handler(() => 'here'),
  refuse: host.refuse.handler(() => {
    throw new ORPCError('REFUSED')
  }),
  hang: host.hang.handler(() => new Promise(() => undefined)),
  count: host.count.handler(async function* () {
    yield 1
    await new Promise(() => undefined)
  }),
})

/** A client over lines that the test opens; reopening waits until `reopen` is called. */
function clientOver(open: (events: LineEvents) => Promise<Link>) {
  const pending: { attempt: number; act: () => void }[] = []
  const { link, connection } = keepHostLink({ open, beforeAttempt: (attempt, act) => pending.push({ attempt, act }) })
  const client = createORPCClient<ContractRouterClient<typeof contract>>(link)
  const changed = () => new Promise<void>((resolve) => connection.subscribe(resolve))
  return { client, connection, changed, pending, reopen: () => pending.shift()?.act() }
}

describe('over a message port', () => {
  const serverEnds: MessagePort[] = []
  const openPort = async (events: LineEvents) => {
    const { port1, port2 } = new MessageChannel()
    new PortHandler(router).upgrade(port1, { context: {} })
    port1.start()
    serverEnds.push(port1)
    return linkOverPort(port2, events)
  }
  afterEach(() => {
    for (const port of serverEnds.splice(0)) port.close()
  })

  test('answers, and hands on what the host refuses', async () => {
    const { client } = clientOver(openPort)
    expect(await client.answer()).toBe('here')
    await expect(client.refuse()).rejects.toBeInstanceOf(ORPCError)
  })

  test('a call that waits when the host goes is rejected, and so is one made afterwards', async () => {
    const { client, connection, changed } = clientOver(openPort)
    await client.answer()
    const waiting = expect(client.hang()).rejects.toBeInstanceOf(HostLost)
    const lost = changed()
    serverEnds[0]?.close()
    await waiting
    await lost
    expect(connection.current()).toBe('lost')
    const late = await client.answer().catch((error: unknown) => error)
    expect(troubleOf(late)).toEqual({ kind: 'host-lost' })
  })

  test('a stream that waits when the host goes is rejected', async () => {
    const { client } = clientOver(openPort)
    const stream = await client.count()
    expect(await stream.next()).toMatchObject({ value: 1 })
    const next = expect(stream.next()).rejects.toBeInstanceOf(HostLost)
    serverEnds[0]?.close()
    await next
  })

  test('a new port takes the calls that come after it', async () => {
    const { client, connection, changed, reopen, pending } = clientOver(openPort)
    const lost = changed()
    await client.answer()
    serverEnds[0]?.close()
    await lost
    expect(pending.map(({ attempt }) => attempt)).toEqual([1])
    reopen()
    expect(await client.answer()).toBe('here')
    expect(connection.current()).toBe('open')
  })
})

describe('over a WebSocket', () => {
  const servers: WebSocketServer[] = []
  const serve = async (port: number) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port })
    await once(server, 'listening')
    const handler = new SocketHandler(router)
    server.on('connection', (socket) => void handler.upgrade(socket, { context: {} }))
    servers.push(server)
    return server
  }
  const end = async (server: WebSocketServer) => {
    for (const socket of server.clients) socket.terminate()
    await new Promise((resolve) => server.close(resolve))
  }
  const portOf = (server: WebSocketServer) => (server.address() as AddressInfo).port
  const openSocket = (port: number) => async (events: LineEvents) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    socket.on('error', () => undefined)
    // The two differ only in types of events that the link does not use.
    return linkOverSocket(socket as unknown as globalThis.WebSocket, events)
  }
  afterEach(async () => {
    for (const server of servers.splice(0)) await end(server)
  })

  test('calls wait for the socket, are rejected when the host ends, and go on when it is back', async () => {
    const first = await serve(0)
    const port = portOf(first)
    const { client, connection, changed, reopen, pending } = clientOver(openSocket(port))
    expect(await client.answer()).toBe('here')
    const waiting = expect(client.hang()).rejects.toBeInstanceOf(HostLost)
    const lost = changed()
    await end(first)
    await waiting
    await lost

    reopen()
    await expect(client.answer()).rejects.toBeInstanceOf(HostLost)
    expect(pending.map(({ attempt }) => attempt)).toEqual([2])
    await serve(port)
    const back = changed()
    reopen()
    expect(await client.answer()).toBe('here')
    await back
    expect(connection.current()).toBe('open')
  })
})
