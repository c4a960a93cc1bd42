import type { BranchList, LocalBranch } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Head } from '#shared/domain/repository.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { readHead } from '../repository/head.ts'
import { listRefs, readRef } from '../repository/refs.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { uniteBranches } from '../repository/server-answer.ts'
import { readServerAnswer } from '../repository/server-answer-file.ts'
import { trackedBranches } from '../repository/tracked-branches.ts'
import { upstreamIn } from '../repository/upstream.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { readDefaultBranch } from './default-branch.ts'
import { listLeftEdits } from './left-edits-ref.ts'

const BRANCHES = 'refs/heads/'

/**
 * Every branch of the clone and, as last told or fetched, of the remote. Only refs and configuration are read, no commit, so that
 * thousands cost little more than one. A branch that follows another remote names its upstream with it (`fork/main`); one that
 * follows a local branch follows nothing here.
 * Failure: REPOSITORY_DAMAGED.
 */
export async function listBranches(
  repo: Repo,
  { remote }: Pick<Parameters<GitOperations['listBranches']>[0], 'remote'>,
  options: CallOptions = {},
): Promise<BranchList> {
  options.signal?.throwIfAborted()
  const head = readHead(repo)
  const answer = readServerAnswer(repo, remote)
  const onServer = uniteBranches(answer?.branches ?? [], trackedBranches(repo, remote))
  return {
    head,
    defaultBranch: readDefaultBranch(repo, remote),
    local: localBranches(repo, head, { remote, onServer }),
    remote: [...onServer].map(([name, tip]) => ({ name, tip })).sort(byName),
    askedAt: answer?.askedAt ?? null,
  }
}

interface Server {
  remote: string
  onServer: ReadonlyMap<string, ObjectId>
}

function localBranches(repo: Repo, head: Head, server: Server): LocalBranch[] {
  const config = readConfig(repo)
  const refs = new Map(listRefs(repo, BRANCHES, 'refs/remotes/').map(({ name, oid }) => [name, oid]))
  const tips = new Map<string, ObjectId | null>()
  if (head.kind === 'unborn') tips.set(head.branch, null)
  for (const [name, oid] of refs) if (name.startsWith(BRANCHES)) tips.set(name.slice(BRANCHES.length), oid)

  const upstreamOf = (branch: string): LocalBranch['upstream'] => {
    const upstream = upstreamIn(config, branch)
    if (upstream === null || upstream.remote === '.') return { kind: 'none' }
    const short = upstream.merge.replace(BRANCHES, '')
    const name = upstream.remote === server.remote ? short : `${upstream.remote}/${short}`
    const followed = upstream.remote === server.remote && upstream.merge.startsWith(BRANCHES)
    const { tracking } = upstream
    const noted = () => refs.get(tracking) ?? readRef(repo, tracking)
    const tip = followed ? (server.onServer.get(short) ?? null) : noted()
    return tip === null ? { kind: 'gone', name } : { kind: 'tracked', name, tip }
  }
  const left = listLeftEdits(repo)
  const elsewhere = branchesElsewhere(repo)
  return [...tips]
    .map(([name, tip]) => ({
      name,
      tip,
      upstream: upstreamOf(name),
      leftEdits: left.get(name) ?? null,
      elsewhere: elsewhere.has(name),
    }))
    .sort(byName)
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
