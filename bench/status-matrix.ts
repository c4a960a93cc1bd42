import { Worker } from 'node:worker_threads'

const SOURCE = `
  const { parentPort, workerData } = require('node:worker_threads')
  const fs = require('node:fs')
  const { statusMatrix } = require('isomorphic-git')
  parentPort.on('message', async () => parentPort.postMessage((await statusMatrix({ fs, dir: workerData, cache: {} })).length))
`

/** isomorphic-git's own status, in a thread of its own: the garbage it leaves must not be collected on our time. */
export function openStatusMatrix(dir: string): { run(): Promise<void>; close(): Promise<void> } {
  const worker = new Worker(SOURCE, { eval: true, workerData: dir })
  return {
    run: () =>
      new Promise((resolve, reject) => {
        worker.once('message', () => resolve())
        worker.once('error', reject)
        worker.postMessage(null)
      }),
    close: async () => {
      await worker.terminate()
    },
  }
}
