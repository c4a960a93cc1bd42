import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '#electron/storage/atomic-write.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import { graftFolder } from '../transaction/lock.ts'
import { remoteUrl } from './remote-branch.ts'
import { type Repo, readConfig } from './repo.ts'
import { ServerAnswer, uniteBranches } from './server-answer.ts'
import { statStamp } from './stat-stamp.ts'
import { systemFailure } from './system-failure.ts'
import { trackedBranches } from './tracked-branches.ts'

const Remembered = z.object({ version: z.literal(1), answers: z.array(ServerAnswer) })

/**
 * What the server of a remote last said of its branches; null where it was never asked, the remote leads elsewhere since, or the
 * document cannot be read (it is only a memory, and is made anew by the next question).
 */
export function readServerAnswer(repo: Repo, remote: string): ServerAnswer | null {
  const answer = readAll(repo).find((one) => one.remote === remote)
  return answer !== undefined && answer.url === addressOf(repo, remote) ? answer : null
}

/** Remembers an answer instead of an earlier one of the same remote. Failures: NO_PERMISSION, DISK_FULL. */
export async function writeServerAnswer(repo: Repo, answer: Omit<ServerAnswer, 'url'>): Promise<void> {
  const url = addressOf(repo, answer.remote)
  if (url === null) return
  const others = readAll(repo).filter((one) => one.remote !== answer.remote)
  const file = answerFile(repo)
  const bytes = Buffer.from(JSON.stringify({ version: 1, answers: [...others, { ...answer, url }] }))
  try {
    mkdirSync(dirname(file), { recursive: true })
    await writeAtomically({ file, bytes })
  } catch (error) {
    throw systemFailure(error, 'graft/server-branches.json')
  }
}

/**
 * Notes what is known since of one branch (null: it is gone from the server), where the remembered answer would have it otherwise.
 * Failures: NO_PERMISSION, DISK_FULL.
 */
export async function noteServerBranch(repo: Repo, remote: string, name: string, tip: ObjectId | null): Promise<void> {
  const answer = readServerAnswer(repo, remote)
  if (answer === null) return
  const noted = trackedBranches(repo, remote)
  if ((uniteBranches(answer.branches, noted).get(name) ?? null) === tip) return
  const others = answer.branches.filter((branch) => branch.name !== name)
  await writeServerAnswer(repo, { ...answer, branches: [...others, { name, tip, noted: noted.get(name) ?? null }] })
}

function answerFile(repo: Repo): string {
  return join(graftFolder(repo.commondir), 'server-branches.json')
}

function addressOf(repo: Repo, remote: string): string | null {
  const url = remoteUrl(readConfig(repo), remote, 'fetch')
  return url === null ? null : withoutCredentials(url)
}

function readAll(repo: Repo): readonly ServerAnswer[] {
  const file = answerFile(repo)
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (stat === undefined) return []
  const stamp = statStamp(stat)
  const known = repo.memory.serverAnswers
  if (known?.stamp === stamp) return known.answers
  const answers = parseAll(file)
  repo.memory.serverAnswers = { stamp, answers }
  return answers
}

function parseAll(file: string): readonly ServerAnswer[] {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8'))).answers
  } catch {
    return []
  }
}
