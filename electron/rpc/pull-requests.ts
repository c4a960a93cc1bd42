import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function pullRequestsRouter(os: Implementer, { pullRequests }: Services) {
  return {
    list: os.pullRequests.list.handler(({ input, signal }) => pullRequests.list(input.connectionId, signal)),
    create: os.pullRequests.create.handler(({ input: { connectionId, ...request }, signal }) =>
      pullRequests.create(connectionId, request, signal),
    ),
  }
}
