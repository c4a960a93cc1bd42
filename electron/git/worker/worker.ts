import { homedir } from 'node:os'
import { MessagePort, workerData } from 'node:worker_threads'
import { createGitOperations } from '../operations.ts'
import { serveGit } from './serve.ts'

const port: unknown = workerData?.port
if (!(port instanceof MessagePort)) throw new Error('The Git worker was started without a port.')
serveGit(
  port,
  createGitOperations({
    environment: { home: homedir(), variables: process.env },
    reached: () => {},
    now: () => new Date(),
  }),
)
