import { Failure } from '#electron/failure.ts'
import type { FailureData } from '#shared/contract/failures.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { serverWords } from '#shared/domain/server-words.ts'
import type { CallOptions } from '../contract.ts'
import type { RemoteBranch } from '../repository/remote-branch.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import type { Depth } from './fetch-request.ts'
import { type GitRun, runInstalledGit } from './installed-git.ts'
import { readLsRemote, type ServerBranches } from './server-branches.ts'

/** `git ls-remote --exit-code` ends so where the server has no such ref. */
const NO_SUCH_REF = 2

/**
 * Brings the remote-tracking ref of one branch up to date through the installed `git`.
 * Failures: SSH_FAILED, GIT_NOT_INSTALLED.
 */
export async function fetchOverSsh(repo: Repo, at: RemoteBranch, options: CallOptions): Promise<'fetched' | 'gone'> {
  const refspec = `+${at.serverRef}:${at.trackingRef}`
  const quiet = ['--no-tags', '--no-recurse-submodules', '--progress']
  const run = await runSsh(repo, ['fetch', ...quiet, '--', at.remote, refspec], options)
  if (run.code === 0) return 'fetched'
  const asked = await runSsh(repo, ['ls-remote', '--exit-code', '--', at.remote, at.serverRef], options)
  if (asked.code === NO_SUCH_REF) return 'gone'
  throw sshFailure(run)
}

/** All branches of a remote, asked for through the installed `git`. Failures: SSH_FAILED, GIT_NOT_INSTALLED. */
export async function listBranchesOverSsh(repo: Repo, remote: string, options: CallOptions): Promise<ServerBranches> {
  const run = await runSsh(repo, ['ls-remote', '--symref', '--', remote, 'HEAD', 'refs/heads/*'], options)
  if (run.code !== 0) throw sshFailure(run)
  return readLsRemote(run.stdout)
}

/**
 * Brings all that a remote's refspecs name up to date through the installed `git`, which prunes if its configuration says so.
 * Failures: SSH_FAILED, GIT_NOT_INSTALLED.
 */
export async function fetchAllOverSsh(repo: Repo, remote: string, options: CallOptions): Promise<void> {
  const quiet = ['--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--progress']
  const run = await runSsh(repo, ['fetch', ...quiet, '--', remote], options)
  if (run.code !== 0) throw sshFailure(run)
  repo.objects.refresh()
}

/**
 * Fetches more history of one branch, and of the commits `below`, into a shallow clone through the installed `git`.
 * Failures: SSH_FAILED, GIT_NOT_INSTALLED.
 */
export async function deepenOverSsh(
  repo: Repo,
  at: RemoteBranch,
  { depth, below }: { depth: Depth; below: readonly ObjectId[] },
  options: CallOptions,
): Promise<void> {
  const how = depth.kind === 'deepen' ? `--deepen=${depth.by}` : '--unshallow'
  const quiet = ['--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--progress']
  const deepen = (extra: readonly ObjectId[]) =>
    runSsh(repo, ['fetch', how, ...quiet, '--', at.remote, `+${at.serverRef}:${at.trackingRef}`, ...extra], options)
  let run = await deepen(below)
  // What a forced push left behind may be gone from the server by now.
  if (run.code !== 0 && below.length > 0) run = await deepen([])
  if (run.code !== 0) throw sshFailure(run)
  repo.objects.refresh()
  // Counted along a history that has another end now.
  repo.memory.counts.clear()
}

/** All branches at an address, and whether one of the given commits is there. Failures: SSH_FAILED, GIT_NOT_INSTALLED. */
export async function compareOverSsh(
  repo: Repo,
  url: string,
  tips: readonly ObjectId[],
  options: CallOptions,
): Promise<{ branches: ObjectId[]; shares: boolean }> {
  const listed = await runSsh(repo, ['ls-remote', '--', url, 'refs/heads/*'], options)
  if (listed.code !== 0) throw sshFailure(listed)
  const branches = [...readLsRemote(listed.stdout).branches.values()]
  const own = tips.map((tip) => `--negotiation-tip=${tip}`)
  // Prints the commits that both have, and fetches nothing (git-fetch, "--negotiate-only").
  const asked = await runSsh(repo, ['fetch', '--negotiate-only', ...own, '--', url], options)
  return { branches, shares: asked.code === 0 && asked.stdout.trim() !== '' }
}

export type SshPush = { kind: 'pushed'; created: boolean } | { kind: 'up-to-date' } | { kind: 'refused'; words: string }

