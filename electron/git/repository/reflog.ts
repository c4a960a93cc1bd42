import { appendFileSync, copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
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
  const line = lineOf(repo, { from, to, message })
  const names = headTarget(repo) === name ? [name, 'HEAD'] : [name]
  for (const file of names.flatMap((one) => wantedLog(repo, one))) {
    if (lastMove(file) !== line.slice(0, 81)) append(file, line)
  }
}

/** One step of a ref, as its reflog tells it. */
export interface ReflogStep {
  from: ObjectId | null
  to: ObjectId
  message: string
}

/**
 * Notes steps that were taken at once in one reflog, and in no other. Those that the log ends in already, word for word, are not
 * told again.
 */
export function appendReflogLines(repo: Repo, name: string, steps: readonly ReflogStep[]): void {
  for (const file of wantedLog(repo, name)) {
    const told = isLog(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
    const lines = steps.map((step) => lineOf(repo, step))
    const endsIn = (count: number) => lines.slice(0, count).every((line, i) => isSame(told.at(i - count), line))
    const known = lines.map((_, i) => lines.length - i).find(endsIn) ?? 0
    if (known < lines.length) append(file, lines.slice(known).join(''))
  }
}

/** But for who did it when. */
function isSame(one: string | undefined, other: string): boolean {
  const pick = (line: string) => `${line.slice(0, 81)}${line.trimEnd().split('\t')[1]}`
  return one !== undefined && pick(one) === pick(other)
}

function lineOf(repo: Repo, { from, to, message }: ReflogStep): string {
  const signature = formatSignature(committerOrGraft(repo))
  return `${from ?? NOTHING} ${to} ${signature}\t${message.replace(/\s+/g, ' ').trim()}\n`
}

/** The ref's log, if one is kept. */
function wantedLog(repo: Repo, name: string): string[] {
  const file = name === 'HEAD' ? join(repo.gitdir, 'logs', 'HEAD') : logFile(repo, name)
  return wantsLog(repo, name === 'HEAD' ? 'refs/heads/' : name) || isLog(file) ? [file] : []
}

function append(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  removeEmptyFolders(file)
  appendFileSync(file, text)
}

/** Begins the log of a ref that is about to be made with all that another one's log tells; whatever lies there gives way. */
export function copyReflog(repo: Repo, from: string, to: string): void {
  const [source, target] = [logFile(repo, from), logFile(repo, to)]
  if (!isLog(source)) return
  mkdirSync(dirname(target), { recursive: true })
  removeEmptyFolders(target)
  copyFileSync(source, target)
}

/** A ref that is gone keeps no log, as with Git. */
export function removeReflog(repo: Repo, name: string): void {
  const file = logFile(repo, name)
  if (isLog(file)) removeIfThere(file)
}

/** Whether a log lies there. Where `a/b` was, an empty folder stays in place of the log of `a`, with Git as with us. */
function isLog(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
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
  if (!isLog(file)) return null
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)?.slice(0, 81) ?? null
}
