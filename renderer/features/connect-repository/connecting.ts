import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import type { Connection, SignInMethod } from '#shared/domain/connection.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { acceptedClone, normalisedDomain, type TypedDirectories, type WizardState } from './state.ts'

/** What the wizard asks of the session: its part of the contract, and the sorting of what a call throws. */
export interface WizardSession {
  rpc: {
    connections: Pick<ContractClient['connections'], 'checkDomain' | 'checkClone' | 'checkDirectories' | 'connect' | 'list'>
    tokens: ContractClient['tokens']
  }
  trouble: (error: unknown) => Trouble
}

export interface AttemptInput {
  apiId: ApiId
  host: OnPremisesHost
  domain: string
  folder: PickedFolder
  remote: string
  directories: TypedDirectories
  signIn: SignInMethod
  /** A token to keep for the domain first; null uses what is kept, or none is needed. */
  token: { username: string | null; secret: string } | null
  /** Whether a token was kept for the domain before this attempt: then a failed attempt must not take it away. */
  tokenKeptBefore: boolean
}

/** Everything an attempt needs, once every page is complete; null before that. */
export function attemptInput(apiId: ApiId, state: WizardState): AttemptInput | null {
  const clone = acceptedClone(state)
  const domain = normalisedDomain(state)
  if (clone === null || domain === null || state.host === null || state.signIn === null) return null
  const token =
    state.signIn === 'token' && state.token.kind === 'new'
      ? { username: state.token.username.trim() || null, secret: state.token.secret.trim() }
      : null
  return {
    apiId,
    host: state.host,
    domain,
    folder: clone.folder,
    remote: clone.remote.name,
    directories: state.directories,
    signIn: state.signIn,
    token,
    tokenKeptBefore: state.tokenCheck.kind === 'answered' && state.tokenCheck.answer.kept,
  }
}

/**
 * Keeps the token, connects, and reports what the services say. An attempt whose stream ended without an outcome (failed, or
 * aborted through `signal`) asks whether the connection is there all the same: the last stage may have been faster than the
 * cancelling. Where it is not, a token is taken away again that the attempt was the first to keep for the domain.
 */
export async function runAttempt(
  session: WizardSession,
  input: AttemptInput,
  signal: AbortSignal,
  report: { event: (event: ConnectEvent) => void; trouble: (trouble: Trouble) => void },
): Promise<void> {
  const { domain, token, tokenKeptBefore } = input
  const outcome = await follow(session, input, signal, report.event)
  if (outcome.kind === 'connected') return
  const connection = outcome.kind === 'open' ? await connectionThere(session, input.apiId) : null
  if (connection !== null) {
    report.event({ kind: 'connected', connection })
    return
  }
  if (token !== null && !tokenKeptBefore) await forget(session, domain)
  if (outcome.kind === 'open' && !signal.aborted) report.trouble(session.trouble(outcome.error))
}

/** How the stream ended: with an outcome of the services, or `open` with what cut it. */
type StreamEnd = { kind: 'connected' } | { kind: 'refused' } | { kind: 'open'; error: unknown }

async function follow(
  session: WizardSession,
  { apiId, host, domain, folder, remote, directories, signIn, token }: AttemptInput,
  signal: AbortSignal,
  report: (event: ConnectEvent) => void,
): Promise<StreamEnd> {
  try {
    if (token !== null) await session.rpc.tokens.keep({ domain, username: token.username, token: token.secret }, { signal })
    const question = { apiId, host, domain, folder: folder.handle, remote, directories, signIn: { kind: signIn } }
    for await (const event of await session.rpc.connections.connect(question, { signal })) {
      report(event)
      if (event.kind !== 'stage') return { kind: event.kind === 'connected' ? 'connected' : 'refused' }
    }
    return { kind: 'open', error: new Error('The connection stream ended without an outcome.') }
  } catch (error) {
    return { kind: 'open', error }
  }
}

/** The connection of the API as the services know it now; null where there is none, or they do not answer. */
async function connectionThere(session: WizardSession, apiId: ApiId): Promise<Connection | null> {
  try {
    return (await session.rpc.connections.list()).find((one) => one.apiId === apiId) ?? null
  } catch {
    // What cut the attempt is said already, and a connection that is there after all shows itself once the services answer.
    return null
  }
}

async function forget(session: WizardSession, domain: string): Promise<void> {
  try {
    await session.rpc.tokens.remove({ domain })
  } catch {
    // The attempt's own outcome is what the person has to hear; the connection settings show the token and can remove it.
  }
}
