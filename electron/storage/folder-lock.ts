import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing, systemCode } from './file-failure.ts'
import { processIdentity } from './process-identity.ts'

/** Another running Graft uses the data folder. The message is for people. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `Another Graft (process ${pid}) is using the data folder ${folder}. Close it, or start Graft with another data folder.`,
    )
  }
}

export interface FolderLock {
  release(): Promise<void>
}

const Owner = z.object({ pid: z.number().int(), identity: z.string(), token: z.string() })
type Owner = z.infer<typeof Owner>

/**
 * Takes the data folder for this process, or throws `DataFolderInUse`. The lock names the process and when it began, so that one
 * left behind by a crash is recognised and replaced.
 */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'graft.lock')
  const mine: Owner = {
    pid: process.pid,
    identity: (await processIdentity(process.pid)) ?? 'alive',
    token: randomUUID(),
  }
  const prepared = join(folder, `graft.lock.${mine.token}`)
  await writeFile(prepared, JSON.stringify(mine), { mode: 0o600, flag: 'wx' })
  try {
    await take(folder, file, prepared)
  } finally {
    await rm(prepared, { force: true })
  }
  return {
    release: async () => {
      const owner = await readOwner(file)
      if (owner?.token === mine.token) await rm(file, { force: true })
    },
  }
}

async function take(folder: string, file: string, prepared: string): Promise<void> {
  for (;;) {
    try {
      // A hard link appears whole or not at all, and never replaces what is there (link(2)).
      await link(prepared, file)
      return
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
    const owner = await readOwner(file)
    if (owner && (await processIdentity(owner.pid)) === owner.identity) throw new DataFolderInUse(folder, owner.pid)
    await removeStale(file, owner, folder)
  }
}

/** Moves a stale lock away; puts it back when somebody else replaced it in between. */
async function removeStale(file: string, stale: Owner | null, folder: string): Promise<void> {
  const aside = join(folder, `graft.lock.stale-${randomUUID()}`)
  try {
    await rename(file, aside)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  const moved = await readOwner(aside)
  if (moved && moved.token !== stale?.token) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
