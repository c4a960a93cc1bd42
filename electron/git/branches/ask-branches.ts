import type { BranchList } from '#shared/domain/branch.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import { requireRemote } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { answerBeside } from '../repository/server-answer.ts'
import { writeServerAnswer } from '../repository/server-answer-file.ts'
import { trackedBranches } from '../repository/tracked-branches.ts'
import { askServer } from './ask-server.ts'
import { listBranches } from './list-branches.ts'

/**
 * Asks the server which branches it has, and remembers what it said. Nothing is fetched and no ref moves: a branch that vanished
 * is left out of the list although its remote-tracking ref may still be here.
 * Failures: REMOTE_REPOSITORY_NOT_FOUND, those of the transport, NO_PERMISSION, DISK_FULL.
 */
export async function askBranches(
  repo: Repo,
  { access }: Pick<Parameters<GitOperations['askBranches']>[0], 'access'>,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<BranchList> {
  const { exclusively = (work) => work() } = options
  const { remote } = access
  requireRemote(repo, remote)
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  // Read first: what moves while the server is asked is newer than its answer.
  const noted = trackedBranches(repo, remote)
  const { branches, defaultBranch } = await askServer(repo, access, options)
  return exclusively(async () => {
    const askedAt = repo.now().toISOString()
    await writeServerAnswer(repo, { remote, askedAt, defaultBranch, branches: answerBeside(branches, noted) })
    return listBranches(repo, { remote }, options)
  })
}
