import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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

const Owner = z.object({ pid: z.number().int(), identity: z.string(), token: z.string().regex(/^[\w-]+$/) })
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
      const found = await readOwner(file)
      if (tokenOf(found) === mine.token) await rm(file, { force: true })
    },
  }
}

/**
 * Puts our lock in place. A lock whose process is gone is replaced by whoever first puts an heir `graft.lock.after-<token>`
 * beside it; an heir that crashed has heirs of its own. So of many that find the same stale lock one wins, whenever they look.
 */
async function take(folder: string, file: string, prepared: string): Promise<void> {
  for (;;) {
    if (await linked(prepared, file)) return
    const head = await readOwner(file)
    if (head.kind === 'absent') continue
    const heirs: string[] = []
    let last = head
    for (;;) {
      await refuseIfRunning(folder, last)
      const heir = join(folder, `graft.lock.after-${tokenOf(last)}`)
      heirs.push(heir)
      if (await linked(prepared, heir)) break
      const next = await readOwner(heir)
      if (next.kind === 'absent') break
      last = next
    }
    const now = await readOwner(file)
    const won = (await isOurs(heirs.at(-1) ?? '', prepared)) && now.kind !== 'absent' && tokenOf(now) === tokenOf(head)
    if (won) {
      await copyFile(prepared, `${prepared}.head`)
      await rename(`${prepared}.head`, file)
      for (const heir of heirs) await rm(heir, { force: true })
      return
    }
    // Somebody else was faster and has tidied up since: what we put there would wait for nobody.
    if (await isOurs(heirs.at(-1) ?? '', prepared)) await rm(heirs.at(-1) ?? '', { force: true })
  }
}

type Found = { kind: 'absent' } | { kind: 'damaged' } | { kind: 'owned'; owner: Owner }

async function refuseIfRunning(folder: string, found: Found): Promise<void> {
  if (found.kind !== 'owned') return
  const { pid, identity } = found.owner
  if ((await processIdentity(pid)) === identity) throw new DataFolderInUse(folder, pid)
}

async function isOurs(file: string, prepared: string): Promise<boolean> {
  const [there, ours] = [await readOwner(file), await readOwner(prepared)]
  return there.kind === 'owned' && tokenOf(there) === tokenOf(ours)
}

function tokenOf(found: Found): string {
  return found.kind === 'owned' ? found.owner.token : found.kind
}

/** A hard link appears whole or not at all, and never replaces what is there (link(2)). */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

async function readOwner(file: string): Promise<Found> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return { kind: 'absent' }
    throw error
  }
  try {
    return { kind: 'owned', owner: Owner.parse(JSON.parse(text)) }
  } catch {
    return { kind: 'damaged' }
  }
}
