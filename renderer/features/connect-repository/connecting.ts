import type { Trouble } from '#renderer/trouble.ts'
import type { ConnectEvent } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import type { SignInMethod } from '#shared/domain/connection.ts'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { acceptedClone, normalisedDomain, type TypedDirectories, type WizardState } from './state.ts'

/** What the wizard asks of the session: its part of the contract, and the sorting of what a call throws. */
export interface WizardSession {
  rpc: {
    connections: Pick<ContractClient['connections'], 'checkDomain' | 'checkClone' | 'checkDirectories' | 'connect'>
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
 * Keeps the token, connects, and reports what the services say. An attempt that does not end connected (failed, refused or
 * aborted through `signal`) takes a token away again that it was the first to keep for the domain.
 */
export async function runAttempt(
  session: WizardSession,
  input: AttemptInput,
  signal: AbortSignal,
  report: { event: (event: ConnectEvent) => void; trouble: (trouble: Trouble) => void },
): Promise<void> {
  const { domain, token, tokenKeptBefore, folder, ...rest } = input
  let outcome: 'none' | 'connected' | 'refused' = 'none'
  try {
    if (token !== null) await session.rpc.tokens.keep({ domain, username: token.username, token: token.secret }, { signal })
    const events = await session.rpc.connections.connect({ ...rest, domain, folder: folder.handle }, { signal })
    for await (const event of events) {
      if (event.kind !== 'stage') outcome = event.kind === 'connected' ? 'connected' : 'refused'
      report.event(event)
    }
    if (outcome === 'none' && !signal.aborted) {
      throw new Error('The connection stream ended without an outcome.')
    }
  } catch (error) {
    if (!signal.aborted) report.trouble(session.trouble(error))
  } finally {
    if (outcome !== 'connected' && token !== null && !tokenKeptBefore) await forget(session, domain)
  }
}

async function forget(session: WizardSession, domain: string): Promise<void> {
  try {
    await session.rpc.tokens.remove({ domain })
  } catch {
    // The attempt's own outcome is what the person has to hear; the connection settings show the token and can remove it.
  }
}
