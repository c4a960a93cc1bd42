import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Log } from '../../platform/platform.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import type { Operation } from './operation-access.ts'
import { abortError, type FromWorker, type ToWorker, unpackError } from './worker-protocol.ts'

export interface GitWorker extends GitOperations {
  /** Aborts what runs and ends the thread. Later calls are refused. */
  stop(): Promise<void>
}

interface OpenCall {
  resolve(value: unknown): void
  reject(error: Error): void
  onProgress: CallOptions['onProgress']
}

interface Thread {
  worker: Worker
  port: MessagePort
  calls: Map<number, OpenCall>
}

/**
 * The Git operations, run in a worker thread. `file` is the built worker entry. The thread starts with the first call; one that
 * dies takes its open calls with it (they reject), and the next call starts another.
 */
export function startGitWorker(options: { file: string; log: Log }): GitWorker {
  const { log } = options
  let thread: Thread | null = null
  let stopped = false
  let nextId = 0

  function start(): Thread {
    const { port1, port2 } = new MessageChannel()
    const worker = new Worker(options.file, {
      workerData: { port: port2 },
      transferList: [port2],
    })
    const started: Thread = { worker, port: port1, calls: new Map() }
    port1.on('message', (message: FromWorker) => receive(started, message))
    worker.on('error', (error) => {
      log.error('The Git worker failed.', error)
      end(started, error)
    })
    worker.on('exit', (code) => end(started, new Error(`The Git worker ended (${code}).`)))
    return started
  }

  function end(ended: Thread, error: Error): void {
    if (thread === ended) thread = null
    ended.port.close()
    const calls = [...ended.calls.values()]
    ended.calls.clear()
    for (const call of calls) call.reject(stopped ? abortError() : error)
  }

  function receive(from: Thread, message: FromWorker): void {
    const call = from.calls.get(message.id)
    if (!call) return
    if (message.kind === 'progress') {
      call.onProgress?.(message.progress)
      return
    }
    from.calls.delete(message.id)
    if (message.kind === 'done') {
      call.resolve(message.value)
      return
    }
    const error = unpackError(message.error)
    if (message.error.kind === 'bug') log.error('A Git operation met a bug.', error)
    call.reject(error)
  }

  function call<O extends Operation>(
    operation: O,
    input: Parameters<GitOperations[O]>[0],
    { signal, onProgress }: CallOptions = {},
  ): ReturnType<GitOperations[O]> {
    const result = new Promise<unknown>((resolve, reject) => {
      if (stopped) throw new Error('The Git worker was stopped.')
      if (signal?.aborted) throw abortError()
      const running = thread ?? start()
      thread = running
      const id = nextId++
      const abort = () => post(running, { kind: 'abort', id })
      signal?.addEventListener('abort', abort, { once: true })
      const settled = () => signal?.removeEventListener('abort', abort)
      running.calls.set(id, {
        resolve: (value) => {
          settled()
          resolve(value)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
        onProgress,
      })
      post(running, { kind: 'call', id, operation, input })
    })
    // The two ends share one type: `serve.ts` answers with what the operation of the same name returned.
    return result as ReturnType<GitOperations[O]>
  }

  return {
    inspectFolder: (input, options) => call('inspectFolder', input, options),
    listFolders: (input, options) => call('listFolders', input, options),
    examineDirectory: (input, options) => call('examineDirectory', input, options),
    cloneManaged: (input, options) => call('cloneManaged', input, options),
    recover: (input, options) => call('recover', input, options),
    status: (input, options) => call('status', input, options),
    holdsOwnWork: (input, options) => call('holdsOwnWork', input, options),
    widenClone: (input, options) => call('widenClone', input, options),
    compareRemote: (input, options) => call('compareRemote', input, options),
    setRemoteUrl: (input, options) => call('setRemoteUrl', input, options),
    diffFile: (input, options) => call('diffFile', input, options),
    diffStructure: (input, options) => call('diffStructure', input, options),
    readImage: (input, options) => call('readImage', input, options),
    discard: (input, options) => call('discard', input, options),
    discardHunks: (input, options) => call('discardHunks', input, options),
    commit: (input, options) => call('commit', input, options),
    amend: (input, options) => call('amend', input, options),
    fetch: (input, options) => call('fetch', input, options),
    push: (input, options) => call('push', input, options),
    pull: (input, options) => call('pull', input, options),
    listBranches: (input, options) => call('listBranches', input, options),
    askBranches: (input, options) => call('askBranches', input, options),
    describeBranches: (input, options) => call('describeBranches', input, options),
    switchBranch: (input, options) => call('switchBranch', input, options),
    createBranch: (input, options) => call('createBranch', input, options),
    renameBranch: (input, options) => call('renameBranch', input, options),
    deleteBranch: (input, options) => call('deleteBranch', input, options),
    deleteRemoteBranch: (input, options) => call('deleteRemoteBranch', input, options),
    updateFromDefault: (input, options) => call('updateFromDefault', input, options),
    mergeIntoDefault: (input, options) => call('mergeIntoDefault', input, options),
    bringBackEdits: (input, options) => call('bringBackEdits', input, options),
    dropLeftEdits: (input, options) => call('dropLeftEdits', input, options),
    listHistory: (input, options) => call('listHistory', input, options),
    commitFiles: (input, options) => call('commitFiles', input, options),
    restoreFromCommit: (input, options) => call('restoreFromCommit', input, options),
    makeRestorePoint: (input, options) => call('makeRestorePoint', input, options),
    listRestorePoints: (input, options) => call('listRestorePoints', input, options),
    restore: (input, options) => call('restore', input, options),
    readContent: (input, options) => call('readContent', input, options),
    readFile: (input, options) => call('readFile', input, options),
    writeFile: (input, options) => call('writeFile', input, options),
    copyContent: (input, options) => call('copyContent', input, options),
    writeApiIndex: (input, options) => call('writeApiIndex', input, options),
    async stop() {
      stopped = true
      if (!thread) return
      const ending = thread
      post(ending, { kind: 'stop' })
      await ending.worker.terminate()
    },
  }
}

function post(thread: Thread, message: ToWorker): void {
  thread.port.postMessage(message)
}
