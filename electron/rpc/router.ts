import type { Services } from '../services.ts'
import { accountsRouter } from './accounts.ts'
import { apisRouter, draftsRouter } from './apis.ts'
import { appRouter, eventsRouter } from './app.ts'
import { branchesRouter } from './branches.ts'
import { certificatesRouter } from './certificates.ts'
import { connectionsRouter, foldersRouter, tokensRouter } from './connections.ts'
import { historyRouter } from './history.ts'
import { hostingRouter } from './hosting.ts'
import { implementer } from './implementer.ts'
import { pullRequestsRouter } from './pull-requests.ts'
import { sourceControlRouter } from './source-control.ts'

/** The whole contract over the services; both entries carry this one router. */
export function createRouter(services: Services) {
  const os = implementer({ log: services.log, newId: services.newId })
  return os.router({
    accounts: accountsRouter(os, services),
    app: appRouter(os, services),
    apis: apisRouter(os, services),
    branches: branchesRouter(os, services),
    certificates: certificatesRouter(os, services),
    connections: connectionsRouter(os, services),
    drafts: draftsRouter(os, services),
    events: eventsRouter(os, services),
    folders: foldersRouter(os, services),
    history: historyRouter(os, services),
    hosting: hostingRouter(os, services),
    pullRequests: pullRequestsRouter(os, services),
    sourceControl: sourceControlRouter(os, services),
    tokens: tokensRouter(os, services),
  })
}

export type AppRouter = ReturnType<typeof createRouter>
