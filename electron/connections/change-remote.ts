import type { Connection } from '#shared/domain/connection.ts'
import type { ApiId, ConnectionId } from '#shared/domain/ids.ts'

export type ChangeRemoteOutcome =
  | { kind: 'changed'; connection: Connection }
  | { kind: 'not-an-address' }
  | { kind: 'other-domain'; domain: string }
  | { kind: 'other-repository' }
  | { kind: 'not-found' }
  | { kind: 'already-connected'; apiId: ApiId; apiName: string }

export async function changeRemote(
  _parts: unknown,
  _input: { connectionId: ConnectionId; url: string },
  _signal?: AbortSignal,
): Promise<ChangeRemoteOutcome> {
  throw new Error('Not built yet.')
}
