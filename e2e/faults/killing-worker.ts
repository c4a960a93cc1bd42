import { homedir } from 'node:os'
import { MessagePort, workerData } from 'node:worker_threads'
import { createGitOperations } from '#electron/git/operations.ts'
import { serveGit } from '#electron/git/worker/serve.ts'

/** The Git worker with one difference to the real one: the whole process dies by SIGKILL at the checkpoint in `KILL_AT`. */
const port: unknown = workerData?.port
if (!(port instanceof MessagePort)) throw new Error('The worker was started without a port.')
serveGit(
  port,
  createGitOperations({
    environment: { home: homedir(), variables: process.env },
    reached: (checkpoint) => {
      if (checkpoint === process.env['KILL_AT']) process.kill(process.pid, 'SIGKILL')
    },
    now: () => new Date(),
  }),
)
