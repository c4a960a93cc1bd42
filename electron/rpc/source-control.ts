import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function sourceControlRouter(os: Implementer, { sourceControl }: Services) {
  const git = os.sourceControl
  return {
    status: git.status.handler(({ input, signal }) => sourceControl.status(input.connectionId, signal)),
    diff: git.diff.handler(({ input, signal }) => sourceControl.diff(input.connectionId, input, signal)),
    structure: git.structure.handler(({ input, signal }) => sourceControl.structure(input.connectionId, input, signal)),
    image: git.image.handler(({ input, signal }) => sourceControl.image(input.connectionId, input, signal)),
    discard: git.discard.handler(({ input }) => sourceControl.discard(input.connectionId, input.paths)),
    discardHunks: git.discardHunks.handler(({ input }) => sourceControl.discardHunks(input.connectionId, input)),
    commit: git.commit.handler(({ input: { connectionId, ...commit } }) => sourceControl.commit(connectionId, commit)),
    amend: git.amend.handler(({ input: { connectionId, ...commit } }) => sourceControl.amend(connectionId, commit)),
    push: git.push.handler(({ input, signal }) => sourceControl.push(input.connectionId, signal)),
    pull: git.pull.handler(({ input, signal }) => sourceControl.pull(input.connectionId, input, signal)),
    fetch: git.fetch.handler(({ input, signal }) => sourceControl.fetch(input.connectionId, signal)),
    restorePoints: git.restorePoints.handler(({ input, signal }) => sourceControl.restorePoints(input.connectionId, signal)),
    restore: git.restore.handler(({ input: { connectionId, ...choice } }) => sourceControl.restore(connectionId, choice)),
  }
}
