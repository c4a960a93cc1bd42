import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { Connection, SignIn } from '#shared/domain/connection.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { AccountId, ApiId } from '#shared/domain/ids.ts'
import type { WizardSession } from './asking.ts'
import { acceptedRepository, meantBranch } from './hosted.ts'
import {
  acceptedClone,
  type CloudState,
  normalisedDomain,
  type OnPremisesState,
  type TypedDirectories,
  type WizardState,
} from './state.ts'

interface CloneInput {
  path: 'on-premises'
  apiId: ApiId
  host: OnPremisesHost
  domain: string
  folder: PickedFolder
  remote: string
  directories: TypedDirectories
  signIn: SignIn
  /** A token to keep for the domain first; null uses what is kept, or none is needed. */
  token: { username: string | null; secret: string } | null
  /** Whether a token was kept for the domain before this attempt: then a failed attempt must not take it away. */
  tokenKeptBefore: boolean
}

interface HostedInput {
  path: 'cloud'
  apiId: ApiId
  accountId: AccountId
  repository: RepositoryPath
  branch: string
  directories: TypedDirectories
}

export type AttemptInput = CloneInput | HostedInput

/** Everything an attempt needs, once every page is complete; null before that. */
export function attemptInput(apiId: ApiId, state: WizardState): AttemptInput | null {
  switch (state.path) {
    case 'undecided':
      return null
    case 'cloud':
      return hostedInput(apiId, state)
    case 'on-premises':
      return cloneInput(apiId, state)
  }
}

function hostedInput(apiId: ApiId, state: CloudState): HostedInput | null {
  const repository = acceptedRepository(state)
  const branch = meantBranch(state)
  if (state.account === null || repository === null || branch === '') return null
  const { directories } = state
  return { path: 'cloud', apiId, accountId: state.account.id, repository: repository.path, branch, directories }
}

function cloneInput(apiId: ApiId, state: OnPremisesState): CloneInput | null {
  const clone = acceptedClone(state)
  const domain = normalisedDomain(state)
  const signIn = signInOf(state)
  if (clone === null || domain === null || signIn === null) return null
  const token =
    signIn.kind === 'token' && state.token.kind === 'new'
      ? { username: state.token.username.trim() || null, secret: state.token.secret.trim() }
      : null
  return {
    path: 'on-premises',
    apiId,
    host: state.host,
    domain,
    folder: clone.folder,
    remote: clone.remote.name,
    directories: state.directories,
    signIn,
    token,
    tokenKeptBefore: state.tokenCheck.kind === 'answered' && state.tokenCheck.answer.kept,
  }
}

function signInOf({ signIn, account }: OnPremisesState): SignIn | null {
  if (signIn === null) return null
  if (signIn !== 'account') return { kind: signIn }
  return account === null ? null : { kind: 'account', accountId: account.id }
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
  const outcome = await follow(session, input, signal, report.event)
  if (outcome.kind === 'connected') return
  const connection = outcome.kind === 'open' ? await connectionThere(session, input.apiId) : null
  if (connection !== null) {
    report.event({ kind: 'connected', connection })
    return
  }
  if (input.path === 'on-premises' && input.token !== null && !input.tokenKeptBefore) await forget(session, input.domain)
  if (outcome.kind === 'open' && !signal.aborted) report.trouble(session.trouble(outcome.error))
}

/** How the stream ended: with an outcome of the services, or `open` with what cut it. */
type StreamEnd = { kind: 'connected' } | { kind: 'refused' } | { kind: 'open'; error: unknown }

async function follow(
  session: WizardSession,
  input: AttemptInput,
  signal: AbortSignal,
  report: (event: ConnectEvent) => void,
): Promise<StreamEnd> {
  try {
    for await (const event of await begin(session, input, signal)) {
      report(event)
      if (event.kind !== 'stage') return { kind: event.kind === 'connected' ? 'connected' : 'refused' }
    }
    return { kind: 'open', error: new Error('The connection stream ended without an outcome.') }
  } catch (error) {
    return { kind: 'open', error }
  }
}

async function begin({ rpc }: WizardSession, input: AttemptInput, signal: AbortSignal): Promise<AsyncIterable<ConnectEvent>> {
  if (input.path === 'cloud') {
    const { path: _, ...question } = input
    return rpc.connections.connectHosted(question, { signal })
  }
  const { apiId, host, domain, folder, remote, directories, signIn, token } = input
  if (token !== null) await rpc.tokens.keep({ domain, username: token.username, token: token.secret }, { signal })
  return rpc.connections.connect({ apiId, host, domain, folder: folder.handle, remote, directories, signIn }, { signal })
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
