import { devNull } from 'node:os'
import { MessagePort, workerData } from 'node:worker_threads'
import { createGitOperations } from '../operations.ts'
import { serveGit } from '../worker/serve.ts'

/** A worker entry for tests: listing the folders of `/die` ends the thread, listing those of `/bug` meets a bug. */
const port: unknown = workerData?.port
if (!(port instanceof MessagePort)) throw new Error('The worker was started without a port.')
const operations = createGitOperations({
  environment: { home: devNull, variables: { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull } },
  reached: () => {},
  now: () => new Date(),
})
serveGit(port, {
  ...operations,
  listFolders: async (input, options) => {
    if (input.root === '/die') return process.exit(3)
    if (input.root === '/bug') throw new TypeError('A bug of the test.')
    return operations.listFolders(input, options)
  },
})
