import type { CallOptions, CloneOutcome, RemoteAccess, Workspace } from '../contract.ts'
import type { RepoDeps } from '../repository/repo.ts'

export interface CloneInput {
  workspace: Workspace
  url: string
  branch: string
  access: RemoteAccess
}

/** Makes a managed clone; see `GitOperations.cloneManaged`. */
export async function cloneManaged(input: CloneInput, _deps: RepoDeps, _options: CallOptions = {}): Promise<CloneOutcome> {
  throw new Error(`Not yet: ${input.workspace.root}`)
}