/**
 * Pushes one commit to one branch through the installed `git`, never by force. Failures: SSH_FAILED, GIT_NOT_INSTALLED.
 */
export async function pushOverSsh(repo: Repo, at: RemoteBranch, commit: string, options: CallOptions): Promise<SshPush> {
  const quiet = ['--porcelain', '--progress', '--no-verify', '--no-follow-tags', '--no-signed', '--recurse-submodules=no']
  return pushRefspec(repo, at, { refspec: `${commit}:${at.serverRef}`, how: quiet }, options)
}

/**
 * Removes a branch of the server through the installed `git`, if it still is at `tip`: the lease only checks that.
 * Failures: SSH_FAILED, GIT_NOT_INSTALLED.
 */
export async function deleteOverSsh(
  repo: Repo,
  at: Pick<RemoteBranch, 'remote' | 'serverRef'> & { tip: ObjectId },
  options: CallOptions,
): Promise<SshPush> {
  const how = ['--porcelain', '--no-verify', '--no-signed', `--force-with-lease=${at.serverRef}:${at.tip}`]
  return pushRefspec(repo, at, { refspec: `:${at.serverRef}`, how }, options)
}

async function pushRefspec(
  repo: Repo,
  at: Pick<RemoteBranch, 'remote' | 'serverRef'>,
  { refspec, how }: { refspec: string; how: readonly string[] },
  options: CallOptions,
): Promise<SshPush> {
  const run = await runSsh(repo, ['push', ...how, '--', at.remote, refspec], options)
  // git-push, "OUTPUT": `<flag> \t <from>:<to> \t <summary> (<reason>)`.
  const line = run.stdout.split('\n').find((text) => text.split('\t')[1]?.endsWith(`:${at.serverRef}`))
  const [flag, , summary = ''] = line?.split('\t') ?? []
  if (flag === '!') return { kind: 'refused', words: serverWords(`${remoteLines(run.stderr)}\n${summary}`) ?? summary }
  if (run.code !== 0) throw sshFailure(run)
  if (flag === '=') return { kind: 'up-to-date' }
  return { kind: 'pushed', created: flag === '*' }
}

function runSsh(repo: Repo, args: string[], { signal, onProgress }: CallOptions): Promise<GitRun> {
  const variables = repo.environment.variables
  const chosen = variables['GIT_SSH_COMMAND'] ?? variables['GIT_SSH'] ?? readConfig(repo).get('core.sshcommand')
  return runInstalledGit(repo.root, args, {
    neededFor: 'ssh',
    variables,
    signal,
    environment: chosen === undefined ? { GIT_SSH_COMMAND: 'ssh -oBatchMode=yes' } : {},
    onStderr: (text) => {
      const progress = readProgress(text)
      if (progress) onProgress?.(progress)
    },
  })
}

/** Reads the last of Git's own progress lines (`Receiving objects:  42% (42/100), …`). */
export function readProgress(text: string): Parameters<NonNullable<CallOptions['onProgress']>>[0] | null {
  const last = [...text.matchAll(/(Receiving|Resolving|Compressing|Writing)[^:\r\n]*:\s+\d+% \((\d+)\/(\d+)\)/g)].at(-1)
  if (!last) return null
  const [, word, done, total] = last
  const stages = { Receiving: 'receiving', Resolving: 'indexing', Compressing: 'packing', Writing: 'sending' } as const
  const stage =
    word === 'Receiving' || word === 'Resolving' || word === 'Compressing' || word === 'Writing' ? stages[word] : 'receiving'
  return { stage, done: Number(done), total: Number(total), unit: 'objects' }
}

function sshFailure({ stderr }: GitRun): Failure {
  const words = serverWords(stderr.replace(/^.*\r/gm, '')) ?? ''
  return new Failure('SSH_FAILED', { reason: sshReason(stderr), hostWords: words })
}

/** ssh ends with 255 whatever went wrong; its words (in the C locale) are all there is to tell by. */
function sshReason(words: string): FailureData<'SSH_FAILED'>['reason'] {
  if (/host key verification failed|remote host identification has changed/i.test(words)) return 'host-key'
  if (/permission denied|authentication fail|too many authentication/i.test(words)) return 'permission'
  if (/could not resolve|connection (refused|timed out|reset|closed)|no route|network is unreachable/i.test(words)) {
    return 'unreachable'
  }
  return 'other'
}

function remoteLines(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('remote: '))
    .join('\n')
}
