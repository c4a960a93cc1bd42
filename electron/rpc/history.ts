import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function historyRouter(os: Implementer, { history }: Services) {
  return {
    list: os.history.list.handler(({ input: { connectionId, ...question }, signal }) =>
      history.list(connectionId, question, signal),
    ),
    files: os.history.files.handler(({ input, signal }) => history.files(input.connectionId, input.commit, signal)),
    restoreFile: os.history.restoreFile.handler(({ input: { connectionId, ...choice }, signal }) =>
      history.restoreFile(connectionId, choice, signal),
    ),
  }
}
