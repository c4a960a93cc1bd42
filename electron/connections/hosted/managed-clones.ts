import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConnectionId } from '#shared/domain/ids.ts'
import type { Log } from '../../platform/platform.ts'
import { writeAtomically } from '../../storage/atomic-write.ts'
import { asFileFailure, isMissing } from '../../storage/file-failure.ts'

/** A clone that is being made. Until it is kept, it is an attempt, of which nothing may be left. */
export interface CloneAttempt {
  id: ConnectionId
  /** Absolute; nothing lies there yet. */
  root: string
  /** The connection document is written: the clone stays. */
  keep(): Promise<void>
  /** Removes the clone and everything that told of the attempt. */
  drop(): Promise<void>
}

/**
 * Graft's own clones: `<dataFolder>/clones/<connection id>`, and beside it `<connection id>.attempt` while it is not known
 * whether it will be connected. Only what such a mark names is ever swept away: a clone without one may hold work, even if no
 * connection names it (its document may have been unreadable, or it was disconnected with work in it).
 */
export interface ManagedClones {
  begin(id: ConnectionId): Promise<CloneAttempt>
  /** Removes what attempts of killed processes left. To be called before the first attempt. */
  sweep(isConnected: (id: ConnectionId) => boolean): Promise<void>
  /** Removes a connection's clone, which is no longer needed and holds nothing of its own. */
  remove(id: ConnectionId): Promise<void>
}

const MARK = /^(.+)\.attempt$/

export function createManagedClones({ dataFolder, log }: { dataFolder: string; log: Log }): ManagedClones {
  const folder = join(dataFolder, 'clones')
  const rootOf = (id: ConnectionId): string => join(folder, id)
  const markOf = (id: ConnectionId): string => join(folder, `${id}.attempt`)

  return {
    begin: async (id) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeAtomically({ file: markOf(id), bytes: new Uint8Array(), mode: 0o600 })
      } catch (error) {
        throw asFileFailure(error, 'clones')
      }
      return {
        id,
        root: rootOf(id),
        keep: async () => {
          try {
            await rm(markOf(id), { force: true })
          } catch (error) {
            // The connection is made all the same; the next start takes the mark away.
            log.error('the mark of an attempt could not be removed', error, { connectionId: id })
          }
        },
        drop: async () => {
          try {
            await removeFolder(rootOf(id))
            await rm(markOf(id), { force: true })
          } catch (error) {
            // Why the attempt ended matters more. The mark is still there: the next start sweeps.
            log.error('the rest of an attempt to connect could not be removed', error, { connectionId: id })
          }
        },
      }
    },
    sweep: async (isConnected) => {
      for (const name of await namesIn(folder)) {
        const id = ConnectionId.safeParse(MARK.exec(name)?.[1])
        if (!id.success) continue
        try {
          if (!isConnected(id.data)) await removeFolder(rootOf(id.data))
          await rm(markOf(id.data), { force: true })
        } catch (error) {
          // The next start tries again; nobody has to wait for that.
          log.error('the rest of an attempt to connect could not be removed', error, { connectionId: id.data })
        }
      }
    },
    remove: (id) => removeFolder(rootOf(id)),
  }
}

async function removeFolder(place: string): Promise<void> {
  // Windows refuses for a moment while a scanner still reads what was just written.
  await rm(place, { recursive: true, force: true, maxRetries: 5 })
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
