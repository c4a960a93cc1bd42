import type { RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { editConfig } from './edit-config.ts'

/** Which branch follows which: short name here, full name there. */
export type UpstreamConfig = Pick<RemoteBranch, 'branch' | 'remote' | 'serverRef'>

/**
 * Notes in the clone's configuration what a branch follows, as `git push --set-upstream` does, by appending a section: every
 * other byte of the file stays. Failures: REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function writeUpstream(repo: Repo, at: UpstreamConfig): Promise<void> {
  await editConfig(repo, (before) => before + Buffer.from(upstreamSection(before, at)).toString('latin1'))
}

/** The text to append (git-config, "Syntax"). */
export function upstreamSection(before: string, { branch, remote, serverRef }: UpstreamConfig): string {
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
