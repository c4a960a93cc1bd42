import type { Trouble } from '#renderer/trouble.ts'
import type { ContractClient } from '#shared/contract/index.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import type { Answered, WizardEvent } from './events.ts'
import {
  type BranchFound,
  type BranchQuestion,
  type Check,
  type DirectoriesQuestion,
  type DirectoryReports,
  type Entry,
  IDLE,
  type WizardState,
} from './state.ts'

/** What the wizard asks of the session: its part of the contract, and the sorting of what a call throws. */
export interface WizardSession {
  rpc: {
    connections: Pick<
      ContractClient['connections'],
      | 'checkDomain'
      | 'checkClone'
      | 'checkDirectories'
      | 'connect'
      | 'list'
      | 'checkRepository'
      | 'checkHostedDirectories'
      | 'connectHosted'
    >
    hosting: Pick<ContractClient['hosting'], 'branches'>
    tokens: ContractClient['tokens']
  }
  trouble: (error: unknown) => Trouble
}

/** How long typing has to rest before the services are asked, in milliseconds. */
const REST = { domain: 400, hosted: 400, directories: 250, atOnce: 0 } as const

type Call<Q, R> = (request: Q, signal: AbortSignal) => Promise<R>
type Report<R> = (ticket: number, result: Answered<R>) => void

export interface Asker {
  /** Asks what the state has open, and ends the calls of questions that it no longer has. */
  follow: (state: WizardState) => void
  dispose: () => void
}

/** Puts the machine's questions to the services and sends it their answers. A newer question cancels the older one. */
export function createAsker(session: WizardSession, apiId: ApiId, send: (event: WizardEvent) => void): Asker {
  const { connections, hosting, tokens } = session.rpc
  const questions = new Map<string, { ticket: number; abort: AbortController }>()

  function ask<Q, R>(name: string, check: Check<Q, R>, rest: number, call: Call<Q, R>, report: Report<R>): void {
    const open = questions.get(name)
    if (check.kind !== 'running') {
      open?.abort.abort()
      questions.delete(name)
      return
    }
    if (open?.ticket === check.ticket) return
    open?.abort.abort()
    const abort = new AbortController()
    questions.set(name, { ticket: check.ticket, abort })
    const { ticket, request } = check
    const timer = setTimeout(() => {
      call(request, abort.signal).then(
        (answer) => report(ticket, { kind: 'answer', answer }),
        (error) => {
          if (!abort.signal.aborted) report(ticket, { kind: 'trouble', trouble: session.trouble(error) })
        },
      )
    }, rest)
    abort.signal.addEventListener('abort', () => clearTimeout(timer))
  }

  function aboutClone(state: WizardState): void {
    const own = state.path === 'on-premises' ? state : { domainCheck: IDLE, cloneCheck: IDLE, tokenCheck: IDLE }
    ask(
      'domain',
      own.domainCheck,
      REST.domain,
      (question, signal) => connections.checkDomain(question, { signal }),
      (ticket, result) => send({ kind: 'domain-checked', ticket, result }),
    )
    ask(
      'clone',
      own.cloneCheck,
      REST.atOnce,
      ({ host, domain, folder, remote }, signal) =>
        connections.checkClone({ apiId, host, domain, folder: folder.handle, remote }, { signal }),
      (ticket, result) => send({ kind: 'clone-checked', ticket, result }),
    )
    ask(
      'token',
      own.tokenCheck,
      REST.atOnce,
      (question, signal) => tokens.describe(question, { signal }),
      (ticket, result) => send({ kind: 'token-checked', ticket, result }),
    )
  }

  function aboutRepository(state: WizardState): void {
    const hosted = state.path === 'cloud' ? state : { repositoryCheck: IDLE, branchCheck: IDLE }
    ask(
      'repository',
      hosted.repositoryCheck,
      restOf(hosted.repositoryCheck),
      ({ accountId, repository }, signal) => connections.checkRepository({ apiId, accountId, repository }, { signal }),
      (ticket, result) => send({ kind: 'repository-checked', ticket, result }),
    )
    ask(
      'branch',
      hosted.branchCheck,
      restOf(hosted.branchCheck),
      (question, signal) => findBranch(hosting, question, signal),
      (ticket, result) => send({ kind: 'branch-checked', ticket, result }),
    )
  }

  return {
    follow: (state) => {
      aboutClone(state)
      aboutRepository(state)
      ask(
        'directories',
        state.directoriesCheck,
        REST.directories,
        (question, signal) => checkDirectories(connections, question, signal),
        (ticket, result) => send({ kind: 'directories-checked', ticket, result }),
      )
    },
    dispose: () => {
      for (const { abort } of questions.values()) abort.abort()
      questions.clear()
    },
  }
}

function restOf(check: Check<{ entry: Entry }, unknown>): number {
  return check.kind === 'running' && check.request.entry === 'typed' ? REST.hosted : REST.atOnce
}

function checkDirectories(
  connections: WizardSession['rpc']['connections'],
  question: DirectoriesQuestion,
  signal: AbortSignal,
): Promise<DirectoryReports> {
  if (question.kind === 'clone') {
    const { folder, directories } = question
    return connections.checkDirectories({ folder: folder.handle, directories }, { signal })
  }
  const { accountId, repository, branch, directories } = question
  return connections.checkHostedDirectories({ accountId, repository, branch, directories }, { signal })
}

/** How many pages of branches that merely contain the name are looked through for the one that is it. */
const PAGES = 5

async function findBranch(
  hosting: WizardSession['rpc']['hosting'],
  { accountId, repository, branch: name }: BranchQuestion,
  signal: AbortSignal,
): Promise<BranchFound> {
  let cursor: string | null = null
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next }: Awaited<ReturnType<typeof hosting.branches>> = await hosting.branches(
      { accountId, repository, search: name, cursor },
      { signal },
    )
    const branch = items.find((one) => one.name === name)
    if (branch !== undefined) return { kind: 'found', branch }
    if (next === null) return { kind: 'not-listed' }
    cursor = next
  }
  return { kind: 'unknown' }
}
