import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { FetchSession } from './fetch-session.ts'

const BRANCHES = 'refs/heads/'

/**
 * The branches of a server, by short name, and which of them is its default one. Names that are none by Git's rules are left out:
 * they become file names here.
 */
export interface ServerBranches {
  branches: Map<string, ObjectId>
  defaultBranch: string | null
}

/** Asks for all branches at once, over either protocol; no object is sent. Failures: those of the transport. */
export async function listServerBranches(session: FetchSession): Promise<ServerBranches> {
  const { refs, head } = await session.listRefs([BRANCHES])
  return serverBranches([...refs], head)
}

/**
 * Asks for one branch, and with it for the default one: null where the server does not name that, as old ones don't, or it is
 * none by Git's rules. Failures: those of the transport.
 */
export async function findServerBranch(
  session: FetchSession,
  branch: string,
): Promise<{ tip: ObjectId | null; defaultBranch: string | null }> {
  const { refs, head } = await session.listRefs([BRANCHES + branch])
  return { tip: refs.get(BRANCHES + branch) ?? null, defaultBranch: defaultAmong(new Map(), head) }
}

interface ServerHead {
  target: string | null
  commit: ObjectId | null
}

function serverBranches(refs: readonly [string, ObjectId][], head: ServerHead): ServerBranches {
  const named = refs.flatMap(([ref, oid]): [string, ObjectId][] =>
    ref.startsWith(BRANCHES) ? [[ref.slice(BRANCHES.length), oid]] : [],
  )
  const branches = new Map(named.filter(([name]) => isName(name)))
  return { branches, defaultBranch: defaultAmong(branches, head) }
}

function isName(name: string): boolean {
  return branchNameProblem(name) === null
}

/**
 * What a server's `HEAD` stands for. Old servers tell only its commit: then a branch that is there too is meant, by the names that
 * Git itself tries first (`guess_remote_head`, remote.c).
 */
function defaultAmong(branches: ReadonlyMap<string, ObjectId>, head: ServerHead): string | null {
  const named = head.target?.startsWith(BRANCHES) === true ? head.target.slice(BRANCHES.length) : null
  if (head.target !== null) return named !== null && isName(named) ? named : null
  if (head.commit === null) return null
  const there = [...branches].filter(([, oid]) => oid === head.commit).map(([name]) => name)
  return ['main', 'master'].find((name) => there.includes(name)) ?? there[0] ?? null
}

/** Reads what `git ls-remote --symref <remote> HEAD 'refs/heads/*'` prints (git-ls-remote, "OUTPUT"). */
export function readLsRemote(printed: string): ServerBranches {
  const lines = printed.split('\n').map((line) => line.split('\t'))
  const refs = lines.flatMap(([value = '', name = '']): [string, ObjectId][] =>
    /^[0-9a-f]{40}$/.test(value) ? [[name, value]] : [],
  )
  const symref = lines.find(([value = '', name]) => name === 'HEAD' && value.startsWith('ref: '))
  const commit = refs.find(([name]) => name === 'HEAD')?.[1] ?? null
  return serverBranches(refs, { target: symref?.[0]?.slice('ref: '.length) ?? null, commit })
}
