import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function connectionsRouter(os: Implementer, { connections, connecting }: Services) {
  return {
    list: os.connections.list.handler(() => connections.list()),
    domains: os.connections.domains.handler(() => connections.domains()),
    checkDomain: os.connections.checkDomain.handler(({ input, signal }) => connecting.checkDomain(input, signal)),
    checkClone: os.connections.checkClone.handler(({ input, signal }) => connecting.checkClone(input, signal)),
    checkDirectories: os.connections.checkDirectories.handler(({ input, signal }) =>
      connecting.checkDirectories(input, signal),
    ),
    browseDirectories: os.connections.browseDirectories.handler(({ input, signal }) =>
      connecting.browseDirectories(input, signal),
    ),
    connect: os.connections.connect.handler(({ input, signal }) => connecting.connect(input, signal)),
    checkRepository: os.connections.checkRepository.handler(({ input, signal }) => connecting.checkRepository(input, signal)),
    checkHostedDirectories: os.connections.checkHostedDirectories.handler(({ input, signal }) =>
      connecting.checkHostedDirectories(input, signal),
    ),
    browseHostedDirectories: os.connections.browseHostedDirectories.handler(({ input, signal }) =>
      connecting.browseHostedDirectories(input, signal),
    ),
    connectHosted: os.connections.connectHosted.handler(({ input, signal }) => connecting.connectHosted(input, signal)),
    linkFolder: os.connections.linkFolder.handler(({ input, signal }) => connecting.linkFolder(input, signal)),
    unlinkFolder: os.connections.unlinkFolder.handler(({ input }) => connecting.unlinkFolder(input.connectionId)),
    changeAccount: os.connections.changeAccount.handler(({ input, signal }) => connecting.changeAccount(input, signal)),
    checkNewDirectories: os.connections.checkNewDirectories.handler(({ input, signal }) =>
      connecting.checkNewDirectories(input, signal),
    ),
    browseNewDirectories: os.connections.browseNewDirectories.handler(({ input, signal }) =>
      connecting.browseNewDirectories(input, signal),
    ),
    changeDirectories: os.connections.changeDirectories.handler(({ input, signal }) =>
      connecting.changeDirectories(input, signal),
    ),
    changeRemote: os.connections.changeRemote.handler(({ input, signal }) => connecting.changeRemote(input, signal)),
    setOtherFilesPolicy: os.connections.setOtherFilesPolicy.handler(({ input }) =>
      connections.setOtherFilesPolicy(input.connectionId, input.policy),
    ),
    disconnect: os.connections.disconnect.handler(({ input }) => connecting.disconnect(input)),
  }
}

export function tokensRouter(os: Implementer, { tokens }: Services) {
  return {
    describe: os.tokens.describe.handler(({ input }) => tokens.describe(input.domain)),
    keep: os.tokens.keep.handler(({ input: { domain, ...secret } }) => tokens.keep(domain, secret)),
    remove: os.tokens.remove.handler(({ input }) => tokens.remove(input.domain)),
  }
}

export function foldersRouter(os: Implementer, { folders }: Services) {
  return {
    pick: os.folders.pick.handler(() => folders.pick()),
    browse: os.folders.browse.handler(({ input }) => folders.browse(input.folder)),
  }
}
