import type { ContractRouterClient } from '@orpc/contract'
import { apis, drafts } from './apis.ts'
import { app, events } from './app.ts'
import { connections, tokens } from './connections.ts'
import { folders } from './folders.ts'
import { sourceControl } from './source-control.ts'

/** Everything that the window may ask of the machine. */
export const contract = { app, apis, connections, drafts, events, folders, sourceControl, tokens }
export type Contract = typeof contract
/** The contract as the window calls it. */
export type ContractClient = ContractRouterClient<Contract>
