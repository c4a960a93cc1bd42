import type { MessagePort } from 'node:worker_threads'
import type { CallOptions, GitOperations } from '../contract.ts'
import { type FromWorker, packError, type ToWorker } from './worker-protocol.ts'

/** Answers the calls that come through `port` with `operations`. Runs until the port closes. */
export function serveGit(port: MessagePort, operations: GitOperations): void {
  const open = new Map<number, AbortController>()
  const send = (message: FromWorker) => port.postMessage(message)

  async function answer(call: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
    const { id } = call
    const controller = new AbortController()
    open.set(id, controller)
    try {
      const options: CallOptions = {
        signal: controller.signal,
        onProgress: (progress) => send({ kind: 'progress', id, progress }),
      }
      // The two ends share one type: `worker-client.ts` built this message from a call of the same name.
      const operation = operations[call.operation] as (input: unknown, options: CallOptions) => Promise<unknown>
      send({ kind: 'done', id, value: await operation(call.input, options) })
    } catch (error) {
      send({ kind: 'failed', id, error: packError(error) })
    } finally {
      open.delete(id)
    }
  }

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'call':
        void answer(message)
        break
      case 'abort':
        open.get(message.id)?.abort()
        break
      case 'stop':
        for (const controller of open.values()) controller.abort()
        port.close()
        break
    }
  })
}
