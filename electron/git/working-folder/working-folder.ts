import { type BigIntStats, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Repo, readConfig } from '../repository/repo.ts'
import { isForbidden, isMissing } from '../repository/system-failure.ts'
import { parentsAreFolders } from './working-file.ts'

/** What keeps a long walk polite: it stops when its caller no longer wants it, and lets others run in between. */
export interface Pace {
  step(): Promise<void> | undefined
}

const STEPS_PER_TURN = 500

export function pace(signal: AbortSignal | undefined): Pace {
  let steps = 0
  return {
    step() {
      steps += 1
      if (steps % STEPS_PER_TURN !== 0) return undefined
      signal?.throwIfAborted()
      return new Promise((resolve) => setImmediate(resolve))
    },
  }
}

/**
 * Files and links below a folder of the working tree, by path from the root. Folders that are repositories of their own
 * (submodules and the like) are not entered, nor are those for which `enter` says no.
 */
export async function walkWorkingFolder(
  repo: Repo,
  folder: string,
  options: { enter(folder: string): boolean; pace: Pace },
): Promise<Map<string, BigIntStats>> {
  const found = new Map<string, BigIntStats>()
  if (!parentsAreFolders(repo, `${folder}/x`)) return found
  const compose = readConfig(repo).bool('core.precomposeunicode') ?? false
  const visit = async (at: string): Promise<void> => {
    for (const entry of listFolder(join(repo.root, at))) {
      await options.pace.step()
      const name = compose ? entry.name.normalize('NFC') : entry.name
      const path = `${at}/${name}`
      if (entry.isDirectory()) {
        if (name.toLowerCase() !== '.git' && !isRepository(join(repo.root, path)) && options.enter(path)) await visit(path)
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const stat = lstatSync(join(repo.root, path), { bigint: true, throwIfNoEntry: false })
        if (stat) found.set(path, stat)
      }
    }
  }
  await visit(folder)
  return found
}

function isRepository(folder: string): boolean {
  return lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error) || isForbidden(error)) return []
    throw error
  }
}
