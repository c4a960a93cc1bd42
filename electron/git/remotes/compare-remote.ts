import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { headCommit, readHead } from '../repository/head.ts'
import { listRefs } from '../repository/refs.ts'
import { effectiveUrl } from '../repository/remote-branch.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { openLineTo } from '../transport/connect.ts'
import { openFetchSession } from '../transport/fetch-session.ts'
import { compareOverSsh } from '../transport/ssh.ts'

/**
 * Holds a clone against the repository at an address: whether a branch there is at, or comes from, a commit of a branch here.
 * A clone without commits shares with every one. Nothing is fetched and nothing changes.
 * Failures: those of the transport, REMOTE_REPOSITORY_NOT_FOUND among them.
 */
export async function compareRemote(
  repo: Repo,
  { url, access }: Parameters<GitOperations['compareRemote']>[0],
  options: CallOptions = {},
): Promise<Awaited<ReturnType<GitOperations['compareRemote']>>> {
  const tips = ownTips(repo)
  const address = effectiveUrl(readConfig(repo), url)
  const line = openLineTo(repo, address, access, options)
  if (line.kind === 'ssh') {
    const { branches, shares } = await compareOverSsh(repo, address, tips, options)
    return outcome(tips.length === 0 || shares || branches.some((tip) => isHere(repo, tip)))
  }
  try {
    const session = await openFetchSession(line.session)
    const { refs } = await session.listRefs(['refs/heads/'])
    const theirs = [...refs.values()]
    if (tips.length === 0 || theirs.some((tip) => isHere(repo, tip))) return outcome(true)
    const [want] = theirs
    return outcome(want !== undefined && (await session.sharesHistory(repo, want, { signal: options.signal })))
  } finally {
    await line.session.close()
  }
}

function outcome(shares: boolean): { kind: 'shares-history' | 'unrelated' } {
  return { kind: shares ? 'shares-history' : 'unrelated' }
}

/** Commits of branches, here and as last fetched. */
function ownTips(repo: Repo): ObjectId[] {
  const head = headCommit(readHead(repo))
  const refs = [...listRefs(repo, 'refs/heads/'), ...listRefs(repo, 'refs/remotes/')].map(({ oid }) => oid)
  return [...new Set([...(head === null ? [] : [head]), ...refs])].filter((oid) => isHere(repo, oid))
}

function isHere(repo: Repo, oid: ObjectId): boolean {
  return repo.objects.has(oid) && repo.objects.read(oid).type === 'commit'
}
