import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { acceptPorts, PORT_CHANNEL, type PortHandOver } from './port-hand-over.ts'

describe('the port hand-over', () => {
  const open: MessagePort[] = []
  afterEach(() => {
    for (const port of open.splice(0)) port.close()
  })

  function handOver(sender: { frame: object | null; contents: 'ours' | 'other' }) {
    const ipc = new EventEmitter()
    const ours = {}
    const served: unknown[] = []
    const refused: string[] = []
    // Electron's types are met by real ports and by an emitter as far as the rule uses them.
    const parts = {
      ipc,
      ourContents: () => ours,
      ownOrigin: 'app://graft',
      serve: (port: unknown) => served.push(port),
      onRefused: (url: string) => refused.push(url),
    } as unknown as PortHandOver
    acceptPorts(parts)
    const { port1, port2 } = new MessageChannel()
    open.push(port1, port2)
    const closed = new Promise<void>((resolve) => port2.once('close', resolve))
    ipc.emit(PORT_CHANNEL, { sender: sender.contents === 'ours' ? ours : {}, senderFrame: sender.frame, ports: [port1] })
    return { served, refused, closed, port1 }
  }

  it('serves the port of our own page', () => {
    const { served, refused, port1 } = handOver({ contents: 'ours', frame: { url: 'app://graft/', parent: null } })
    expect(served).toEqual([port1])
    expect(refused).toEqual([])
  })

  it.each([
    ['another window', { contents: 'other' as const, frame: { url: 'app://graft/', parent: null } }],
    ['a frame in the page', { contents: 'ours' as const, frame: { url: 'app://graft/', parent: {} } }],
    ['a foreign page', { contents: 'ours' as const, frame: { url: 'https://example.com/', parent: null } }],
    ['a frame that is gone', { contents: 'ours' as const, frame: null }],
  ])('closes the port of %s', async (_name, sender) => {
    const { served, refused, closed } = handOver(sender)
    await closed
    expect(served).toEqual([])
    expect(refused).toHaveLength(1)
  })
})
