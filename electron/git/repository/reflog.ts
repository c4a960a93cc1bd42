import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ObjectId } from '#shared/domain/ids.ts'
import { formatSignature } from '../objects/model.ts'
import { removeIfThere } from '../transaction/lock.ts'
import { removeEmptyFolders } from '../working-folder/empty-folders.ts'
import { committerOrGraft } from './author.ts'
import { type Repo, readConfig } from './repo.ts'

const NOTHING = '0'.repeat(40)
const LOGGED = /^refs\/(?:heads|remotes|notes)\//

/**
 * Notes a ref's move in its reflog, and in HEAD's where HEAD stands for it (gitrepository-layout, "logs"). Moves that the
 * last line tells already are not told twice, so that finishing after a crash leaves one line.
 */
export function appendReflog(repo: Repo, name: string, from: ObjectId | null, to: ObjectId, message: string): void {
  const signature = formatSignature(committerOrGraft(repo))
  const line = `${from ?? NOTHING} ${to} ${signature}\t${message.replace(/\s+/g, ' ').trim()}\n`
  const files = [{ file: logFile(repo, name), wanted: wantsLog(repo, name) }]
  if (headTarget(repo) === name) files.push({ file: join(repo.gitdir, 'logs', 'HEAD'), wanted: wantsLog(repo, 'refs/heads/') })
  for (const { file, wanted } of files) {
    if (!wanted && !existsSync(file)) continue
    if (lastMove(file) === line.slice(0, 81)) continue
    mkdirSync(dirname(file), { recursive: true })
    removeEmptyFolders(file)
    appendFileSync(file, line)
  }
}

/** A ref that is gone keeps no log, as with Git. */
export function removeReflog(repo: Repo, name: string): void {
  removeIfThere(logFile(repo, name))
}

function logFile(repo: Repo, name: string): string {
  return join(repo.commondir, 'logs', ...name.split('/'))
}

function wantsLog(repo: Repo, name: string): boolean {
  const setting = readConfig(repo).get('core.logallrefupdates')
  if (setting?.toLowerCase() === 'always') return true
  return LOGGED.test(name) && readConfig(repo).bool('core.logallrefupdates') !== false
}

function headTarget(repo: Repo): string | null {
  const text = readFileSync(join(repo.gitdir, 'HEAD'), 'utf8').trim()
  return text.startsWith('ref: ') ? text.slice(5).trim() : null
}

function lastMove(file: string): string | null {
  if (!existsSync(file)) return null
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)?.slice(0, 81) ?? null
}
