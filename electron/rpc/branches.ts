import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function branchesRouter(os: Implementer, { branches, protections }: Services) {
  const git = os.branches
  return {
    list: git.list.handler(({ input, signal }) => branches.list(input.connectionId, signal)),
    ask: git.ask.handler(({ input, signal }) => branches.ask(input.connectionId, signal)),
    details: git.details.handler(({ input, signal }) => branches.details(input.connectionId, input.refs, signal)),
    protection: git.protection.handler(({ input, signal }) => protections.of(input.connectionId, input.names, signal)),
    switch: git.switch.handler(({ input, signal }) => branches.switch(input.connectionId, input, signal)),
    create: git.create.handler(({ input, signal }) => branches.create(input.connectionId, input, signal)),
    rename: git.rename.handler(({ input }) => branches.rename(input.connectionId, input)),
    delete: git.delete.handler(({ input }) => branches.delete(input.connectionId, input)),
    deleteRemote: git.deleteRemote.handler(({ input, signal }) => branches.deleteRemote(input.connectionId, input, signal)),
    updateFromDefault: git.updateFromDefault.handler(({ input, signal }) =>
      branches.updateFromDefault(input.connectionId, input, signal),
    ),
    mergeIntoDefault: git.mergeIntoDefault.handler(({ input, signal }) =>
      branches.mergeIntoDefault(input.connectionId, input, signal),
    ),
    bringBack: git.bringBack.handler(({ input }) => branches.bringBack(input.connectionId)),
    dropLeftEdits: git.dropLeftEdits.handler(({ input }) => branches.dropLeftEdits(input.connectionId, input.branch)),
  }
}
