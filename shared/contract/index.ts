import type { ContractRouterClient } from '@orpc/contract'
import { accounts } from './accounts.ts'
import { apis, drafts } from './apis.ts'
import { app, events } from './app.ts'
import { branches } from './branches.ts'
import { certificates } from './certificates.ts'
import { connections, tokens } from './connections.ts'
import { folders } from './folders.ts'
import { history } from './history.ts'
import { hosting } from './hosting.ts'
import { pullRequests } from './pull-requests.ts'
import { sourceControl } from './source-control.ts'

/** Everything that the window may ask of the machine. */
export const contract = {
  accounts,
  app,
  apis,
  branches,
  certificates,
  connections,
  drafts,
  events,
  folders,
  history,
  hosting,
  pullRequests,
  sourceControl,
  tokens,
}
export type Contract = typeof contract
/** The contract as the window calls it. */
export type ContractClient = ContractRouterClient<Contract>
