import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { dropPrepared, moveLockIntoPlace, prepareLock, releaseLock, takeLock, writeUnderLock } from '../transaction/lock.ts'

/**
 * Notes in the clone's configuration what a branch follows, as `git push --set-upstream` does, by appending a section: every
 * other byte of the file stays. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function writeUpstream(repo: Repo, at: RemoteBranch): Promise<void> {
  const file = realpathSync(join(repo.commondir, 'config'))
  const lock = prepareLock(repo.commondir)
  try {
    await takeLock(repo, lock, file)
  } catch (error) {
    dropPrepared(lock)
    throw error
  }
  try {
    const mode = statSync(file).mode
    const before = readFileSync(file)
    writeUnderLock(file, Buffer.concat([before, Buffer.from(upstreamSection(before.toString('utf8'), at))]))
    chmodSync(`${file}.lock`, mode & 0o777)
    moveLockIntoPlace(lock, file)
  } catch (error) {
    releaseLock(lock, file)
    throw error
  }
}

/** The text to append (git-config, "Syntax"). */
export function upstreamSection(
  before: string,
  { branch, remote, serverRef }: Pick<RemoteBranch, 'branch' | 'remote' | 'serverRef'>,
): string {
  const lineEnd = before.includes('\r\n') ? '\r\n' : '\n'
  const gap = before === '' || before.endsWith('\n') ? '' : lineEnd
  const lines = [`[branch "${escaped(branch)}"]`, `\tremote = ${quoted(remote)}`, `\tmerge = ${quoted(serverRef)}`, '']
  return gap + lines.join(lineEnd)
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&')
}

function quoted(text: string): string {
  return /[#;"\\\s]/.test(text) ? `"${escaped(text)}"` : text
}
